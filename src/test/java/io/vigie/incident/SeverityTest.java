package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeverityTest {

  private static final int FACTORS = Severity.Factor.values().length;

  @Property
  void severityRisesWithEachInput(
      @ForAll @Size(9) List<@DoubleRange(max = 1) Double> inputs,
      @ForAll @IntRange(max = 8) int which,
      @ForAll @DoubleRange(max = 1) double more) {
    double[] low = inputs.stream().mapToDouble(Double::doubleValue).toArray();
    double[] high = low.clone();
    high[which] = Math.min(1, high[which] + more);
    assertThat(Severity.of(high)).isGreaterThanOrEqualTo(Severity.of(low)).isBetween(0.0, 100.0);
    assertThat(Severity.of(Severity.factors(high, 2, 3)))
        .isGreaterThanOrEqualTo(Severity.of(Severity.factors(low, 2, 3)));
  }

  @Property
  void reasonsSumToTheSeverity(
      @ForAll @Size(9) List<@DoubleRange(max = 1) Double> inputs,
      @ForAll @DoubleRange(max = 100) double cap) {
    double[] factors = inputs.stream().mapToDouble(Double::doubleValue).toArray();
    double severity = Math.min(cap, Severity.of(factors));
    List<SeverityFactor> reasons = Severity.explain(factors, severity);
    assertThat(reasons.stream().mapToDouble(SeverityFactor::points).sum())
        .isCloseTo(severity, Offset.offset(1e-6));
  }

  @Property
  void nothingWithoutNegativityIsMoreThanAWatch(
      @ForAll @Size(9) List<@DoubleRange(max = 1) Double> inputs,
      @ForAll @DoubleRange(max = 0.05) double excess,
      @ForAll @IntRange(max = 1000) int press) {
    double[] x = inputs.stream().mapToDouble(Double::doubleValue).toArray();
    x[Severity.Factor.NEGATIVE_SHARE.index()] = excess / 0.4;
    assertThat(Level.of(Severity.of(Severity.factors(x, press, 48))))
        .isLessThanOrEqualTo(Level.WATCH);
  }

  @Test
  void surprisesCountHalfWithoutABurst() {
    assertThat(volumeFactor(null)).as("a brand whose bursts are not known").isEqualTo(1);
    assertThat(volumeFactor(4.0)).isEqualTo(1);
    assertThat(volumeFactor(1.5)).isEqualTo(0.75);
    assertThat(volumeFactor(-2.0)).isEqualTo(0.5);
  }

  private static double volumeFactor(@Nullable Double burst) {
    List<IndicatorReading> readings = new ArrayList<>();
    readings.add(new IndicatorReading(Indicator.VOLUME.label(), 900, 20.0, 200.0));
    readings.add(new IndicatorReading(Indicator.NEGATIVE_VOLUME.label(), 900, 20.0, 200.0));
    if (burst != null) {
      readings.add(new IndicatorReading(Indicator.VOLUME_BURST.label(), burst, null, null));
    }
    double[] x =
        Severity.inputs(new IndicatorStep("Lumea", Instant.EPOCH, false, List.copyOf(readings)));
    assertThat(x[Severity.Factor.NEGATIVE_SURPRISE.index()])
        .isEqualTo(x[Severity.Factor.VOLUME_SURPRISE.index()]);
    return x[Severity.Factor.VOLUME_SURPRISE.index()];
  }

  @Test
  void twoHoursOfManyAndNegativeMentionsAreACrisisWithoutFollowers() {
    double[] x = new double[FACTORS];
    x[Severity.Factor.VOLUME_SURPRISE.index()] = 1;
    x[Severity.Factor.NEGATIVE_SURPRISE.index()] = 1;
    x[Severity.Factor.NEGATIVE_SHARE.index()] = 0.5;
    assertThat(Severity.of(Severity.factors(x, 0, 2))).isCloseTo(79.5, Offset.offset(0.5));
  }

  @Test
  void aFewMentionsProveNothing() {
    assertThat(share(0.62, 4)).isEqualTo(1);
    assertThat(share(0.62, 1)).isEqualTo(0.25);
    assertThat(share(0.12, 9)).isZero();
    assertThat(share(Double.NaN, 9)).isZero();
  }

  private static double share(double value, double z) {
    IndicatorStep step =
        new IndicatorStep(
            Scenario.BRAND,
            Scenario.START,
            false,
            List.of(
                Scenario.reading(Indicator.NEGATIVE_SHARE, value, 0.22, null),
                Scenario.reading(Indicator.NEGATIVE_SHARE_Z, z, null, null)));
    return Severity.inputs(step)[Severity.Factor.NEGATIVE_SHARE.index()];
  }

  @Test
  void hostileReadingsStayWithinBounds() {
    for (double hostile :
        new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -1, 1e300}) {
      IndicatorStep step =
          new IndicatorStep(
              Scenario.BRAND,
              Scenario.START,
              false,
              Arrays.stream(Indicator.values())
                  .map(indicator -> Scenario.reading(indicator, hostile, hostile, hostile))
                  .toList());
      assertThat(Severity.of(Severity.factors(Severity.inputs(step), 0, 0))).isBetween(0.0, 100.0);
    }
  }

  @Test
  void aLearningBaselineGivesNoReason() {
    IndicatorStep step =
        new IndicatorStep(
            Scenario.BRAND,
            Scenario.START,
            true,
            List.of(
                Scenario.reading(Indicator.VOLUME, 9_000, null, null),
                Scenario.reading(Indicator.NEGATIVE_SHARE, 0.9, null, null)));
    assertThat(Severity.inputs(step)).containsOnly(0);
  }

  @Test
  void inputsFallByHalfInAHalfLifeAndAnOlderStateIsFilledUp() {
    double[] decayed =
        Severity.decayed(new double[] {1, 0.5}, Duration.ofMinutes(30), Duration.ofMinutes(30));
    assertThat(decayed).hasSize(FACTORS).startsWith(0.5, 0.25, 0);
  }
}
