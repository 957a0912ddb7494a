package io.vigie.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vigie.pattern.PatternSet;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  private static final Condition VOLUME = at("volume", Part.SURPRISE, 6);
  private static final Condition SHORT = at("volume-15m", Part.SURPRISE, 7);
  private static final Condition COUNT = at("volume", Part.VALUE, 20);

  private static Condition at(String indicator, Part part, double threshold) {
    return new Condition(indicator, part, Comparison.AT_LEAST, threshold);
  }

  private static PatternSet patterns() {
    SignalRule spike =
        new SignalRule("spike", List.of(COUNT, VOLUME, SHORT), 60_000, List.of(SHORT), 5, 7);
    return new PatternSet(Map.of("spike", spike), List.of());
  }

  @Test
  void valuesAreCountedFromTheFirstToTheLast() {
    assertThat(Sweep.parse("volume-spike.surprise=4:6:1").values()).containsExactly(4.0, 5.0, 6.0);
    assertThat(Sweep.parse("a.value=0.1:0.45:0.1").values()).containsExactly(0.1, 0.2, 0.3, 0.4);
    assertThat(Sweep.parse("a.b.ratio=2:2:1").values()).containsExactly(2.0);
    assertThat(Sweep.parse("a.b.ratio=2:2:1").name()).isEqualTo("a.b.ratio");
  }

  @Test
  void onlyTheThresholdThatIsMeantIsMoved() {
    SignalRule moved = moved("spike.volume-15m.surprise=9:9:1", 9);
    assertThat(moved.when()).containsExactly(COUNT, VOLUME, at("volume-15m", Part.SURPRISE, 9));
    assertThat(moved.endsWhen()).containsExactly(SHORT);
    assertThat(moved.forMillis()).isEqualTo(60_000);
    assertThat(moved("spike.value=30:30:1", 30).when())
        .containsExactly(at("volume", Part.VALUE, 30), VOLUME, SHORT);
  }

  private static SignalRule moved(String sweep, double value) {
    return Objects.requireNonNull(Sweep.parse(sweep).apply(patterns(), value).rules().get("spike"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spike",
        "spike.surprise",
        "spike.size=1:2:1",
        "spike.value=2:1:1",
        "spike.value=1:2:0",
        "spike.value=0:100:1",
        "spike.value=1:2",
        "spike.value=1..2:3:1",
        "Spike value=1:2:1"
      })
  void whatIsNoSweepIsTold(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Sweep.parse(text));
  }

  @Test
  void aConditionThatIsNotThereOrNotTheOnlyOneIsTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sweep.parse("spike.surprise=1:2:1").apply(patterns(), 1))
        .withMessageContaining("several conditions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sweep.parse("spike.ratio=1:2:1").apply(patterns(), 1))
        .withMessageContaining("no condition");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sweep.parse("flood.ratio=1:2:1").apply(patterns(), 1))
        .withMessageContaining("there is no signal 'flood'");
  }
}
