package io.vigie.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaugeTest {

  private static final int LOOKS = 60;

  @Test
  void whatRisesInTheWarmUpOnlyIsFlat() {
    Gauge.Course course =
        Gauge.RESIDENT.course(samples(i -> i < LOOKS / 2 ? 100 + 10 * i : 400 + i % 3));

    assertThat(course.flat()).isTrue();
    assertThat(course.middle()).isEqualTo(401);
    assertThat(course.growth()).isCloseTo(0, within(0.01));
  }

  @Test
  void aSlowRiseIsFoundUnderItsNoise() {
    Gauge.Course course = Gauge.RESIDENT.course(samples(i -> 400 + i + (i % 2 == 0 ? 20 : -20)));

    assertThat(course.flat()).isFalse();
    assertThat(course.growth()).isCloseTo(29.0 / 444.5, within(0.02));
  }

  @Test
  void oneLookOutOfLineIsNoGrowthAndFallingIsFlat() {
    assertThat(Gauge.RESIDENT.course(samples(i -> i == LOOKS - 1 ? 900 : 400)).flat()).isTrue();
    assertThat(Gauge.RESIDENT.course(samples(i -> 1_000 - 5 * i)).flat()).isTrue();
  }

  @Test
  void whatWasNotSeenShowsNothing() {
    assertThat(Gauge.RESIDENT.course(samples(i -> Double.NaN)).flat()).isFalse();
    assertThat(Gauge.RESIDENT.course(List.of()).flat()).isFalse();
  }

  @Test
  void thePictureHasAPanelForEachGauge() {
    String svg = SoakPlot.of(samples(i -> i == 3 ? Double.NaN : 400 + i));

    for (Gauge gauge : Gauge.values()) {
      assertThat(svg).contains(gauge.title());
    }
    assertThat(svg).contains("60 min").doesNotContain("NaN");
    assertThat(SoakPlot.of(List.of())).contains("</svg>");
  }

  private static List<Sample> samples(IntToDoubleFunction resident) {
    return IntStream.range(0, LOOKS)
        .mapToObj(i -> new Sample(i + 1, 0, 0, 100, resident.applyAsDouble(i), 50, 10, 5, 0.5, 31))
        .toList();
  }
}
