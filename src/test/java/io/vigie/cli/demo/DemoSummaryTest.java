package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {

  private static Alert alert(String brand, Level level) {
    Instant noon = Instant.parse("2026-03-03T11:00:00Z");
    return new Alert(
        "a",
        "i",
        1,
        Status.OPEN,
        brand,
        level.from(),
        level,
        List.of(),
        noon,
        noon,
        noon,
        null,
        "",
        new Evidence(List.of(), List.of(), List.of(), Map.of()),
        false);
  }

  @Test
  void alertsAreCountedByBrandAndLevelAndQuietBrandsAreNamedToo() {
    assertThat(
            DemoSummary.alerts(
                List.of("Telmora", "Aerolys"),
                List.of(
                    alert("Telmora", Level.CRISIS),
                    alert("Telmora", Level.WATCH),
                    alert("Telmora", Level.CRISIS),
                    alert("other", Level.INCIDENT))))
        .containsExactly(
            "  Aerolys    no alert", "  Telmora    1 watch, 2 crisis", "  other      1 incident");
  }
}
