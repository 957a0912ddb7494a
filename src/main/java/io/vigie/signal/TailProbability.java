package io.vigie.signal;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Upper tail probabilities as surprises: -log10 P(X &gt;= x), 0 to {@link #MAX_SURPRISE}. 6 means
 * once in a million steps.
 */
public final class TailProbability {

  /** No surprise is larger: beyond, the number says nothing more. */
  public static final double MAX_SURPRISE = 300;

  private static final double LN10 = Math.log(10);

  /** Below this the direct value loses its digits, and the logarithm is computed itself. */
  private static final double SMALLEST_DIRECT = 1e-280;

  private static final double EPSILON = 1e-12;
  private static final int MAX_ITERATIONS = 10_000;

  private TailProbability() {}

  /**
   * Surprise of a count under a negative binomial law: P(X &gt;= n) = I_q(n, r) with r = mu^2 /
   * (var - mu) and q = mu / (r + mu) (NIST DLMF 8.17.24, continued to real r).
   *
   * @param n the count, 0 or more
   * @param mean mu, above 0
   * @param variance above the mean
   */
  public static double negativeBinomial(long n, double mean, double variance) {
    if (n <= 0) {
      return 0;
    }
    double r = mean * mean / (variance - mean);
    return regularizedBeta(mean / (r + mean), (double) n, r);
  }

  /**
   * Surprise of at least n of total events falling into one of two spans of equal length, if both
   * have the same rate: P(Bin(total, 1/2) &gt;= n).
   */
  public static double half(long n, long total) {
    return n <= 0 ? 0 : regularizedBeta(0.5, (double) n, total - n + 1.0);
  }

  /**
   * Surprise of a count being as low as this under a negative binomial law: -log10 P(X &lt;= n).
   *
   * @param n the count, 0 or more
   * @param mean mu, above 0
   * @param variance above the mean
   */
  public static double negativeBinomialAtMost(long n, double mean, double variance) {
    double r = mean * mean / (variance - mean);
    return regularizedBeta(r / (r + mean), r, n + 1.0);
  }

  /** Surprise of a chi-squared value, 0 or more: -log10 P(X &gt;= x). */
  public static double chiSquared(double x, int degreesOfFreedom) {
    double p = x <= 0 ? 1 : RegularizedGamma.Q.value(degreesOfFreedom / 2.0, x / 2);
    return p > 0 ? surprise(p) : MAX_SURPRISE;
  }

  /** Surprise of a standard normal value; a negative one is hardly a surprise (at most 0.31). */
  public static double normal(double z) {
    if (z < 30) {
      return surprise(0.5 * Erfc.value(z / Math.sqrt(2)));
    }
    // Mills' ratio; the relative error is below 1/z^4
    double ln = -z * z / 2 - Math.log(z * Math.sqrt(2 * Math.PI)) + Math.log1p(-1 / (z * z));
    return Math.min(MAX_SURPRISE, -ln / LN10);
  }

  private static double regularizedBeta(double x, double a, double b) {
    double p;
    try {
      p = RegularizedBeta.value(x, a, b, EPSILON, MAX_ITERATIONS);
    } catch (ArithmeticException noConvergence) {
      p = 0;
    }
    return p > SMALLEST_DIRECT ? surprise(p) : logBeta(x, a, b);
  }

  /**
   * I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * (1 + sum_i prod_j (a+b+j) x / (a+1+j)), NIST DLMF
   * 8.17.8, in logarithms. The terms fall from the start wherever the tail is small.
   */
  private static double logBeta(double x, double a, double b) {
    double term = 1;
    double sum = 1;
    for (int i = 0; i < MAX_ITERATIONS && term > EPSILON * sum; i++) {
      term *= (a + b + i) * x / (a + 1 + i);
      sum += term;
    }
    double ln =
        a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - LogBeta.value(a, b) + Math.log(sum);
    return Math.max(0, Math.min(MAX_SURPRISE, -ln / LN10));
  }

  private static double surprise(double p) {
    return p >= 1 ? 0 : Math.min(MAX_SURPRISE, -Math.log10(p));
  }
}
