package io.vigie.stream;

import io.vigie.incident.ControlAdmission;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlMessage;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Lets each control message in once; the rest become dead letters, counted by reason. All of them
 * pass one subtask, so that every subtask behind it hears them in one order.
 */
final class AdmitControlFunction
    extends KeyedProcessFunction<Integer, ControlIntake, ControlMessage> {

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("control-dead-letters", TypeInformation.of(DeadLetter.class));

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration maxAge;

  private transient ControlAdmission admission;
  private transient MapState<String, Instant> known;
  private transient ValueState<Instant> latest;

  /** What {@link #known} holds, or null before the first message. */
  private transient @Nullable Map<String, Instant> cached;

  private transient Tallied admitted;
  private transient Tallied refused;
  private transient Map<DeadLetterReason, Counter> byReason;

  /**
   * @param maxAge how long before the latest message one may have been issued; null = any time
   */
  AdmitControlFunction(@Nullable Duration maxAge) {
    this.maxAge = maxAge;
  }

  @Override
  public void open(OpenContext context) {
    admission = new ControlAdmission(maxAge);
    known =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("known", Types.STRING, Types.INSTANT));
    latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", Types.INSTANT));
    admitted = Tallied.register(getRuntimeContext(), Tallied.CONTROL);
    refused = Tallied.register(getRuntimeContext(), Tallied.CONTROL_REFUSED);
    byReason = new EnumMap<>(DeadLetterReason.class);
    MetricGroup group = Tallied.group(getRuntimeContext());
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      byReason.put(reason, group.addGroup("reason", reason.code()).counter("controlRefused"));
    }
  }

  @Override
  public void processElement(ControlIntake intake, Context context, Collector<ControlMessage> out)
      throws Exception {
    DeadLetter letter = intake.deadLetter();
    if (letter == null) {
      letter = admit(intake, out);
    }
    if (letter != null) {
      refused.add();
      Counter counter = byReason.get(letter.reason());
      if (counter != null) {
        counter.inc();
      }
      context.output(DEAD_LETTERS, letter);
    }
  }

  /** Lets a message in; the dead letter of one that is refused. */
  private @Nullable DeadLetter admit(ControlIntake intake, Collector<ControlMessage> out)
      throws Exception {
    ControlMessage message = intake.accepted();
    Map<String, Instant> ids = ids();
    Set<String> before = new HashSet<>(ids.keySet());
    ControlAdmission.Refusal refusal = admission.admit(message, ids, latest.value());
    for (String id : before) {
      if (!ids.containsKey(id)) {
        known.remove(id);
      }
    }
    if (refusal != null) {
      return DeadLetter.of(
          refusal.reason(), refusal.detail(), intake.record(), intake.origin(), intake.readAt());
    }
    known.put(message.id(), ids.get(message.id()));
    latest.update(ControlAdmission.latest(message, latest.value()));
    admitted.add();
    out.collect(message);
    return null;
  }

  private Map<String, Instant> ids() throws Exception {
    Map<String, Instant> ids = cached;
    if (ids == null) {
      ids = new HashMap<>();
      for (Map.Entry<String, Instant> entry : known.entries()) {
        ids.put(entry.getKey(), entry.getValue());
      }
      cached = ids;
    }
    return ids;
  }
}
