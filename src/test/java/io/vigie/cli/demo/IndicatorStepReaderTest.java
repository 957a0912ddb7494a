package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.IndicatorStepJson;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorStepReaderTest {

  @Test
  void readsWhatTheTopicHolds() {
    IndicatorStep step =
        new IndicatorStep(
            "Voltérine",
            Instant.parse("2026-03-03T11:00:00Z"),
            true,
            List.of(
                new IndicatorReading("volume", 412, 35.5, 7.25),
                new IndicatorReading("authority", 1_000, null, null)));

    assertThat(IndicatorStepReader.read(IndicatorStepJson.toBytes(step))).isEqualTo(step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "{\"brand\":\"x\",\"at\":\"noon\"}"})
  void refusesAnythingElse(String json) {
    assertThatThrownBy(() -> IndicatorStepReader.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
