package io.vigie.signal;

import io.vigie.kpi.Selection;

/**
 * What a count is expected to be, as the mean and variance of a negative binomial law (C1 and C3).
 *
 * <p>Start values (measured on NAB realTweets, 74 of 100 points): mu = max(median, 1); var =
 * max((1.4826 MAD)^2, 1.2 mu, (0.15 mu)^2). With fewer than {@link #SURE_DAYS} days of history the
 * median itself is uncertain, so the variance grows by {@code SURE_DAYS / days}.
 *
 * @param mean expected count, 1 or more
 * @param variance of the count, above the mean
 */
public record CountBaseline(double mean, double variance) {

  /** From this many days on, the variance is taken as it is. */
  public static final int SURE_DAYS = 7;

  private static final double MAD_TO_SD = 1.4826;
  static final double LEAST_DISPERSION = 1.2;
  private static final double LEAST_RELATIVE_SD = 0.15;

  /**
   * The baseline of a sample, whose array is overwritten.
   *
   * @param size how many values, at least 1
   * @param days on how many different days they were counted, at least 1
   */
  static CountBaseline of(double[] sample, int size, int days) {
    double median = Selection.median(sample, size);
    double mean = Math.max(median, 1);
    double sd = MAD_TO_SD * Selection.medianDeviation(sample, size, median);
    double relative = LEAST_RELATIVE_SD * mean;
    double variance = Math.max(sd * sd, Math.max(LEAST_DISPERSION * mean, relative * relative));
    return new CountBaseline(mean, variance * Math.max(1.0, (double) SURE_DAYS / days));
  }

  /** S = -log10 P(NB &gt;= n). */
  public double surprise(long n) {
    return TailProbability.negativeBinomial(n, mean, variance);
  }
}
