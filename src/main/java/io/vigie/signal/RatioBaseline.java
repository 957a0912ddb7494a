package io.vigie.signal;

import io.vigie.kpi.Selection;

/**
 * What an hourly ratio (reposts per mention) is expected to be.
 *
 * @param share median of the hours at the same time of day, 0 to 1
 * @param spread robust standard deviation between hours, at least {@link #LEAST_SPREAD}
 */
public record RatioBaseline(double share, double spread) {

  static final double LEAST_SPREAD = 0.05;
  private static final double MAD_TO_SD = 1.4826;

  /** The baseline of a sample, whose array is overwritten; size and days at least 1. */
  static RatioBaseline of(double[] sample, int size, int days) {
    double share = Selection.median(sample, size);
    double spread = MAD_TO_SD * Selection.medianDeviation(sample, size, share);
    double widening = Math.sqrt(Math.max(1.0, (double) CountBaseline.SURE_DAYS / days));
    return new RatioBaseline(share, Math.max(spread, LEAST_SPREAD) * widening);
  }

  /** -log10 of the normal tail, from the spread between hours and the sampling error of n. */
  public double surprise(double observed, long n) {
    double q0 = Math.min(0.99, Math.max(0.01, share));
    double sd = Math.sqrt(spread * spread + q0 * (1 - q0) / n);
    return TailProbability.normal((observed - share) / sd);
  }
}
