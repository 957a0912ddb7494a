package io.vigie.connector;

import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.Retraction;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of intakes: a mention's createdAt. Dead letters have none, and retractions may be of
 * any: they neither move the watermark nor keep a partition from counting as idle, or a partition
 * of nothing but garbage would hold back all others. Nor do mentions of a drill: they are made now,
 * and must not make those real ones late that come from a slow source.
 */
public final class MentionTimestamps {

  private MentionTimestamps() {}

  /**
   * The strategy for a source of intakes.
   *
   * @param outOfOrderness how far behind the latest createdAt a mention may come and not be late
   * @param idleness after how long without a mention a partition holds back the others no more
   */
  public static WatermarkStrategy<Intake> strategy(Duration outOfOrderness, Duration idleness) {
    WatermarkStrategy<Intake> ofMentions =
        WatermarkStrategy.<Intake>forBoundedOutOfOrderness(outOfOrderness).withIdleness(idleness);
    return WatermarkStrategy.<Intake>forGenerator(
            context -> new RealMentionsOnly(ofMentions.createWatermarkGenerator(context)))
        .withTimestampAssigner((intake, timestamp) -> timestampOf(intake, timestamp));
  }

  private static long timestampOf(Intake intake, long recordTimestamp) {
    Mention mention = intake.mention();
    Retraction retraction = intake.retraction();
    if (retraction != null) {
      return retraction.at().toEpochMilli();
    }
    return mention == null ? recordTimestamp : mention.createdAt().toEpochMilli();
  }

  /** Hides dead letters and exercises from the generator behind it. */
  private record RealMentionsOnly(WatermarkGenerator<Intake> generator)
      implements WatermarkGenerator<Intake> {

    @Override
    public void onEvent(Intake intake, long timestamp, WatermarkOutput output) {
      Mention mention = intake.mention();
      if (mention != null && !mention.exercise()) {
        generator.onEvent(intake, timestamp, output);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      generator.onPeriodicEmit(output);
    }
  }
}
