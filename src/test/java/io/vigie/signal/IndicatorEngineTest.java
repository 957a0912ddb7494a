package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vigie.kpi.Mentions;
import io.vigie.kpi.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorEngineTest {

  private static final int DAY = 1440;

  private final IndicatorEngine engine = new IndicatorEngine(Map.of());
  private final BrandMinutes minutes = new BrandMinutes("Lumea", false);
  private final BrandHistory history = new BrandHistory();

  /** Summer time begins and ends, a leap day, a year's end, and times before 1970: only UTC. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-29T00:00:00Z",
        "2026-10-25T00:00:00Z",
        "2024-02-29T00:00:00Z",
        "2026-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2026-06-10T00:00:00Z"
      })
  void theCalendarDoesNotMatter(String end) {
    long last = Tally.minuteOf(Instant.parse(end).toEpochMilli());
    steady(last - 4 * DAY, last - 1, 2);
    BrandStep step = step(last, 60, 45);
    assertThat(step.indicators().learning()).isFalse();
    assertThat(step.at()).isEqualTo(Instant.parse(end).plusSeconds(60));
    IndicatorReading volume = reading(step, Indicator.VOLUME);
    // every other minute of the hour had a mention, and now 60 more
    assertThat(volume.value()).isEqualTo(29 + 60);
    assertThat(volume.expected()).isEqualTo(30);
    assertThat(Objects.requireNonNull(volume.surprise())).isBetween(5.5, 12.0);
  }

  @Test
  void nothingIsExpectedBeforeTwoDaysAreKnown() {
    steady(0, 2 * DAY - 2, 2);
    BrandStep early = step(2 * DAY - 1, 500, 500);
    assertThat(early.indicators().learning()).isTrue();
    assertThat(early.indicators().readings())
        .allSatisfy(
            reading -> {
              assertThat(reading.expected()).isNull();
              assertThat(reading.surprise()).isNull();
            });
    steady(2 * DAY, 2 * DAY + 120, 2);
    assertThat(step(2 * DAY + 121, 1, 0).indicators().learning()).isFalse();
  }

  @Test
  void aSurgeOfAngerSurprisesInEveryWay() {
    steady(0, 5 * DAY, 2);
    BrandStep step = step(5 * DAY + 1, 200, 150);
    assertThat(surprise(step, Indicator.VOLUME)).isGreaterThan(20);
    assertThat(surprise(step, Indicator.VOLUME_15M)).isGreaterThan(20);
    assertThat(surprise(step, Indicator.NEGATIVE_VOLUME)).isGreaterThan(20);
    assertThat(surprise(step, Indicator.NEGATIVE_SHARE)).isGreaterThan(20);
    assertThat(reading(step, Indicator.NEGATIVE_SHARE_Z).value()).isGreaterThan(10);
    assertThat(surprise(step, Indicator.VELOCITY)).isGreaterThan(20);
    assertThat(surprise(step, Indicator.NEGATIVE_REACH)).isGreaterThan(3);
    assertThat(reading(step, Indicator.AUTHORITY).value()).isEqualTo(249);
    assertThat(reading(step, Indicator.PLATFORMS).value()).isEqualTo(1);
    assertThat(step.weightiest()).hasSize(BrandStep.MAX_EXCERPTS);
    assertThat(step.mentionsByPlatform()).containsExactly(java.util.Map.entry("twitter", 200L));
    assertThat(step.indicators().readings())
        .extracting(IndicatorReading::name)
        .isSubsetOf(List.of(Indicator.values()).stream().map(Indicator::label).toList());
  }

  @Test
  void theSharesAreCorrectedForTheModelsErrors() {
    IndicatorEngine corrected =
        new IndicatorEngine(Map.of("fr", new ErrorRates(0.8, 0.1), "en", new ErrorRates(0.8, 0.1)));
    corrected.refresh(minutes, history, 0, true);
    Tally tally = tally("twitter", 0, 100, 45);
    IndicatorReading share =
        reading(corrected.step(minutes, 0, List.of(tally)), Indicator.NEGATIVE_SHARE);
    assertThat(share.value()).isCloseTo((0.45 - 0.1) / 0.7, within(1e-9));
    // half a side: 1.96 sqrt(0.47 / 104 (1 - 0.47 / 104)) / 0.7 with 45 + 2 of 100 + 4
    assertThat(share.low()).isCloseTo(0.5 - 0.1366, within(1e-3));
    assertThat(share.high()).isCloseTo(0.5 + 0.1366, within(1e-3));
    assertThat(new ErrorRates(0.8, 0.1).correct(0.05)).isZero();
    assertThat(new ErrorRates(0.8, 0.1).correct(0.95)).isEqualTo(1);
  }

  @Test
  void theOrderOfTalliesDoesNotMatter() {
    steady(0, 3 * DAY, 2);
    BrandMinutes other = new BrandMinutes("Lumea", false);
    BrandHistory otherHistory = new BrandHistory();
    for (long m = 0; m <= 3 * DAY; m++) {
      run(other, otherHistory, m, usual(m, 2));
    }
    List<Tally> tallies = new ArrayList<>();
    for (int p = 0; p < 25; p++) {
      tallies.add(tally("p" + p, 3 * DAY + 1, 3 + p, 2));
    }
    List<Tally> shuffled = new ArrayList<>(tallies);
    Collections.reverse(shuffled);
    BrandStep one = run(minutes, history, 3 * DAY + 1, tallies);
    assertThat(run(other, otherHistory, 3 * DAY + 1, shuffled)).isEqualTo(one);
    assertThat(one.mentionsByPlatform()).hasSize(BrandStep.MAX_PLATFORMS).doesNotContainKey("p0");
  }

  @Test
  void centuriesOfSilenceCostNothing() {
    steady(0, 3 * DAY, 2);
    long later = 300L * 365 * DAY;
    assertThat(minutes.isAwake(later)).isFalse();
    BrandStep step = step(later, 1, 0);
    assertThat(reading(step, Indicator.VOLUME).value()).isEqualTo(1);
    // and what is left of the state is small
    assertThat(List.of(history.days)).allSatisfy(day -> assertThat(day).isEmpty());
  }

  @Test
  void aBrandFallsAsleepAfterTwoHours() {
    step(1000, 1, 0);
    assertThat(minutes.isAwake(1000 + 119)).isTrue();
    assertThat(minutes.isAwake(1000 + 120)).isFalse();
  }

  @Test
  void sleepingThroughSilenceIsTheSameAsStayingAwake() {
    BrandMinutes awake = new BrandMinutes("Lumea", false);
    BrandHistory awakeHistory = new BrandHistory();
    BrandStep left = null;
    BrandStep right = null;
    for (long m = 0; m < 6 * DAY; m++) {
      // three mentions within ten minutes, then five hours of silence
      List<Tally> tallies =
          m % 300 < 10 && m % 3 == 0 ? List.of(tally("twitter", m, 1, 1)) : List.of();
      left = run(awake, awakeHistory, m, tallies);
      if (!tallies.isEmpty() || minutes.isAwake(m)) {
        right = run(minutes, history, m, tallies);
        assertThat(right).isEqualTo(left);
      }
    }
    assertThat(right).isNotNull();
  }

  @Test
  void aDrillReadsTheBaselineAndLeavesNoTrace() {
    steady(0, 3 * DAY, 2);
    long next = history.nextBucket;
    BrandMinutes drill = new BrandMinutes("Lumea", true);
    Tally tally = tally("twitter", 3 * DAY + 1, 300, 300);
    tally.exercise = true;
    BrandStep step = run(drill, history, 3 * DAY + 1, List.of(tally));
    assertThat(step.exercise()).isTrue();
    assertThat(surprise(step, Indicator.VOLUME)).isGreaterThan(20);
    run(drill, history, 3 * DAY + 6, List.of());
    assertThat(history.nextBucket).isEqualTo(next);
    assertThatThrownBy(() -> engine.step(minutes, 3 * DAY + 1, List.of(tally)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longWindowsHoldWhatWasSaidInThem() {
    steady(0, 4 * DAY, 2);
    BrandStep step = step(4 * DAY + 1, 500, 400);
    // 5 h 56 to 6 h, and so with 24 hours; the minute itself is the 4th of its bucket or less
    assertThat(reading(step, Indicator.VOLUME_6H).value()).isBetween(678.0, 680.0);
    assertThat(reading(step, Indicator.VOLUME_6H).expected()).isEqualTo(180);
    assertThat(reading(step, Indicator.VOLUME_24H).value()).isBetween(1218.0, 1220.0);
    assertThat(reading(step, Indicator.NEGATIVE_VOLUME_6H).value()).isBetween(417.0, 418.0);
    assertThat(reading(step, Indicator.NEGATIVE_VOLUME_24H).value()).isBetween(471.0, 472.0);
    assertThat(reading(step, Indicator.NEGATIVE_SHARE_24H).value()).isBetween(0.38, 0.39);
    assertThat(reading(step, Indicator.NEGATIVE_SHARE_24H_Z).value()).isGreaterThan(10);
    assertThat(reading(step, Indicator.VOLUME_BURST).value()).isGreaterThan(20);
    assertThat(surprise(step, Indicator.VOLUME_24H)).isGreaterThan(2);
    assertThat(step.indicators().reading(Indicator.BASELINE_DRIFT.label()))
        .as("two weeks are known before the two that are judged, or nothing is said")
        .isNull();
  }

  /** A happy hour: of few mentions it says nothing of the day, of many it does. */
  @ParameterizedTest
  @ValueSource(ints = {20, 40_000})
  void aDayIsClearlyKinderOnlyByManyMentions(int mentions) {
    steady(0, 4 * DAY, 2);
    BrandStep step = step(4 * DAY + 1, mentions, mentions / 100);
    double z = reading(step, Indicator.NEGATIVE_SHARE_24H_Z).value();
    assertThat(z).isNegative();
    assertThat(z < -1.6).isEqualTo(mentions > 20);
  }

  @Test
  void aStormIsNotLearned() {
    steady(0, 4 * DAY, 2);
    for (long m = 4 * DAY + 1; m <= 4 * DAY + 180; m++) {
      step(m, 20, 10);
    }
    steady(4 * DAY + 181, 5 * DAY + 119, 2);
    // the bucket of the first surprising hour and those after it are left out of the next days
    assertThat(history.isUnusual((4 * DAY + 120) / 5)).isTrue();
    assertThat(history.isUnusual((4 * DAY - 60) / 5)).isFalse();
    assertThat(reading(step(5 * DAY + 120, 1, 0), Indicator.VOLUME).expected()).isEqualTo(30);
    // two days later the storm still is not half of what is known of this hour
    steady(5 * DAY + 121, 6 * DAY + 119, 2);
    assertThat(reading(step(6 * DAY + 120, 1, 0), Indicator.VOLUME).expected()).isEqualTo(30);
    assertThat(reading(step(6 * DAY + 121, 1, 0), Indicator.NEGATIVE_SHARE).expected())
        .isCloseTo(0.1, within(0.02));
  }

  @Test
  void aStepNeedsItsHistoryAndALaterMinute() {
    assertThatThrownBy(() -> engine.step(minutes, 0, List.of()))
        .isInstanceOf(IllegalStateException.class);
    step(10, 1, 0);
    assertThatThrownBy(() -> engine.step(minutes, 10, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void steady(long from, long to, int every) {
    for (long m = from; m <= to; m++) {
      run(minutes, history, m, usual(m, every));
    }
  }

  private static List<Tally> usual(long minute, int every) {
    int negative = Math.floorMod(minute, 20L) == 0 ? 1 : 0;
    return Math.floorMod(minute, every) == 0
        ? List.of(tally("twitter", minute, 1, negative))
        : List.of();
  }

  private BrandStep step(long minute, int mentions, int negative) {
    return run(minutes, history, minute, List.of(tally("twitter", minute, mentions, negative)));
  }

  private BrandStep run(BrandMinutes m, BrandHistory h, long minute, List<Tally> tallies) {
    if (engine.needsHistory(m, minute)) {
      engine.refresh(m, h, minute, !tallies.isEmpty());
    }
    return engine.step(m, minute, tallies);
  }

  private static Tally tally(String platform, long minute, int mentions, int negative) {
    Tally tally = new Tally("Lumea", platform, minute, false);
    Instant at = Instant.ofEpochSecond(minute * 60);
    for (int i = 0; i < mentions; i++) {
      String id = platform + minute + "-" + i;
      tally.add(Mentions.mention(id, at, id, 100L + i, i < negative ? 0.9f : 0.05f));
    }
    return tally;
  }

  private static IndicatorReading reading(@Nullable BrandStep step, Indicator indicator) {
    BrandStep known = Objects.requireNonNull(step);
    return Objects.requireNonNull(known.indicators().reading(indicator.label()));
  }

  private static double surprise(BrandStep step, Indicator indicator) {
    return Objects.requireNonNull(reading(step, indicator).surprise());
  }
}
