package io.vigie.signal;

/**
 * How a brand's count in a window of some width varies at all: mean and variance over every such
 * window of the last 14 days, at any time of day, past bursts included. A brand that bursts often
 * has a large variance, so that what is asked of the next burst grows with the brand's own habit.
 *
 * <p>The variance is at least that of a counted number, 1.2 times the mean, as in {@link
 * CountBaseline}.
 *
 * @param mean count in a window, 0 or more
 * @param variance above 0
 */
public record BurstBaseline(double mean, double variance) {

  /** The baseline of windows with this mean count and this mean squared count. */
  static BurstBaseline of(double mean, double meanSquare) {
    double spread = Math.max(0, meanSquare - mean * mean);
    return new BurstBaseline(mean, spread + CountBaseline.LEAST_DISPERSION * Math.max(mean, 1));
  }

  /** Standard deviations above the mean. */
  double z(double count) {
    return (count - mean) / Math.sqrt(variance);
  }
}
