package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ErrorRatesTest {

  private static final ErrorRates MEASURED = ErrorRates.measured(0.85, 0.3, 500, 300);

  @Test
  void theIntervalHoldsTheTrueShareAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(7);
    for (double truth : new double[] {0.1, 0.4, 0.8}) {
      int held = 0;
      for (int trial = 0; trial < 2_000; trial++) {
        // the rates are measured on labelled texts, the share on mentions, all of them samples
        double truePositive = share(random, 0.85, 200);
        double falsePositive = share(random, 0.2, 150);
        ErrorRates rates = ErrorRates.measured(truePositive, falsePositive, 200, 150);
        double observed = share(random, truth * 0.85 + (1 - truth) * 0.2, 120);
        ErrorRates.Interval interval = rates.interval(observed, 120);
        held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
      }
      assertThat(held / 2_000.0).as("true share %s", truth).isBetween(0.93, 0.985);
    }
  }

  @Test
  void withoutErrorsItIsTheIntervalOfAShare() {
    ErrorRates.Interval interval = ErrorRates.NONE.interval(0.5, 96);
    // 1.96 sqrt(0.25 / 100): 96 mentions and the four that were added
    assertThat(interval.low()).isCloseTo(0.402, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.598, within(1e-9));
  }

  @Test
  void moreMentionsNarrowItOnlyDownToWhatTheRatesLeaveUnsure() {
    assertThat(width(MEASURED, 10)).isGreaterThan(width(MEASURED, 100));
    assertThat(width(MEASURED, 10_000_000)).isGreaterThan(0.05);
    assertThat(width(new ErrorRates(0.85, 0.3), 10_000_000)).isLessThan(0.002);
  }

  @Test
  void aMixtureOfLanguagesIsSurerThanEachAlone() {
    Map<String, ErrorRates> both = Map.of("fr", MEASURED, "en", MEASURED);
    ErrorRates mixed = ErrorRates.of(both, Map.of("fr", 50, "en", 50));
    assertThat(mixed.truePositive()).isCloseTo(0.85, within(1e-12));
    assertThat(mixed.truePositiveVariance())
        .isCloseTo(MEASURED.truePositiveVariance() / 2, within(1e-12));
    assertThat(ErrorRates.of(both, Map.of())).isEqualTo(ErrorRates.NONE);
    assertThat(ErrorRates.of(Map.of("fr", new ErrorRates(0.5, 0.45)), Map.of("fr", 9)))
        .isEqualTo(ErrorRates.NONE);
  }

  @Property
  void theIntervalHoldsTheEstimateAndStaysAShare(
      @ForAll @DoubleRange(min = 0, max = 1) double observed,
      @ForAll @IntRange(min = 1, max = 100_000) int mentions,
      @ForAll @IntRange(min = 0, max = 5_000) int negatives,
      @ForAll @IntRange(min = 0, max = 5_000) int others) {
    ErrorRates rates = ErrorRates.measured(0.8, 0.25, negatives, others);
    ErrorRates.Interval interval = rates.interval(observed, mentions);
    assertThat(rates.correct(observed)).isBetween(interval.low(), interval.high());
    assertThat(interval.low()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isBetween(0.0, 1.0);
  }

  private static double width(ErrorRates rates, long mentions) {
    ErrorRates.Interval interval = rates.interval(0.6, mentions);
    return interval.high() - interval.low();
  }

  private static double share(SplittableRandom random, double p, int n) {
    int hits = 0;
    for (int i = 0; i < n; i++) {
      hits += random.nextDouble() < p ? 1 : 0;
    }
    return (double) hits / n;
  }
}
