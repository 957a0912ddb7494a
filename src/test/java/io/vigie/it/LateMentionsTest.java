package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.stream.DetectionPipeline;
import io.vigie.stream.DetectionResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.Test;

/** Mentions that come behind the watermark, as from a topic: revised, or set aside; never lost. */
@SuppressWarnings("try") // an interrupt ends the test, as it should
class LateMentionsTest {

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  @Test
  void lateMentionsReviseTheirWindowsAndLaterOnesAreSetAside() throws Exception {
    List<Mention> mentions =
        List.of(
            at("m-1", Duration.ofMinutes(1)),
            at("m-2", Duration.ofMinutes(3)),
            at("a-little-early", Duration.ofMinutes(2)), // out of order, but not late
            at("m-3", Duration.ofMinutes(30)),
            at("late", Duration.ofMinutes(1)), // revises its minute and its quarter
            at("m-4", Duration.ofHours(3)),
            at("too-late", Duration.ofMinutes(1)));

    List<String> all = new ArrayList<>();
    try (CloseableIterator<Mention> late =
            pipeline(mentions).lateMentions().executeAndCollect("late");
        CloseableIterator<KpiWindow> kpis = pipeline(mentions).kpis().executeAndCollect("kpis")) {
      late.forEachRemaining(mention -> all.add("too late " + mention.id()));
      kpis.forEachRemaining(
          window -> {
            boolean first = window.start().isBefore(START.plusSeconds(120));
            if (window.platform().equals(KpiWindow.ALL_PLATFORMS) && first) {
              all.add(
                  window.size() + " revision " + window.revision() + " of " + window.mentions());
            }
          });
    }

    assertThat(all)
        .containsExactlyInAnyOrder(
            "too late too-late",
            "1m revision 0 of 1",
            "1m revision 1 of 2",
            "15m revision 0 of 3",
            "15m revision 1 of 4",
            "1h revision 0 of 5",
            "1d revision 0 of 6");
  }

  private static Mention at(String id, Duration after) {
    return Talk.mention(id, Talk.ORDINARY, START.plus(after), "Banquor ouvre une agence à Lille");
  }

  private static DetectionResults pipeline(List<Mention> mentions) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    DataStream<Intake> intakes =
        env.fromData(mentions.stream().map(Intake::of).toList(), TypeInformation.of(Intake.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Intake>forGenerator(context -> new AfterEach())
                    .withTimestampAssigner((intake, before) -> millis(intake)));
    return DetectionPipeline.build(intakes, FileRun.settings("scoring.enabled=false").detection());
  }

  private static long millis(Intake intake) {
    Mention mention = intake.mention();
    return mention == null ? 0 : mention.createdAt().toEpochMilli();
  }

  /**
   * A watermark after every mention, 90 seconds behind the latest: what is late is the test's say.
   */
  private static final class AfterEach implements WatermarkGenerator<Intake> {

    private long latest = Long.MIN_VALUE;

    @Override
    public void onEvent(Intake intake, long timestamp, WatermarkOutput output) {
      latest = Math.max(latest, timestamp);
      output.emitWatermark(new Watermark(latest - 90_000));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
