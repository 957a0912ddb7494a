package io.vigie.signal;

import io.vigie.kpi.Selection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * C17: how the followers of a brand's own account usually change from one day to the next, as a
 * part of them.
 *
 * @param before followers as last seen before today, 1 or more
 * @param change median of the daily changes
 * @param spread their robust standard deviation, at least {@link #LEAST_SPREAD}
 */
public record FollowerBaseline(long before, double change, double spread) {

  /** One in a thousand; a start value. */
  static final double LEAST_SPREAD = 0.001;

  private static final int LEAST_CHANGES = 3;
  private static final double MAD_TO_SD = 1.4826;

  /** The baseline on a day, or null while it is not known. */
  static @Nullable FollowerBaseline of(ContentHistory history, long day) {
    double[] changes = new double[BrandHistory.DAYS];
    int size = 0;
    long last = -1;
    for (int d = BrandHistory.DAYS; d >= 1; d--) {
      long seen = history.followers(day - d);
      if (seen <= 0) {
        continue;
      }
      if (last > 0) {
        changes[size++] = (double) (seen - last) / last;
      }
      last = seen;
    }
    if (size < LEAST_CHANGES) {
      return last <= 0 ? null : new FollowerBaseline(last, 0, Double.POSITIVE_INFINITY);
    }
    double median = Selection.median(Arrays.copyOf(changes, size), size);
    double spread = MAD_TO_SD * Selection.medianDeviation(changes, size, median);
    return new FollowerBaseline(last, median, Math.max(LEAST_SPREAD, spread));
  }

  /** The change since yesterday. */
  double changeTo(long followers) {
    return (double) (followers - before) / before;
  }

  /** -log10 of the normal tail of the robust z, whichever way it goes; null while unknown. */
  @Nullable Double surprise(double observed) {
    return Double.isInfinite(spread)
        ? null
        : Double.valueOf(TailProbability.normal(Math.abs(observed - change) / spread));
  }
}
