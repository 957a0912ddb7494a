package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vigie.kpi.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  private static final int DAY = 288;

  @Property(tries = 40)
  void theBaselineIsTheOneOfTheDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 2 * DAY + 30, max = 17 * DAY) int length,
      @ForAll @IntRange(min = 1, max = 40) int rate) {
    Random random = new Random(seed);
    long start = Math.floorMod(random.nextLong(), 6_000_000L);
    int[] counts = new int[length];
    BrandHistory history = new BrandHistory();
    for (int i = 0; i < length; i++) {
      counts[i] = i == 0 ? 1 : random.nextInt(rate);
      history.file(start + i, counts[i], 0, counts[i]);
    }
    history.advance(start + length);
    CountBaseline actual = new Baselines().of(history, start + length, null).volume();
    assertThat(actual).isNotNull();
    CountBaseline expected = naive(counts, start);
    assertThat(Objects.requireNonNull(actual).mean()).isEqualTo(expected.mean());
    assertThat(actual.variance()).isCloseTo(expected.variance(), within(1e-6));
  }

  @Test
  void aDeadSourceIsUnknownAndNotSilence() {
    BrandHistory history = busy(4 * DAY);
    int back = 4 * DAY + 264;
    history.heard(back);
    assertThat(history.count(BrandHistory.Row.VOLUME, 4 * DAY + 100)).isEqualTo(-1);
    assertThat(history.count(BrandHistory.Row.VOLUME, 4 * DAY - 1)).isEqualTo(2);
    Expectations expected = new Baselines().of(history, back, null);
    assertThat(expected.days()).isEqualTo(4);
    assertThat(Objects.requireNonNull(expected.volume()).mean()).isEqualTo(24);
  }

  @Test
  void aShortOrUsualSilenceIsSilence() {
    BrandHistory history = busy(4 * DAY);
    history.heard(4 * DAY + 35);
    assertThat(history.count(BrandHistory.Row.VOLUME, 4 * DAY + 10)).isZero();

    BrandHistory nightly = new BrandHistory();
    for (int d = 0; d < 6; d++) {
      for (int b = 100; b < DAY; b++) {
        nightly.file((long) d * DAY + b, 5, 0, 5);
      }
    }
    assertThat(nightly.count(BrandHistory.Row.VOLUME, 5L * DAY + 50)).isZero();
  }

  @Test
  void anExcludedIncidentLeavesTheBaselineAlone() {
    BrandHistory history = busy(3 * DAY);
    for (int b = 3 * DAY; b < 5 * DAY; b++) {
      history.file(b, 900, 800, 900);
    }
    history.advance(5 * DAY);
    history.exclude(3 * DAY, 5 * DAY);
    Expectations expected = new Baselines().of(history, 5 * DAY, null);
    assertThat(Objects.requireNonNull(expected.volume()).mean()).isEqualTo(24);
    // yesterday is excluded; the edges of the day before and of the first day count in part
    assertThat(expected.days()).isEqualTo(4);
  }

  @Test
  void whatIsPlannedIsExcludedBeforeItHappens() {
    BrandHistory history = busy(3 * DAY);
    history.exclude(3 * DAY, 5 * DAY);
    history.exclude(3 * DAY, 5 * DAY);
    for (int b = 3 * DAY; b < 5 * DAY; b++) {
      history.file(b, 900, 800, 900);
    }
    history.advance(5 * DAY);
    assertThat(history.excluded).hasSize(1);
    Expectations expected = new Baselines().of(history, 5 * DAY, null);
    assertThat(Objects.requireNonNull(expected.volume()).mean()).isEqualTo(24);
    assertThat(Objects.requireNonNull(expected.negativeShare()).share()).isZero();
    // it is left out of what is expected, not of what was said
    assertThat(Objects.requireNonNull(expected.longCounts()).volume6h()).isGreaterThan(40_000);
    history.advance(21L * DAY);
    assertThat(history.excluded).isEmpty();
  }

  @Test
  void spansToExcludeAreBounded() {
    BrandHistory history = busy(DAY);
    for (int i = 0; i < 100; i++) {
      history.exclude(5L * DAY + 2 * i, 5L * DAY + 2 * i + 1);
    }
    assertThat(history.excluded).hasSize(BrandHistory.MAX_EXCLUDED);
    assertThat(history.excluded).contains(new BrandHistory.Span(5L * DAY + 198, 5L * DAY + 199));
  }

  @Test
  void aSpanThatIsToldBitByBitIsOne() {
    BrandHistory history = busy(2 * DAY);
    for (int i = 0; i < 100; i++) {
      history.exclude(DAY + i / 2, DAY + i + 1);
    }
    history.exclude(0, 20);
    history.exclude(DAY + 100, 3 * DAY);
    assertThat(history.excluded)
        .containsExactlyInAnyOrder(
            new BrandHistory.Span(0, 20), new BrandHistory.Span(DAY, 3 * DAY));
  }

  @Test
  void aCrisisOfTwoDaysIsNotLearned() {
    BrandHistory history = busy(6 * DAY);
    for (int b = 6 * DAY; b < 8 * DAY; b++) {
      history.file(b, 40, 30, 40);
      if (b < 7 * DAY + DAY / 4) {
        history.markSurprising(b);
      }
    }
    history.advance(8 * DAY);
    // six days of 24 an hour, and three quarters of a day of 480
    assertThat(mean(history, 8 * DAY)).isEqualTo(24);
    assertThat(history.isUnusual(7 * DAY)).isTrue();
    assertThat(history.count(BrandHistory.Row.VOLUME, 7 * DAY)).isEqualTo(40);
  }

  @Test
  void aLastingChangeOfLevelIsLearnedAfterThreeDays() {
    BrandHistory history = busy(10 * DAY);
    for (int b = 10 * DAY; b < 13 * DAY + 12; b++) {
      history.file(b, 40, 0, 40);
      if (b < 13 * DAY) {
        history.markSurprising(b);
      }
      if (b == 12 * DAY + 12) {
        assertThat(mean(history, b)).as("while it may be a crisis").isEqualTo(24);
      }
    }
    assertThat(mean(history, 13 * DAY + 12)).isEqualTo(480);
    assertThat(history.isUnusual(5 * DAY)).as("what was before").isTrue();
  }

  @Test
  void theSameDayOfTheWeekLeansOnItself() {
    BrandHistory history = new BrandHistory();
    Random random = new Random(7);
    for (int b = 0; b < 14 * DAY; b++) {
      // Saturday and Sunday are loud
      history.file(b, (b / DAY) % 7 >= 5 ? 40 + random.nextInt(3) : 2 + b % 3, 0, 2);
    }
    history.advance(14L * DAY + 5 * DAY);
    assertThat(mean(history, 14 * DAY + 5 * DAY + 100))
        .as("two Saturdays, a Sunday and nine other days, five of them silent")
        .isGreaterThan(30);
    assertThat(mean(history, 14 * DAY + 4 * DAY + 100)).isLessThan(60);
  }

  @Test
  void longWindowsHaveBaselinesOfTheirOwn() {
    BrandHistory history = busy(9 * DAY);
    LongBaselines expected =
        Objects.requireNonNull(new Baselines().of(history, 9L * DAY, null).longBaselines());
    assertThat(Objects.requireNonNull(expected.volume6h()).mean()).isEqualTo(144);
    assertThat(Objects.requireNonNull(expected.volume24h()).mean()).isEqualTo(576);
    assertThat(Objects.requireNonNull(expected.negative24h()).mean()).isEqualTo(1);
    BurstBaseline hour = Objects.requireNonNull(expected.burstHour());
    assertThat(hour.mean()).isEqualTo(24);
    assertThat(hour.variance()).isCloseTo(1.2 * 24, within(1e-9));
    assertThat(hour.z(24 + 2 * Math.sqrt(1.2 * 24))).isCloseTo(2, within(1e-9));
  }

  @Property(tries = 30)
  void burstsAreTheMeanAndVarianceOfAllWindows(@ForAll long seed) {
    Random random = new Random(seed);
    int length = 3 * DAY + random.nextInt(13 * DAY);
    int[] counts = random.ints(length, 0, 30).toArray();
    counts[0] = 1;
    BrandHistory history = new BrandHistory();
    for (int b = 0; b < length; b++) {
      history.file(b, counts[b], 0, 0);
    }
    history.advance(length);
    LongBaselines expected =
        Objects.requireNonNull(new Baselines().of(history, length, null).longBaselines());
    List<Double> sums = new ArrayList<>();
    for (int end = Math.max(12, length - 14 * DAY + 12); end <= length - 12; end++) {
      double sum = 0;
      for (int i = end - 12; i < end; i++) {
        sum += counts[i];
      }
      sums.add(sum);
    }
    double mean = sums.stream().mapToDouble(x -> x).average().orElseThrow();
    double variance =
        sums.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
    BurstBaseline hour = Objects.requireNonNull(expected.burstHour());
    assertThat(hour.mean()).isCloseTo(mean, within(1e-9));
    assertThat(hour.variance()).isCloseTo(variance + 1.2 * mean, within(1e-6 * variance));
  }

  @Test
  void totalsOfDaysAreKeptForEightWeeks() {
    BrandHistory history = new BrandHistory();
    for (int d = 0; d < 60; d++) {
      history.file((long) d * DAY + 100, 10 + d, 0, 0);
      if (d == 0) {
        assertThat(history.total(0)).as("a day that is not over").isEqualTo(-1);
      }
    }
    history.advance(62L * DAY);
    assertThat(history.total(0)).as("a day that is gone").isEqualTo(-1);
    assertThat(history.total(6)).isEqualTo(16);
    assertThat(history.total(59)).isEqualTo(69);
    assertThat(history.total(60)).as("a day of silence").isZero();
    assertThat(history.total(62)).isEqualTo(-1);
  }

  @Test
  void aSlowRampIsSeenAsDrift() {
    assertThat(drift(day -> 400 + 20 * (day % 7), 50)).as("weeks like weeks").isLessThan(5);
    assertThat(drift(day -> (int) (400 * Math.pow(1.03, day)), 50)).isGreaterThan(5);
    assertThat(drift(day -> day == 45 ? 4000 : 400 + day % 2, 50)).isGreaterThan(5);
    assertThat(drift(day -> 400, 20)).as("too early").isNaN();
  }

  private static double drift(java.util.function.IntUnaryOperator mentions, int days) {
    BrandHistory history = new BrandHistory();
    history.file(0, 1, 0, 0);
    for (int d = 1; d <= days; d++) {
      history.file((long) d * DAY + 100, mentions.applyAsInt(d), 0, 0);
    }
    history.advance((days + 1L) * DAY + 1);
    return Drift.of(history, days + 1);
  }

  private static double mean(BrandHistory history, long bucket) {
    return Objects.requireNonNull(new Baselines().of(history, bucket, null).volume()).mean();
  }

  @Test
  void fewDaysWidenTheVariance() {
    CountBaseline two = CountBaseline.of(new double[] {10, 10, 10}, 3, 2);
    CountBaseline seven = CountBaseline.of(new double[] {10, 10, 10}, 3, 7);
    assertThat(seven.variance()).isEqualTo(12);
    assertThat(two.variance()).isEqualTo(12 * 3.5);
    assertThat(two.surprise(60)).isLessThan(seven.surprise(60));
  }

  @Test
  void bucketsComeInOrder() {
    BrandHistory history = busy(3);
    assertThatThrownBy(() -> history.file(1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void compactCountsAreExactWhenSmallAndCloseWhenLarge(
      @ForAll @IntRange(min = 0, max = 134_000_000) int count) {
    short code = CompactCount.encode(count);
    assertThat(code).isNotEqualTo(CompactCount.UNKNOWN);
    assertThat((double) CompactCount.decode(code))
        .isCloseTo(count, within(count < 4096 ? 0.0 : count / 2048.0));
  }

  @Property
  void theMedianIsTheMiddleOfTheSorted(@ForAll List<@IntRange(min = 0, max = 50) Integer> values) {
    if (values.isEmpty()) {
      return;
    }
    double[] array = values.stream().mapToDouble(Integer::doubleValue).toArray();
    List<Integer> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
    assertThat(Selection.median(array, n)).isEqualTo(median);
  }

  private static BrandHistory busy(int buckets) {
    BrandHistory history = new BrandHistory();
    for (int b = 0; b < buckets; b++) {
      history.file(b, 2, 0, 2);
    }
    return history;
  }

  /** The definition word for word: sort everything, no sliding sums. */
  private static CountBaseline naive(int[] counts, long start) {
    // fifteen days of the calendar are kept, the running one among them
    long kept = (Math.floorDiv(start + counts.length, (long) DAY) - 14) * DAY - start;
    List<Double> sums = new ArrayList<>();
    int days = 0;
    for (int d = 1; d <= 14; d++) {
      boolean any = false;
      for (int offset = -12; offset <= 12; offset++) {
        int end = counts.length - d * DAY + offset;
        if (end - 12 >= Math.max(0, kept)) {
          double sum = 0;
          for (int i = end - 12; i < end; i++) {
            sum += counts[i];
          }
          // the same day of the week counts four times
          sums.addAll(Collections.nCopies(d % 7 == 0 ? 4 : 1, sum));
          any = true;
        }
      }
      days += any ? 1 : 0;
    }
    double median = sortedMedian(sums);
    double mad = sortedMedian(sums.stream().map(s -> Math.abs(s - median)).toList());
    double mu = Math.max(median, 1);
    double variance =
        Math.max(Math.pow(1.4826 * mad, 2), Math.max(1.2 * mu, Math.pow(0.15 * mu, 2)));
    return new CountBaseline(mu, variance * Math.max(1, 7.0 / days));
  }

  private static double sortedMedian(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }
}
