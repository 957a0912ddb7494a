package io.vigie.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.backtest.BrandCourse.Row;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BrandCourseTest {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  @Property(tries = 50)
  void howeverLongTheHistoryItsPeakIsKeptWhereItWas(
      @ForAll @IntRange(min = 1, max = 60_000) int minutes,
      @ForAll @IntRange(max = 59_999) int wish) {
    int peak = wish % minutes;
    BrandCourse course = new BrandCourse();
    for (int minute = 0; minute < minutes; minute++) {
      course.add(step(minute, minute == peak ? 900 : 10, minute < 5));
    }
    assertThat(course.size()).isBetween(1, BrandCourse.BINS);
    long width = course.widthSeconds();
    int bin = (int) (peak * 60L / width);
    assertThat(course.value(Row.VOLUME, bin)).isEqualTo(900);
    assertThat(course.at(bin)).isEqualTo(START.plusSeconds(bin * width));
    for (int i = 0; i < course.size(); i++) {
      assertThat(course.value(Row.EXPECTED, i)).isEqualTo(10);
      assertThat(course.value(Row.NEGATIVE_SHARE, i)).isNaN();
    }
    assertThat(course.span().to()).isEqualTo(START.plusSeconds((minutes - 1) * 60L));
    assertThat(course.span().knownFrom()).isEqualTo(minutes > 5 ? START.plusSeconds(300) : null);
  }

  @Test
  void aSleepingBrandLeavesAGap() {
    BrandCourse course = new BrandCourse();
    course.add(step(0, 10, false));
    course.add(step(500, 10, false));
    assertThat(course.size()).isEqualTo(501);
    assertThat(course.value(Row.VOLUME, 250)).isNaN();
  }

  private static IndicatorStep step(int minute, double volume, boolean learning) {
    return new IndicatorStep(
        "Telmora",
        START.plusSeconds(minute * 60L),
        learning,
        List.of(new IndicatorReading("volume", volume, 10.0, 0.5)));
  }
}
