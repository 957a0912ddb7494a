package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.signal.ContentHistory.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The formulas of the indicators of content, by hand-computed examples. */
class ContentMathTest {

  private static final HourContent NOTHING = new HourContent(List.of(), new HeardTexts());

  @Test
  void slowBurnAddsUpWhatASuddenHourDoesNot() {
    ContentHistory history = new ContentHistory();
    // six days of 20 mentions an hour, a quarter of them positive and a quarter negative
    for (long hour = 0; hour < 6 * 24; hour++) {
      history.file(hour, 20, 5, 5, NOTHING);
    }
    assertThat(history.slowBurn).isZero();
    SentimentBaseline norm = Objects.requireNonNull(SlowBurn.norm(history, 6));
    assertThat(norm.sentiment()).isZero();
    assertThat(norm.spread()).isEqualTo(0.1);
    assertThat(norm.variance()).isCloseTo(0.5, within(1e-9));
    // one dreadful hour: z is far above, but counts as 3
    history.file(144, 20, 0, 20, NOTHING);
    assertThat(history.slowBurn).isCloseTo(2.5, within(1e-9));
    // usual hours let it fall by a half each
    history.file(145, 20, 5, 5, NOTHING);
    assertThat(history.slowBurn).isCloseTo(2.0, within(1e-9));
    // a mild souring: z = 0.2 / sqrt(0.01 + 0.5 / 20) = 1.069
    for (long hour = 146; hour < 152; hour++) {
      history.file(hour, 20, 4, 8, NOTHING);
    }
    assertThat(history.slowBurn).isCloseTo(2.0 + 6 * (1.069045 - 0.5), within(1e-5));
    // silence says nothing
    history.file(152, 0, 0, 0, NOTHING);
    assertThat(history.slowBurn).isCloseTo(2.0 + 6 * (1.069045 - 0.5), within(1e-5));
    for (long hour = 153; hour < 200; hour++) {
      history.file(hour, 500, 0, 500, NOTHING);
    }
    assertThat(history.slowBurn).isEqualTo(SlowBurn.MOST);
  }

  @Test
  void aDayOfSilenceAndTheDayAfterTheLastAreForgotten() {
    ContentHistory history = new ContentHistory();
    for (long day : new long[] {0, 1, 5, 16}) {
      history.file(day * 24, 40, 10, 20, NOTHING);
    }
    // days 2 to 15 before day 16: only day 5 is left
    assertThat(history.sum(Row.SCORED, 16)).isEqualTo(40);
    assertThat(history.sum(Row.SCORED, 17)).isEqualTo(80);
    ShareBaseline negative = Objects.requireNonNull(history.share(Row.NEGATIVE, Row.SCORED, 17));
    assertThat(negative).isEqualTo(new ShareBaseline(0.5, 80));
    assertThat(history.share(Row.NEGATIVE, Row.SCORED, 5_000_000)).isNull();
    assertThat(history.share(Row.ALARMS, Row.SAMPLED, 17)).isNull();
  }

  @Test
  void theMedianOfTheDaysIsNotMovedByOneCrisis() {
    ContentHistory history = new ContentHistory();
    for (long day = 0; day < 7; day++) {
      history.file(day * 24, 100, 10, day == 3 ? 90 : 20, NOTHING);
    }
    assertThat(Objects.requireNonNull(history.share(Row.NEGATIVE, Row.SCORED, 7)).share())
        .isEqualTo(0.2);
  }

  @Test
  void gIsZeroForTheUsualMixAndGrowsWithTheDifference() {
    long[] usual = {999_999, 999_999, 999_999, 999_999};
    assertThat(CategoryShift.g(new int[] {10, 10, 10, 10}, usual)).isCloseTo(0, within(1e-3));
    // 2 (20 ln 2 + 20 ln 2) = 55.4 of 40 mentions, which count as 40 / (1 + 39 * 0.02) = 22.5
    double g = CategoryShift.g(new int[] {20, 20, 0, 0}, usual);
    assertThat(g).isCloseTo(80 * Math.log(2) / 1.78, within(1e-3));
    // chi-squared with 3 degrees of freedom: P(X >= 31.15) = 7.9e-7
    assertThat(CategoryShift.surprise(g, 4)).isCloseTo(6.1, within(0.05));
    assertThat(CategoryShift.g(new int[4], usual)).isZero();
    assertThat(CategoryShift.g(new int[] {5, 0, 0, 0}, new long[4])).isZero();
    int most = Integer.MAX_VALUE / 4;
    double huge = CategoryShift.g(new int[] {most, 0, 0, 0}, usual);
    assertThat(CategoryShift.surprise(huge, 4)).isFinite().isBetween(0.0, 300.0);
  }

  @Test
  void theLowerTailOfACountIsThatOfTheLaw() {
    // Poisson-like: P(X <= 0) = (r / (r + mu))^r, r = 20^2 / 4 = 100
    assertThat(TailProbability.negativeBinomialAtMost(0, 20, 24))
        .isCloseTo(-100 * Math.log10(100.0 / 120), within(1e-6));
    assertThat(TailProbability.negativeBinomialAtMost(20, 20, 24)).isBetween(0.2, 0.3);
    assertThat(TailProbability.negativeBinomialAtMost(1_000_000, 20, 24)).isZero();
    // P(X <= n) + P(X >= n + 1) = 1
    double below = Math.pow(10, -TailProbability.negativeBinomialAtMost(17, 20, 30));
    double above = Math.pow(10, -TailProbability.negativeBinomial(18, 20, 30));
    assertThat(below + above).isCloseTo(1, within(1e-9));
  }

  @Test
  void chiSquaredIsItsUpperTail() {
    // two degrees of freedom: P = exp(-x / 2)
    assertThat(TailProbability.chiSquared(20, 2)).isCloseTo(10 / Math.log(10), within(1e-9));
    assertThat(TailProbability.chiSquared(0, 2)).isZero();
    assertThat(TailProbability.chiSquared(1e9, 2)).isEqualTo(TailProbability.MAX_SURPRISE);
  }

  @Test
  void followersAreComparedWithTheUsualChange() {
    ContentHistory history = new ContentHistory();
    long[] seen = {100_000, 100_100, 100_200, 100_300, 100_400};
    for (int day = 0; day < seen.length; day++) {
      history.fileFollowers(day * 24 + 7, seen[day] - 50);
      history.fileFollowers(day * 24 + 23, seen[day]);
    }
    FollowerBaseline norm = Objects.requireNonNull(FollowerBaseline.of(history, 5));
    assertThat(norm.before()).isEqualTo(100_400);
    assertThat(norm.change()).isCloseTo(0.000998, within(1e-5));
    assertThat(norm.changeTo(99_396)).isCloseTo(-0.01, within(1e-9));
    // z = 0.011 / 0.001
    assertThat(norm.surprise(-0.01)).isGreaterThan(20);
    assertThat(norm.surprise(0.001)).isLessThan(0.4);
    assertThat(FollowerBaseline.of(history, 0)).isNull();
    assertThat(Objects.requireNonNull(FollowerBaseline.of(history, 2)).surprise(0.5)).isNull();
    assertThat(FollowerBaseline.of(history, 400)).isNull();
  }

  @Test
  void theRiskIsSharedOutAmongItsDrivers() {
    RiskScore.Risk calm =
        RiskScore.of(List.of(new IndicatorReading("negative-volume", 5, 4.0, 1.0)));
    assertThat(calm.value()).isZero();
    assertThat(calm.drivers()).isEmpty();
    RiskScore.Risk alone =
        RiskScore.of(List.of(new IndicatorReading("negative-volume", 50, 4.0, 300.0)));
    assertThat(alone.value()).isBetween(0.5, 1.0);
    assertThat(alone.drivers()).containsExactly(new RiskDriver("negative-volume", 1));
    RiskScore.Risk both =
        RiskScore.of(
            List.of(
                new IndicatorReading("negative-volume", 50, 4.0, 300.0),
                new IndicatorReading("arousal-share-z", 4, 0.0, 7.0),
                new IndicatorReading("slow-burn", 5, null, null)));
    assertThat(both.value()).isBetween(alone.value(), 1.0);
    Map<String, Double> shares =
        both.drivers().stream().collect(Collectors.toMap(RiskDriver::indicator, RiskDriver::share));
    assertThat(shares).containsOnlyKeys("negative-volume", "arousal-share-z", "slow-burn");
    assertThat(shares.values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(both.drivers().get(0).indicator()).isEqualTo("negative-volume");
  }

  @Test
  void praiseInAFloodIsNoRisk() {
    assertThat(
            RiskScore.of(
                    List.of(
                        new IndicatorReading("volume", 9_999, 10.0, 300.0),
                        new IndicatorReading("discounted-volume", 9_999, 10.0, 300.0),
                        new IndicatorReading("negative-volume", 3, 3.0, 0.3)))
                .value())
        .isLessThan(0.5);
  }

  @Test
  void theForecastFollowsTheSeasonTheGrowthAndTheFading() {
    VolumeForecast steady = Forecaster.forecast(1, 100, 25, 100, 100);
    assertThat(steady.p50()).isCloseTo(100.5, within(1e-6));
    assertThat(steady.p10()).isLessThan(steady.p50());
    assertThat(steady.p90()).isGreaterThan(steady.p50());
    // growth: g = ln(402 / 102), damped to a fifth
    assertThat(Forecaster.forecast(1, 100, 100, 100, 100).p50())
        .isCloseTo(100.5 * Math.pow(402.0 / 102, 0.2), within(1e-6));
    // the season: (250 / 150)^0.7
    assertThat(Forecaster.forecast(1, 100, 25, 100, 200).p50())
        .isCloseTo(100.5 * Math.pow(250.0 / 150, 0.7), within(1e-6));
    // what is three times the usual fades within six hours
    assertThat(Forecaster.forecast(6, 300, 75, 100, 600).p50())
        .isCloseTo(6 * 300.5 * Math.pow(350.0 / 150, -0.6), within(1e-6));
    VolumeForecast silence = Forecaster.forecast(6, 0, 0, 1, 6);
    assertThat(silence.p10()).isZero();
    assertThat(silence.p90()).isBetween(1.0, 300.0);
    VolumeForecast huge = Forecaster.forecast(6, Integer.MAX_VALUE / 8, 1 << 28, 1, 6);
    assertThat(huge.p90()).isFinite().isGreaterThan(huge.p50());
  }
}
