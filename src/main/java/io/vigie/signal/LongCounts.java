package io.vigie.signal;

import io.vigie.signal.BrandHistory.Row;

/**
 * What was counted in the part of the last 6 and 24 hours that {@link BrandMinutes} no longer
 * reaches, up to the bucket that began two hours before the running one. Of a drill that part is
 * the brand's own.
 */
public record LongCounts(
    long volume6h, long volume24h, long negative6h, long negative24h, long scored24h) {

  static final int SIX_HOURS = 6 * BrandHistory.BUCKETS_PER_HOUR;
  static final int DAY = BrandHistory.BUCKETS_PER_DAY;

  /** Buckets that the minutes still hold, the running one included. */
  private static final int IN_MINUTES = BrandMinutes.MINUTES / BrandHistory.BUCKET_MINUTES;

  /** The counts before a running bucket. */
  static LongCounts of(BrandHistory history, long bucket) {
    return new LongCounts(
        before(history, Row.VOLUME, bucket, SIX_HOURS),
        before(history, Row.VOLUME, bucket, DAY),
        before(history, Row.NEGATIVE, bucket, SIX_HOURS),
        before(history, Row.NEGATIVE, bucket, DAY),
        before(history, Row.SCORED, bucket, DAY));
  }

  /** What the minutes hold of a row since then, to be added. */
  static int recent(BrandMinutes minutes, int[] row) {
    long bucket = BrandHistory.bucketOf(minutes.lastMinute);
    long from = (bucket - IN_MINUTES + 1) * BrandHistory.BUCKET_MINUTES;
    return minutes.sum(row, from, minutes.lastMinute + 1);
  }

  private static long before(BrandHistory history, Row row, long bucket, int width) {
    return history.observed(row, bucket - width + 1, bucket - IN_MINUTES + 1);
  }
}
