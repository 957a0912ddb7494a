package io.vigie.signal;

/**
 * What a share is expected to be.
 *
 * @param share expected share, 0 to 1: the median of the daily shares
 * @param size mentions that it was measured on, 1 or more
 */
public record ShareBaseline(double share, long size) {

  /** A share of exactly 0 or 1 would make any other impossible. */
  private static final double LEAST = 0.005;

  /**
   * z = (q - q0) / sqrt(q0 (1 - q0) (1/n + 1/m)), the two-sample test of a share.
   *
   * @param observed share q of n mentions
   * @param n 1 or more
   */
  public double z(double observed, long n) {
    double q0 = Math.min(1 - LEAST, Math.max(LEAST, share));
    return (observed - share) / Math.sqrt(q0 * (1 - q0) * (1.0 / n + 1.0 / size));
  }
}
