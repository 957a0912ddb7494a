package io.vigie.stream;

import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.Retraction;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends mentions on, dead letters and retractions to their own outputs; counts them. */
final class SeparateDeadLettersFunction extends ProcessFunction<Intake, Mention> {

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  static final OutputTag<Retraction> RETRACTIONS =
      new OutputTag<>("retractions", TypeInformation.of(Retraction.class));

  private static final long serialVersionUID = 1L;

  private transient Tallied read;
  private transient Tallied copies;
  private transient Tallied dead;
  private transient Tallied deletions;
  private transient Map<DeadLetterReason, Counter> byReason;
  private transient volatile long lastCreatedAt;

  @Override
  public void open(OpenContext context) {
    read = Tallied.register(getRuntimeContext(), Tallied.READ);
    copies = Tallied.register(getRuntimeContext(), Tallied.COPIES);
    dead = Tallied.register(getRuntimeContext(), Tallied.DEAD_LETTERS);
    deletions = Tallied.register(getRuntimeContext(), Tallied.DELETIONS);
    byReason = new EnumMap<>(DeadLetterReason.class);
    MetricGroup group = Tallied.group(getRuntimeContext());
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      byReason.put(reason, group.addGroup("reason", reason.code()).counter("deadLetters"));
    }
    lastCreatedAt = Long.MIN_VALUE;
    group.<Long, Gauge<Long>>gauge(
        Tallied.EVENT_TIME_LAG, () -> Tallied.millisSince(lastCreatedAt));
  }

  @Override
  public void processElement(Intake intake, Context context, Collector<Mention> out) {
    Retraction retraction = intake.retraction();
    if (retraction != null) {
      if (!intake.copy()) {
        read.add();
        deletions.add();
      }
      context.output(RETRACTIONS, retraction);
      return;
    }
    (intake.copy() ? copies : read).add();
    DeadLetter deadLetter = intake.deadLetter();
    if (deadLetter != null) {
      dead.add();
      Counter counter = byReason.get(deadLetter.reason());
      if (counter != null) {
        counter.inc();
      }
      context.output(DEAD_LETTERS, deadLetter);
      return;
    }
    Mention mention = intake.mention();
    if (mention != null) {
      lastCreatedAt = mention.createdAt().toEpochMilli();
      out.collect(mention);
    }
  }
}
