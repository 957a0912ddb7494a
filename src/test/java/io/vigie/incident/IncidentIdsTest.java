package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncidentIdsTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:12:00Z");

  @Test
  void theSameStoryAlwaysHasTheSameId() {
    // Fixed for ever: whoever stored an id must find it again after an upgrade.
    assertThat(IncidentIds.incidentId("Telmora", "pile-on", AT, false))
        .isEqualTo("inc-65cc26a5a7d27ef59f21f87efadd93fe");
    assertThat(IncidentIds.alertId("Telmora", "pile-on", 1, "inc-1", 2))
        .isEqualTo("alt-4027fee0a43d6f06c5481fd40d4f74ce");
  }

  @Test
  void everyPartCounts() {
    assertThat(
            java.util.List.of(
                IncidentIds.incidentId("Telmora", "pile-on", AT, false),
                IncidentIds.incidentId("Telmora", "pile-on", AT, true),
                IncidentIds.incidentId("Telmora", "pile-on", AT.plusMillis(1), false),
                IncidentIds.incidentId("Telmorap", "ile-on", AT, false),
                IncidentIds.incidentId("Velomio", "pile-on", AT, false)))
        .doesNotHaveDuplicates();
    assertThat(
            java.util.List.of(
                IncidentIds.alertId("Telmora", "pile-on", 1, "inc-1", 1),
                IncidentIds.alertId("Telmora", "pile-on", 1, "inc-1", 2),
                IncidentIds.alertId("Telmora", "pile-on", 2, "inc-1", 1),
                IncidentIds.alertId("Telmora", "pile-on", 1, "inc-2", 1)))
        .doesNotHaveDuplicates();
  }
}
