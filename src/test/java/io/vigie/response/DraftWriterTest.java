package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DraftWriterTest {

  private static final PlaybookSet SHIPPED = Alerts.shipped();
  private static final Playbook GENERAL = SHIPPED.general();

  private static Playbook named(String id) {
    return Objects.requireNonNull(SHIPPED.find(id));
  }

  private static String briefing(Language language, Alert alert) {
    return new DraftWriter(Contacts.NONE)
        .write(GENERAL, TemplateKind.INTERNAL_BRIEFING, language, alert);
  }

  @Test
  void theEvidenceIsFilledInAndWhatIsMissingStaysVisible() {
    Alert alert = Alerts.of("Plus rien ne marche", "premier message");
    assertThat(briefing(Language.FR, alert))
        .startsWith("[BROUILLON] Telmora : alerte de niveau incident (inc-1).")
        .contains("Début : 2 mars 2026 à 09 h 05 UTC")
        .contains("origine : mastodon, 412 mentions")
        .contains("« Plus rien ne marche »")
        .contains("[à compléter : les faits vérifiés]")
        .contains("[à compléter : le nom et la fonction du porte-parole]")
        .doesNotContain("{{");
    assertThat(briefing(Language.EN, alert))
        .startsWith("[DRAFT] Telmora: alert at level incident (inc-1).")
        .contains("Began 2 March 2026, 09:05 UTC")
        .contains("[to be completed: the verified facts]");
  }

  @Test
  void aDrillIsAnExerciseInEveryDraft() {
    Alert drill = Alerts.of("Telmora", Level.CRISIS, Status.OPEN, true, "x");
    assertThat(briefing(Language.FR, drill)).startsWith("[EXERCICE – BROUILLON] ");
    assertThat(briefing(Language.EN, drill)).startsWith("[EXERCISE – DRAFT] ");
  }

  @Test
  void frenchIsElidedBeforeAVowel() {
    Playbook boycott = named("boycott-call");
    DraftWriter writer = new DraftWriter(Contacts.NONE);
    Alert aerolys = Alerts.of("Aerolys", Level.INCIDENT, Status.OPEN, false, "x");
    assertThat(writer.write(boycott, TemplateKind.INTERNAL_BRIEFING, Language.FR, aerolys))
        .contains("Un appel au boycott d'Aerolys circule depuis le 2 mars 2026 à 09 h 05 UTC");
    assertThat(writer.write(boycott, TemplateKind.INTERNAL_BRIEFING, Language.EN, aerolys))
        .contains("A call to boycott Aerolys has");
    Alert elan = Alerts.of("Élan", Level.INCIDENT, Status.OPEN, false, "x");
    assertThat(
            writer.write(
                named("employee-misconduct"), TemplateKind.HOLDING_STATEMENT, Language.FR, elan))
        .contains("contraire à ce qu'Élan attend");
    assertThat(writer.write(boycott, TemplateKind.INTERNAL_BRIEFING, Language.FR, Alerts.of("x")))
        .contains("boycott de Telmora circule");
  }

  @Test
  void contactsAreFilledIn() {
    Contacts contacts =
        new Contacts(
            "Telmora SA", "Ada Martin, directrice", null, "https://telmora.example", Map.of());
    DraftWriter writer = new DraftWriter(contacts);
    Alert alert = Alerts.of("x");
    assertThat(writer.write(GENERAL, TemplateKind.INTERNAL_BRIEFING, Language.FR, alert))
        .contains("transmettre toute demande à Ada Martin, directrice.");
    assertThat(writer.write(GENERAL, TemplateKind.ANSWER_TO_QUESTION, Language.EN, alert))
        .contains("gathered here: https://telmora.example.")
        .contains("Hello [to be completed: the person's name]");
  }

  @Test
  void strangersBringInNoCallsNoLinksAndNoControlCharacters() {
    String hostile =
        "<!channel> @everyone ＠here see https://evil.example/x?a=1 or evil.example/y and"
            + " javascript:alert(1) [click](http://a.b)\r\nBcc: all \u001b[31m\u202etxt {{company}} $1 \\";
    String draft = briefing(Language.EN, Alerts.of(hostile));
    assertThat(draft)
        .doesNotContain("@", "＠", "<", ">", "evil", "javascript", "\n", "\r", "\u001b", "\u202e")
        .doesNotContain("{{", "http")
        .contains("‹!channel› everyone here see [link removed] or [link removed]")
        .contains("company $1 \\");
    Alert named = Alerts.of("shop.example\n@all", Level.WATCH, Status.OPEN, false, "x");
    assertThat(briefing(Language.EN, named)).startsWith("[DRAFT] shop.example all: alert");
  }

  @Test
  void withoutEvidenceTheDraftStillStands() {
    assertThat(briefing(Language.FR, Alerts.of()))
        .contains("origine : twitter")
        .contains("[à compléter : la mention la plus marquante]");
  }

  @Property
  void anyTextGivesOneHarmlessLine(@ForAll String text) {
    assertThat(briefing(Language.FR, Alerts.of(text)))
        .doesNotContain("@", "<", ">", "{", "}", "\n", "\r", "://");
  }
}
