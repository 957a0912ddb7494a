package io.vigie.signal;

import io.vigie.kpi.Selection;
import io.vigie.signal.BrandHistory.Level;
import io.vigie.signal.BrandHistory.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a brand's history to what is expected now: the same time of day, one hour earlier to one
 * hour later, on each of the last 14 days, those of the same day of the week counted four times.
 * With two weeks of them a day of the week can only lean on itself, not stand on it: against the
 * median of the days alone, that makes expected hourly counts better by 0.4 to 10 % (mean error of
 * the logarithm, NAB's Twitter series). Belongs to one thread: it reuses its arrays.
 */
final class Baselines {

  private static final int HOUR = BrandHistory.BUCKETS_PER_HOUR;
  private static final int QUARTER = 3;
  private static final int DAY = BrandHistory.BUCKETS_PER_DAY;
  private static final int ENDS = 2 * HOUR + 1;

  /** Fewer scored mentions in 14 days say nothing of a share. */
  private static final int LEAST_SCORED = 30;

  /** Fewer scored mentions on a day give it no voice in the median of the days. */
  private static final int LEAST_SCORED_PER_DAY = 20;

  /** How often a day counts that was the same day of the week. */
  private static final int SAME_WEEKDAY = 4;

  private static final int WEEK = 7;

  private static final int BURST_SPAN = BrandHistory.DAYS * DAY;

  /** Windows of half a day, or nothing is known of how a brand bursts. */
  private static final int LEAST_WINDOWS = DAY / 2;

  private final double[] sample =
      new double[(BrandHistory.DAYS + BrandHistory.DAYS / WEEK * (SAME_WEEKDAY - 1)) * ENDS];
  private final int[] buckets = new int[LongCounts.DAY + ENDS];
  private final int[] twoWeeks = new int[BURST_SPAN];
  private int size;
  private int days;

  /**
   * The expectations for a bucket.
   *
   * @param before those of an earlier bucket, or null; what changes only hourly is taken from them
   */
  Expectations of(BrandHistory history, long bucket, @Nullable Expectations before) {
    CountBaseline volume = counts(history, Row.VOLUME, bucket, HOUR);
    int known = days;
    if (known < Expectations.LEARNING_DAYS) {
      return new Expectations(
          bucket, known, null, null, null, null, null, null, null, Map.of(), null, null, null);
    }
    CountBaseline volume15 = counts(history, Row.VOLUME, bucket, QUARTER);
    CountBaseline negative = counts(history, Row.NEGATIVE, bucket, HOUR);
    long hour = Math.floorDiv(bucket, (long) HOUR);
    if (before != null
        && !before.learning()
        && Math.floorDiv(before.bucket(), (long) HOUR) == hour) {
      return new Expectations(
          bucket,
          known,
          volume,
          volume15,
          negative,
          before.negativeShare(),
          before.breadth(),
          before.amplification(),
          before.negativeReach(),
          before.platforms(),
          before.otherPlatform(),
          LongCounts.of(history, bucket),
          before.longBaselines());
    }
    return new Expectations(
        bucket,
        known,
        volume,
        volume15,
        negative,
        negativeShare(history, bucket),
        levels(history, Level.BREADTH, hour) ? LevelBaseline.of(sample, size, days) : null,
        levels(history, Level.AMPLIFICATION, hour) ? RatioBaseline.of(sample, size, days) : null,
        levels(history, Level.NEGATIVE_REACH, hour) ? LevelBaseline.of(sample, size, days) : null,
        platforms(history, hour),
        platform(history, "", hour),
        LongCounts.of(history, bucket),
        longBaselines(history, bucket));
  }

  private LongBaselines longBaselines(BrandHistory history, long bucket) {
    double drift = Drift.of(history, Math.floorDiv(bucket, (long) DAY));
    return new LongBaselines(
        longCounts(history, Row.VOLUME, bucket, LongCounts.SIX_HOURS),
        longCounts(history, Row.VOLUME, bucket, LongCounts.DAY),
        longCounts(history, Row.NEGATIVE, bucket, LongCounts.SIX_HOURS),
        longCounts(history, Row.NEGATIVE, bucket, LongCounts.DAY),
        burst(history, bucket, HOUR),
        burst(history, bucket, LongCounts.SIX_HOURS),
        Double.isNaN(drift) ? null : drift);
  }

  private @Nullable CountBaseline longCounts(
      BrandHistory history, Row row, long bucket, int width) {
    CountBaseline baseline = counts(history, row, bucket, width);
    return days < Expectations.LEARNING_DAYS ? null : baseline;
  }

  /** All windows of this width that lie in the last 14 days and end before the running one. */
  private @Nullable BurstBaseline burst(BrandHistory history, long bucket, int width) {
    history.counts(Row.VOLUME, bucket - BURST_SPAN, twoWeeks, BURST_SPAN);
    long sum = 0;
    int run = 0;
    int windows = 0;
    double total = 0;
    double squares = 0;
    for (int i = 0; i < BURST_SPAN - width; i++) {
      if (twoWeeks[i] < 0) {
        sum = 0;
        run = 0;
        continue;
      }
      sum += twoWeeks[i];
      if (++run > width) {
        sum -= twoWeeks[i - width];
      }
      if (run >= width) {
        windows++;
        total += sum;
        squares += (double) sum * sum;
      }
    }
    return windows < LEAST_WINDOWS ? null : BurstBaseline.of(total / windows, squares / windows);
  }

  /** Sums of windows of this width that end within an hour of the same time of day. */
  private @Nullable CountBaseline counts(BrandHistory history, Row row, long bucket, int width) {
    size = 0;
    days = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int sizeBefore = size;
      long firstEnd = bucket - (long) d * DAY - HOUR;
      long sum = 0;
      int run = 0;
      int span = width + ENDS - 1;
      history.usualCounts(row, firstEnd - width, buckets, span);
      int times = d % WEEK == 0 ? SAME_WEEKDAY : 1;
      for (int i = 0; i < span; i++) {
        int count = buckets[i];
        if (count < 0) {
          sum = 0;
          run = 0;
          continue;
        }
        sum += count;
        if (++run > width) {
          sum -= buckets[i - width];
        }
        for (int t = 0; t < times && run >= width; t++) {
          sample[size++] = sum;
        }
      }
      if (size > sizeBefore) {
        days++;
      }
    }
    return size == 0 ? null : CountBaseline.of(sample, size, days);
  }

  /** Median of the shares of the last 14 times 24 hours, without the last hour. */
  private @Nullable ShareBaseline negativeShare(BrandHistory history, long bucket) {
    long negative = 0;
    long scored = 0;
    int shares = 0;
    for (int d = 0; d < BrandHistory.DAYS; d++) {
      long to = bucket - (long) d * DAY;
      long dayNegative = 0;
      long dayScored = 0;
      history.usualCounts(Row.SCORED, to - DAY, buckets, DAY);
      for (int i = 0; i < (d == 0 ? DAY - HOUR : DAY); i++) {
        if (buckets[i] > 0) {
          dayScored += buckets[i];
          dayNegative += history.count(Row.NEGATIVE, to - DAY + i);
        }
      }
      negative += dayNegative;
      scored += dayScored;
      if (dayScored >= LEAST_SCORED_PER_DAY) {
        sample[shares++] = (double) dayNegative / dayScored;
      }
    }
    if (scored < LEAST_SCORED) {
      return null;
    }
    // a median keeps the days of past incidents from setting the norm; few mentions are pooled
    double share = shares >= 3 ? Selection.median(sample, shares) : (double) negative / scored;
    return new ShareBaseline(share, scored);
  }

  /** Gathers an hourly figure; false if it is known for too few days. */
  private boolean levels(BrandHistory history, Level level, long hour) {
    size = 0;
    days = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int sizeBefore = size;
      for (int o = -1; o <= 1; o++) {
        double value = history.level(level, hour - 24L * d + o);
        if (!Double.isNaN(value)) {
          sample[size++] = value;
        }
      }
      if (size > sizeBefore) {
        days++;
      }
    }
    return days >= Expectations.LEARNING_DAYS;
  }

  private Map<String, CountBaseline> platforms(BrandHistory history, long hour) {
    Map<String, CountBaseline> baselines = new HashMap<>();
    for (String name : history.platformHours.keySet()) {
      CountBaseline baseline = platform(history, name, hour);
      if (baseline != null) {
        baselines.put(name, baseline);
      }
    }
    return baselines;
  }

  /** Whole hours of one platform; one that was never seen had 0 wherever the brand is known. */
  private @Nullable CountBaseline platform(BrandHistory history, String name, long hour) {
    size = 0;
    days = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int sizeBefore = size;
      for (int o = -1; o <= 1; o++) {
        int count = history.platformCount(name, hour - 24L * d + o);
        if (count >= 0) {
          sample[size++] = count;
        }
      }
      if (size > sizeBefore) {
        days++;
      }
    }
    return days < Expectations.LEARNING_DAYS ? null : CountBaseline.of(sample, size, days);
  }
}
