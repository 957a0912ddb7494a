package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TailProbabilityTest {

  @Property(tries = 300)
  void theNegativeBinomialTailIsTheSumOfItsTerms(
      @ForAll @IntRange(min = 1, max = 3000) int n,
      @ForAll @DoubleRange(min = 1, max = 200) double mean,
      @ForAll @DoubleRange(min = 1.2, max = 30) double dispersion) {
    double exact = Math.max(0, Math.min(300, summed(n, mean, dispersion * mean)));
    assertThat(TailProbability.negativeBinomial(n, mean, dispersion * mean))
        .isCloseTo(exact, within(1e-6 + 1e-7 * exact));
  }

  @Test
  void everyValueIsPossibleAndNoneIsBeyondTheCap() {
    assertThat(TailProbability.negativeBinomial(0, 5, 6)).isZero();
    assertThat(TailProbability.negativeBinomial(2_000_000, 1, 8.4)).isEqualTo(300);
    assertThat(TailProbability.negativeBinomial(1_000_000, 1e6, 1e9)).isBetween(0.2, 0.4);
    assertThat(TailProbability.half(0, 0)).isZero();
    assertThat(TailProbability.half(10, 10)).isCloseTo(10 * Math.log10(2), within(1e-9));
    assertThat(TailProbability.half(5000, 5000)).isEqualTo(300);
  }

  @Test
  void theNormalTailGoesOnWhereDoublesEnd() {
    // Abramowitz and Stegun, table 26.2: -log10 Q(x)
    assertThat(TailProbability.normal(0)).isCloseTo(0.30103, within(1e-5));
    assertThat(TailProbability.normal(5)).isCloseTo(6.54265, within(1e-5));
    assertThat(TailProbability.normal(10)).isCloseTo(23.11805, within(1e-5));
    assertThat(TailProbability.normal(30)).isCloseTo(197.30921, within(1e-4));
    assertThat(TailProbability.normal(30.0001) - TailProbability.normal(29.9999))
        .isBetween(0.0, 0.01);
    assertThat(TailProbability.normal(1000)).isEqualTo(300);
    assertThat(TailProbability.normal(-50)).isZero();
  }

  /** -log10 of the sum over k >= n, each term from the one before. */
  private static double summed(int n, double mean, double variance) {
    double r = mean * mean / (variance - mean);
    double q = mean / (r + mean);
    // ln P(X = n), by the recurrence from P(X = 0) = (1 - q)^r
    double ln = r * Math.log1p(-q);
    for (int k = 0; k < n; k++) {
      ln += Math.log((k + r) / (k + 1) * q);
    }
    double term = 1;
    double sum = 0;
    for (int k = n; term > 1e-18 * sum || k < n + 10_000; k++) {
      sum += term;
      term *= (k + r) / (k + 1) * q;
    }
    return -(ln + Math.log(sum)) / Math.log(10);
  }
}
