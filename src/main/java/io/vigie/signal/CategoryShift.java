package io.vigie.signal;

/**
 * C7: whether people write of other things than usual. G = 2 sum O ln(O / E) of the categories of
 * an hour against the mix of 14 days, smoothed; under an unchanged mix it follows a chi-squared law
 * with one degree of freedom less than there are categories (Sokal and Rohlf 1995).
 *
 * <p>Posts of one hour are not independent: they answer each other. So the hour counts as n / (1 +
 * (n - 1) {@link #CORRELATION}) independent ones (the design effect of Kish 1965), and the norm's
 * own sampling error divides G by 1 + n / m.
 */
final class CategoryShift {

  /** Correlation between posts of one hour; a start value. */
  static final double CORRELATION = 0.02;

  private static final double SMOOTHING = 0.5;

  private CategoryShift() {}

  /**
   * G of an hour.
   *
   * @param hour mentions by category
   * @param usual mentions by category over the last days, as many
   * @return 0 if the hour or the past is empty
   */
  static double g(int[] hour, long[] usual) {
    double n = 0;
    double m = 0;
    for (int i = 0; i < hour.length; i++) {
      n += hour[i];
      m += usual[i] + SMOOTHING;
    }
    if (n == 0 || m <= SMOOTHING * hour.length) {
      return 0;
    }
    double g = 0;
    for (int i = 0; i < hour.length; i++) {
      if (hour[i] > 0) {
        double expected = n * (usual[i] + SMOOTHING) / m;
        g += 2 * hour[i] * Math.log(hour[i] / expected);
      }
    }
    return Math.max(0, g) / (1 + (n - 1) * CORRELATION) / (1 + n / m);
  }

  /** -log10 of the probability of such a G under an unchanged mix. */
  static double surprise(double g, int categories) {
    return TailProbability.chiSquared(g, categories - 1);
  }
}
