package io.vigie.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readings that look further back than two hours. */
final class LongReadings {

  /** Scored mentions of a day below which its share has no z-score; a start value. */
  private static final int LEAST_SCORED = 10;

  private LongReadings() {}

  /** Adds those of a step. */
  static void addTo(List<IndicatorReading> readings, BrandMinutes minutes, Expectations expected) {
    LongCounts before = expected.longCounts();
    LongBaselines baselines = expected.longBaselines();
    if (before == null || baselines == null) {
      return;
    }
    long volume = LongCounts.recent(minutes, minutes.volume);
    long negative = LongCounts.recent(minutes, minutes.negative);
    long volume6h = before.volume6h() + volume;
    add(readings, Indicator.VOLUME_6H, volume6h, baselines.volume6h());
    add(readings, Indicator.VOLUME_24H, before.volume24h() + volume, baselines.volume24h());
    add(
        readings,
        Indicator.NEGATIVE_VOLUME_6H,
        before.negative6h() + negative,
        baselines.negative6h());
    add(
        readings,
        Indicator.NEGATIVE_VOLUME_24H,
        before.negative24h() + negative,
        baselines.negative24h());
    addShare(
        readings,
        before.negative24h() + negative,
        before.scored24h() + LongCounts.recent(minutes, minutes.scored),
        expected.negativeShare());
    BurstBaseline hour = baselines.burstHour();
    BurstBaseline sixHours = baselines.burst6h();
    if (hour != null && sixHours != null) {
      long end = minutes.lastMinute + 1;
      double zHour = hour.z(minutes.sum(minutes.volume, end - 60, end));
      readings.add(
          new IndicatorReading(
              Indicator.VOLUME_BURST.label(), (zHour + sixHours.z(volume6h)) / 2, null, null));
    }
    Double drift = baselines.drift();
    if (drift != null) {
      readings.add(new IndicatorReading(Indicator.BASELINE_DRIFT.label(), drift, null, null));
    }
  }

  /** As observed: the model errs alike on both sides, and a day has more languages than an hour. */
  private static void addShare(
      List<IndicatorReading> readings,
      long negative,
      long scored,
      @Nullable ShareBaseline baseline) {
    if (scored == 0) {
      return;
    }
    double share = (double) negative / scored;
    Double expected = null;
    Double surprise = null;
    if (baseline != null) {
      expected = baseline.share();
      if (scored >= IndicatorEngine.SHARE_MENTIONS) {
        surprise = TailProbability.normal(baseline.z(share, scored));
      }
    }
    readings.add(
        new IndicatorReading(Indicator.NEGATIVE_SHARE_24H.label(), share, expected, surprise));
    if (baseline != null && scored >= LEAST_SCORED) {
      readings.add(
          new IndicatorReading(
              Indicator.NEGATIVE_SHARE_24H_Z.label(), baseline.z(share, scored), 0.0, surprise));
    }
  }

  private static void add(
      List<IndicatorReading> readings,
      Indicator indicator,
      long count,
      @Nullable CountBaseline baseline) {
    readings.add(
        baseline == null
            ? new IndicatorReading(indicator.label(), count, null, null)
            : new IndicatorReading(
                indicator.label(), count, baseline.mean(), baseline.surprise(count)));
  }
}
