package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    CountBaseline expected = naive(counts);
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
  private static CountBaseline naive(int[] counts) {
    List<Double> sums = new ArrayList<>();
    int days = 0;
    for (int d = 1; d <= 14; d++) {
      boolean any = false;
      for (int offset = -12; offset <= 12; offset++) {
        int end = counts.length - d * DAY + offset;
        if (end - 12 >= 0) {
          double sum = 0;
          for (int i = end - 12; i < end; i++) {
            sum += counts[i];
          }
          sums.add(sum);
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
