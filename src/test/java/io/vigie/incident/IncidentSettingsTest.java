package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentSettingsTest {

  @Test
  void everyProblemIsToldAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new IncidentSettings(
                    Duration.ZERO,
                    Duration.ofHours(-1),
                    0,
                    Duration.ZERO,
                    Duration.ofMinutes(-1),
                    0,
                    -1,
                    Duration.ofMinutes(-1),
                    Level.WATCH,
                    0,
                    Duration.ZERO,
                    1,
                    List.of(),
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    new LevelThresholds(50, 25, 101),
                    Map.of(Level.CRISIS, Duration.ZERO),
                    Duration.ZERO,
                    Locale.ENGLISH))
        .withMessageContainingAll(
            "resolveAfter",
            "resolveAtLatestAfter",
            "quietSurprise",
            "reopenWithin",
            "updateEvery",
            "updateChange",
            "levelMargin",
            "levelDownAfter",
            "maxAlertsPerHour",
            "crisisAfter",
            "crisisPlatforms",
            "pressMentions",
            "factorHalfLife",
            "lookback",
            "signalExpiry",
            "levels",
            "acknowledgeWithin",
            "easingAfter");
  }
}
