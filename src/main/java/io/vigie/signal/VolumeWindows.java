package io.vigie.signal;

import io.vigie.signal.BrandHistory.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the volume of a span of time usually is: the same time of day, from an hour earlier to an
 * hour later, on each of the last 14 days. Belongs to one thread: it reuses its arrays.
 */
final class VolumeWindows {

  private static final int SHIFT = 6;
  private static final int SHIFTS = 5;
  private static final int AROUND = SHIFT * (SHIFTS - 1) / 2;

  /** The widest span, in buckets: six hours. */
  static final int MAX_WIDTH = 72;

  private final int[] counts = new int[MAX_WIDTH + 2 * AROUND];
  private final double[] sample = new double[BrandHistory.DAYS * SHIFTS];

  /**
   * The baseline of a span.
   *
   * @param from its first bucket; it may lie ahead of what is known
   * @param width in buckets, at most {@link #MAX_WIDTH}
   * @return null while fewer than two days are known
   */
  @Nullable CountBaseline of(BrandHistory history, long from, int width) {
    int size = 0;
    int days = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      long first = from - (long) d * BrandHistory.BUCKETS_PER_DAY - AROUND;
      history.counts(Row.VOLUME, first, counts, width + 2 * AROUND);
      int before = size;
      for (int shift = 0; shift < SHIFTS; shift++) {
        long sum = sum(shift * SHIFT, width);
        if (sum >= 0) {
          sample[size++] = sum;
        }
      }
      days += size > before ? 1 : 0;
    }
    return days < Expectations.LEARNING_DAYS ? null : CountBaseline.of(sample, size, days);
  }

  /** Sum of some buckets, or -1 if one is unknown. */
  private long sum(int from, int width) {
    long sum = 0;
    for (int i = from; i < from + width; i++) {
      if (counts[i] < 0) {
        return -1;
      }
      sum += counts[i];
    }
    return sum;
  }
}
