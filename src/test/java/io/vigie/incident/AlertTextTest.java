package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.incident.Voices.Used;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AlertTextTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:12:00Z");

  private static Alert alert(String brand, String text, boolean exercise) {
    return new Alert(
        "alt-1",
        "inc-1",
        3,
        Status.OPEN,
        brand,
        78.6,
        Level.CRISIS,
        List.of("pile-on"),
        AT,
        AT,
        AT,
        null,
        "One sentence.",
        new Evidence(
            List.of(new SignalEvidence("volume-spike", "volume", AT, 412, 35.25, 300.0)),
            List.of(new Excerpt("tw-1", "twitter", text, AT, "fr", brand, 1200, 0.9f, 2, null)),
            List.of(new SeverityFactor("volume-surprise", 1, 0.42, 42)),
            Map.of("twitter", 412L),
            new Voices(
                "inc-1",
                40,
                38,
                List.of(new Term("panne générale", 0.3, 0.001, 5), new Term(text, 0.1, 0.04, 4)),
                List.of(new Used("#panne", 0.25)),
                List.of(new Used("info.example", 0.1)),
                Map.of("anger", 0.4),
                Map.of(),
                "forum",
                List.of(new FirstMention("f-1", "forum", AT, brand, 90, text)))),
        exercise);
  }

  @Test
  void aPersonCanReadIt() {
    assertThat(
            AlertText.of(alert("Telmora", "Plus de réseau depuis ce matin", false), Locale.ENGLISH))
        .isEqualTo(
            """
            CRISIS 78/100 Telmora (open) at 2026-03-02T09:12:00Z
              One sentence.
              why:
                volume-spike: volume 412, expected 35.25, surprise 99 or more, at 2026-03-02T09:12:00Z
              severity: volume-surprise 42
              said more than usual: panne générale (30 %, usually <1 %), Plus de réseau depuis ce matin (10 %, usually 4 %)
              hashtags: #panne (25 %)
              links to: info.example (10 %)
              began at 2026-03-02T09:12:00Z on forum, by Telmora (90 followers): Plus de réseau depuis ce matin
              mentions that weigh most:
                [twitter] Telmora (1200 followers): Plus de réseau depuis ce matin
              patterns pile-on, revision 3, inc-1, alt-1
            """);
    assertThat(AlertText.of(alert("Telmora", "x", true), Locale.ENGLISH))
        .startsWith("EXERCISE CRISIS");
  }

  @Test
  void aFrenchPersonCanReadIt() {
    String text = AlertText.of(alert("Telmora", "Plus de réseau", false), Locale.FRENCH);
    assertThat(text.replace('\u00a0', ' ').replace('\u202f', ' '))
        .isEqualTo(
            """
            CRISE 78/100 Telmora (ouvert) le 2 mars 2026 à 09 h 12 UTC
              One sentence.
              pourquoi :
                volume-spike : volume 412, attendu 35,25, surprise 99 ou plus, le 2 mars 2026 à 09 h 12 UTC
              gravité : volume-surprise 42
              plus souvent que d’habitude : panne générale (30 %, d’habitude < 1 %), Plus de réseau (10 %, d’habitude 4 %)
              hashtags : #panne (25 %)
              liens vers : info.example (10 %)
              a commencé le 2 mars 2026 à 09 h 12 UTC sur forum, par Telmora (90 abonnés) : Plus de réseau
              mentions qui pèsent le plus :
                [twitter] Telmora (1 200 abonnés) : Plus de réseau
              motifs pile-on, révision 3, inc-1, alt-1
            """);
    assertThat(AlertText.of(alert("Telmora", "x", true), Locale.FRENCH))
        .startsWith("EXERCICE CRISE");
  }

  @Test
  void strangersCannotWriteToTheTerminal() {
    String hostile =
        "a\u001b[2J\u001b]0;owned\u0007\r\nCRISIS 100/100 fake\u202Eevil\u0000\u009b1mz";
    String block = AlertText.of(alert(hostile, hostile, false), Locale.ENGLISH);
    assertThat(block.lines().count())
        .isEqualTo(AlertText.of(alert("a", "a", false), Locale.ENGLISH).lines().count());
    assertThat(block.replace("\n", "").chars()).noneMatch(Character::isISOControl);
    assertThat(block).doesNotContain("\u202E");
  }

  @Property
  void anyTextBecomesOneSafeLine(@ForAll String text) {
    String line = PlainText.oneLine(text, 20);
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(20);
    assertThat(line.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(line).isEqualTo(line.strip());
    assertThat(PlainText.oneLine(line, 20)).isEqualTo(line);
  }

  @Test
  void onlyALongerTextIsCut() {
    assertThat(PlainText.oneLine("12345", 5)).isEqualTo("12345");
    assertThat(PlainText.oneLine("123456", 5)).isEqualTo("1234…");
    assertThat(PlainText.oneLine("12345\n\n", 5)).isEqualTo("12345");
    assertThat(PlainText.oneLine("😡😡😡", 2)).isEqualTo("😡…");
    assertThat(PlainText.oneLine("\ud83d", 5)).isEmpty();
  }
}
