package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.incident.Scenario.Minute;
import org.junit.jupiter.api.Test;

class AlertJsonTest {

  private static Scenario story() {
    Scenario scenario = new Scenario().minutes(5, Minute.storm());
    scenario.matches("pile-on", "volume-spike", "negativity").hours(3, Minute.storm());
    return scenario.ends("volume-spike").ends("negativity").hours(3, Minute.quiet());
  }

  @Test
  void theContractIsKept() throws Exception {
    JsonNode node = new ObjectMapper().readTree(AlertJson.write(story().alerts().get(1)));
    assertThat(node.get("alertId").asText()).startsWith("alt-");
    assertThat(node.get("incidentId").asText()).startsWith("inc-");
    assertThat(node.get("revision").isInt()).isTrue();
    assertThat(node.get("status").asText()).isEqualTo("open");
    assertThat(node.get("brand").asText()).isEqualTo("Telmora");
    assertThat(node.get("severity").isNumber()).isTrue();
    assertThat(node.get("severityLevel").asText()).isEqualTo("crisis");
    assertThat(node.get("patterns").get(0).asText()).isEqualTo("pile-on");
    assertThat(node.get("startedAt").asText()).isEqualTo("2026-03-02T09:05:00Z");
    assertThat(node.get("detectedAt").asText()).isEqualTo("2026-03-02T09:05:00Z");
    assertThat(node.get("firstMentionAt").asText()).isEqualTo("2026-03-02T09:04:10Z");
    assertThat(node.get("exercise").isBoolean()).isTrue();
    assertThat(node.get("summary").asText()).startsWith("Telmora: 900 mentions");
    JsonNode evidence = node.get("evidence");
    assertThat(evidence.get("signals").get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "indicator", "at", "value", "expected", "surprise");
    assertThat(evidence.get("mentions").get(0).fieldNames())
        .toIterable()
        .contains(
            "id",
            "platform",
            "text",
            "createdAt",
            "lang",
            "author",
            "followers",
            "negative",
            "url");
    assertThat(evidence.get("factors").get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "value", "weight", "points");
    assertThat(evidence.get("mentionsByPlatform").get("twitter").isIntegralNumber()).isTrue();
  }

  @Test
  void whatIsWrittenCanBeReadAndWrittenAgain() {
    for (IncidentUpdate update : story().updates) {
      String incident = IncidentJson.write(update.incident());
      assertThat(IncidentJson.write(IncidentJson.read(incident))).isEqualTo(incident);
      assertThat(incident).doesNotContain("\n");
      assertThat(IncidentJson.read(incident).status()).isEqualTo(update.incident().status());
      if (update.alert() != null) {
        String alert = AlertJson.write(update.alert());
        assertThat(AlertJson.write(AlertJson.read(alert))).isEqualTo(alert);
        assertThat(AlertJson.read(alert).alertId()).isEqualTo(update.alert().alertId());
      }
    }
  }

  @Test
  void whatIsNoAlertIsRefusedWithItsField() {
    String alert = AlertJson.write(story().alerts().get(0));
    assertThatIllegalArgumentException().isThrownBy(() -> AlertJson.read("{\"alertId\":"));
    assertThatIllegalArgumentException().isThrownBy(() -> AlertJson.read("[]"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertJson.read(alert.replace("\"severity\":", "\"severe\":")))
        .withMessageContaining("'severity' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertJson.read(alert.replace("\"open\"", "\"ajar\"")))
        .withMessageContaining("'status'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertJson.read(alert.replace("2026-03-02T09:05:00Z", "yesterday")))
        .withMessageContaining("'startedAt'");
    assertThatIllegalArgumentException().isThrownBy(() -> AlertJson.read("[".repeat(5_000)));
  }

  @Test
  void numbersJsonCannotSayAreNullAndLargeOnesArePlain() {
    assertThat(JsonFields.rounded(Double.NaN)).isNull();
    assertThat(JsonFields.rounded(1 / 3.0)).hasToString("0.3333");
    assertThat(JsonFields.rounded(5e9)).hasToString("5000000000");
    assertThat(JsonFields.rounded(0.0)).hasToString("0");
  }
}
