package io.vigie.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

  @Test
  void readsTheNotationOfPrometheus() {
    assertThat(Series.parse("5")).containsExactly(5.0);
    assertThat(Series.parse("1+2x3")).containsExactly(1.0, 3.0, 5.0, 7.0);
    assertThat(Series.parse("4-2x2")).containsExactly(4.0, 2.0, 0.0);
    assertThat(Series.parse("0.5x2")).containsExactly(0.5, 0.5, 0.5);
    assertThat(Series.parse("-3x1 _ _x2 7")).containsExactly(-3.0, -3.0, null, null, null, 7.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x3", "1+2", "1+x3", "one", "1x", "__", "1x999999", "_x999999"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Series.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
