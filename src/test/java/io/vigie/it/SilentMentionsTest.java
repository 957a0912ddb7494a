package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.signal.Signal;
import io.vigie.stream.DetectionPipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where all partitions of mentions are silent for so long that they count as idle, event time
 * stands still; it must not leap to the end of time and leave what comes afterwards behind.
 */
@SuppressWarnings("try") // an interrupt ends the test, as it should
class SilentMentionsTest {

  /** Enough to learn what is ordinary. */
  private static final Instant BEGIN = Talk.START;

  /** The last mention before this is followed by silence. */
  private static final Instant SILENCE = Talk.NOON.minusSeconds(30 * 60);

  @Test
  void afterASilenceOfAllPartitionsEverythingIsHeardAsWithoutIt() throws Exception {
    List<String> without = signals(null);
    assertThat(without).anyMatch(signal -> signal.contains("FIRES"));
    assertThat(signals(SILENCE)).isEqualTo(without);
  }

  private static List<String> signals(@Nullable Instant silence) throws Exception {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    List<Mention> mentions =
        Talk.mentions().stream().filter(mention -> !mention.createdAt().isBefore(BEGIN)).toList();
    Mention last =
        mentions.stream()
            .filter(mention -> silence != null && mention.createdAt().isBefore(silence))
            .reduce((one, other) -> other)
            .orElse(null);
    String idleAfter = last == null ? "" : last.id();
    DataStream<Intake> intakes =
        env.fromData(mentions.stream().map(Intake::of).toList(), TypeInformation.of(Intake.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Intake>forGenerator(context -> new WithSilence(idleAfter))
                    .withTimestampAssigner(
                        (intake, before) -> of(intake).createdAt().toEpochMilli()));
    List<String> signals = new ArrayList<>();
    try (CloseableIterator<Signal> results =
        DetectionPipeline.build(intakes, FileRun.settings("scoring.enabled=true").detection())
            .signals()
            .executeAndCollect("signals")) {
      results.forEachRemaining(signal -> signals.add(signal.toString()));
    }
    signals.sort(null);
    return signals;
  }

  private static Mention of(Intake intake) {
    return Objects.requireNonNull(intake.mention());
  }

  /** A watermark at each full minute; after one of them, the source counts as idle. */
  private static final class WithSilence implements WatermarkGenerator<Intake> {

    private final String idleAfter;
    private long latest = Long.MIN_VALUE;

    WithSilence(String idleAfter) {
      this.idleAfter = idleAfter;
    }

    @Override
    public void onEvent(Intake intake, long timestamp, WatermarkOutput output) {
      long minute = timestamp - timestamp % 60_000 - 1;
      if (minute > latest) {
        latest = minute;
        output.emitWatermark(new Watermark(latest));
      }
      if (of(intake).id().equals(idleAfter)) {
        output.markIdle();
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
