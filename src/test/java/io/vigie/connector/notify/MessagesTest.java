package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final String LINK = "https://vigie.example.org/incidents/{incidentId}";

  @Test
  void aTitleFitsTheSubjectOfAMailAndNothingIsSaidTwice() {
    Alert alert = Alerts.alert("inc-1", 1, "crisis", "open");
    assertThat(Messages.title(alert)).isEqualTo("CRISIS 61/100 Telmora (OPEN)");
    assertThat(Messages.sentence(alert))
        .startsWith("CRISIS 61/100 Telmora (OPEN): ")
        .doesNotContain("Telmora: ");
    assertThat(new Messages(null).annotations(alert)).containsEntry("title", Messages.title(alert));
  }

  @Test
  void aWebhookIsToldWhatMatters() throws Exception {
    JsonNode body =
        new ObjectMapper()
            .readTree(new Messages(LINK).webhook(Alerts.alert("inc-1", 2, "crisis", "open")));

    assertThat(body.path("text").asText())
        .isEqualTo(
            "CRISIS 61/100 Telmora (OPEN): 412 mentions in the last hour where 35 are" + " usual.");
    assertThat(body.path("alertId").asText()).isEqualTo("alt-inc-1-2");
    assertThat(body.path("link").asText()).isEqualTo("https://vigie.example.org/incidents/inc-1");
    assertThat(body.path("mentions").get(0).asText())
        .isEqualTo("[twitter] author with 1,200 followers: Plus de réseau depuis ce matin");
  }

  @Test
  void strangersCallNobodyAndLinkNowhere() {
    String hostile =
        "<!channel> @here @everyone see https://evil.example/x evil.example/y"
            + " [click](javascript:alert(1)) <b>x</b>\r\nBcc: boss@example.org ${jndi:ldap://x}"
            + " {{ .Labels }}";
    Alert alert = AlertJson.read(Alerts.json("inc-1", 1, "crisis", "open", hostile, "<@U1> T"));

    assertThat(new Messages(null).webhook(alert) + new Messages(null).annotations(alert))
        .doesNotContain(
            "<!",
            "@here",
            "@everyone",
            "evil.example",
            "javascript:",
            "<b>",
            "\\r",
            "jndi:ldap:",
            "{{",
            "<@U1>");
  }

  @Property(tries = 500)
  void noTextBringsACallAMarkOrAControlCharacter(@ForAll String text, @ForAll String brand) {
    Alert alert = AlertJson.read(Alerts.json("inc-1", 1, "crisis", "open", text, brand));
    Messages messages = new Messages(null);

    assertThat(Messages.sentence(alert)).doesNotContain("<", ">", "@", "`", "{", "}", "://");
    String notes = messages.annotations(alert).getOrDefault("mentions", "");
    assertThat(notes).doesNotContain("<", ">", "@", "`", "{", "}", "://");
    assertThat(notes.codePoints().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
  }
}
