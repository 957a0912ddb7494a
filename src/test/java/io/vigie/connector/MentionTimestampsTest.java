package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.Author;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Engagement;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class MentionTimestampsTest {

  private static final Instant TIME = Instant.parse("2026-01-05T09:00:00Z");
  private static final Intake DEAD =
      Intake.dead(
          DeadLetter.of(
              DeadLetterReason.FUTURE_TIME,
              "detail",
              null,
              new Origin("t", 0, 1),
              TIME.plusSeconds(1_000_000)));

  private final ManualClock clock = new ManualClock();
  private final List<Long> watermarks = new ArrayList<>();
  private boolean idle;
  private final WatermarkStrategy<Intake> strategy =
      MentionTimestamps.strategy(Duration.ofSeconds(10), Duration.ofSeconds(60));
  private final WatermarkGenerator<Intake> generator =
      strategy.createWatermarkGenerator(new Context());
  private final Output output = new Output();

  @Test
  void onlyMentionsMoveTheWatermark() {
    feed(mention(TIME));
    feed(DEAD);
    generator.onPeriodicEmit(output);
    assertThat(watermarks).last().isEqualTo(TIME.toEpochMilli() - 10_000 - 1);
  }

  @Test
  void aDrillMakesNothingRealLate() {
    feed(mention(TIME));
    feed(exercise(TIME.plusSeconds(3600)));
    generator.onPeriodicEmit(output);
    assertThat(watermarks).last().isEqualTo(TIME.toEpochMilli() - 10_000 - 1);
  }

  @Test
  void aPartitionOfDeadLettersBecomesIdle() {
    for (int i = 0; i < 10; i++) {
      feed(DEAD);
      generator.onPeriodicEmit(output);
      clock.advanceTime(Duration.ofSeconds(30));
    }
    assertThat(idle).isTrue();
    feed(mention(TIME));
    generator.onPeriodicEmit(output);
    assertThat(idle).isFalse();
  }

  private void feed(Intake intake) {
    long timestamp =
        strategy
            .createTimestampAssigner(UnregisteredMetricsGroup::new)
            .extractTimestamp(intake, Long.MIN_VALUE);
    generator.onEvent(intake, timestamp, output);
  }

  private static Intake mention(Instant at) {
    return Intake.of(told(at, false));
  }

  private static Intake exercise(Instant at) {
    return Intake.of(told(at, true));
  }

  private static Mention told(Instant at, boolean exercise) {
    return new Mention(
        "p",
        "Ondea",
        "forum",
        "",
        at,
        null,
        Author.UNKNOWN,
        Engagement.NONE,
        null,
        null,
        null,
        exercise);
  }

  private final class Output implements WatermarkOutput {
    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  private final class Context implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }
}
