package io.vigie.signal;

import io.vigie.kpi.Selection;

/**
 * What a continuous indicator (breadth, reach) is expected to be: median and robust spread of ln(1
 * + x), because such numbers differ by factors, not by amounts.
 *
 * <p>Start values: a spread of at least {@link #LEAST_SPREAD} (a factor of 1.3), and wider with few
 * days, as in {@link CountBaseline}.
 *
 * @param centre median of ln(1 + x)
 * @param spread standard deviation of ln(1 + x), above 0
 */
public record LevelBaseline(double centre, double spread) {

  static final double LEAST_SPREAD = 0.25;
  private static final double MAD_TO_SD = 1.4826;

  /** The baseline of a sample, whose array is overwritten; size and days at least 1. */
  static LevelBaseline of(double[] sample, int size, int days) {
    for (int i = 0; i < size; i++) {
      sample[i] = Math.log1p(sample[i]);
    }
    double centre = Selection.median(sample, size);
    double spread = MAD_TO_SD * Selection.medianDeviation(sample, size, centre);
    double widening = Math.sqrt(Math.max(1.0, (double) CountBaseline.SURE_DAYS / days));
    return new LevelBaseline(centre, Math.max(spread, LEAST_SPREAD) * widening);
  }

  /** The expected value, in the indicator's own unit. */
  public double expected() {
    return Math.expm1(centre);
  }

  /** -log10 of the normal tail of the robust z. */
  public double surprise(double value) {
    return TailProbability.normal((Math.log1p(value) - centre) / spread);
  }
}
