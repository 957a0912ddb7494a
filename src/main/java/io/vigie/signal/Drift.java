package io.vigie.signal;

import io.vigie.kpi.Selection;

/**
 * Whether a brand's normal is moving: a CUSUM (Page 1954) of the daily volume against a longer
 * memory than the 14 days of the other baselines. It notices what is too slow to surprise them: a
 * brand that grows, or somebody who feeds a baseline until a crisis looks normal.
 *
 * <p>C = max(0, C + (ln(1 + x) - m) / s - 0.5) over the last 14 days, x a day's mentions, m and s
 * the median and the robust spread (at least 0.15) of ln(1 + x) over the up to 42 days before them.
 * 5 is a start value for an alarm: a day of 5.5 s, or a fortnight of 0.86 s.
 */
final class Drift {

  /** Days that are judged. */
  private static final int JUDGED = BrandHistory.DAYS;

  /** Known days before them that there must be. */
  private static final int LEAST_KNOWN = 14;

  private static final double SLACK = 0.5;
  private static final double LEAST_SPREAD = 0.15;
  private static final double MAD_TO_SD = 1.4826;

  private Drift() {}

  /** The CUSUM at the beginning of a day (since 1970-01-01T00:00Z), or NaN if it is not known. */
  static double of(BrandHistory history, long today) {
    double[] known = new double[BrandHistory.TOTAL_DAYS];
    int size = 0;
    for (long day = today - BrandHistory.TOTAL_DAYS; day < today - JUDGED; day++) {
      long total = history.total(day);
      if (total >= 0) {
        known[size++] = Math.log1p(total);
      }
    }
    if (size < LEAST_KNOWN) {
      return Double.NaN;
    }
    double centre = Selection.median(known, size);
    double spread = MAD_TO_SD * Selection.medianDeviation(known, size, centre);
    double sum = 0;
    for (long day = today - JUDGED; day < today; day++) {
      long total = history.total(day);
      if (total >= 0) {
        double z = (Math.log1p(total) - centre) / Math.max(spread, LEAST_SPREAD);
        sum = Math.max(0, sum + z - SLACK);
      }
    }
    return sum;
  }
}
