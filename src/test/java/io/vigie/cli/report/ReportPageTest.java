package io.vigie.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.response.Language;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  @Test
  void saysInBothLanguagesWhatACrisisCellAsks() {
    String english = ReportPage.of(Recorded.incident(), Language.EN, ZoneOffset.UTC);
    assertThat(english)
        .contains("Post-crisis report: Telmora")
        .contains("<td>detected (TTD)</td><td class=\"n\">5 min</td>")
        .contains("<td>taken in hand (TTA)</td><td class=\"n\">15 min</td>")
        .contains("<td>answered in public (TTR)</td><td class=\"n\">55 min</td>")
        .contains("<td>back to usual (RTB)</td><td class=\"n\">4 h 00</td>")
        .contains("2 Mar 11:00, in time")
        .contains("Other actions within the hour: not to be told apart.")
        .doesNotContain("someone"); // authors are not named
    String french = ReportPage.of(Recorded.incident(), Language.FR, ZoneId.of("Europe/Paris"));
    assertThat(french)
        .contains("Rapport d’après-crise : Telmora")
        .contains("<html lang=\"fr\">")
        .contains("2 mars 12:00, à temps")
        .contains("colère");
  }

  @Test
  void anAlertIsToldInTheLineOfItsRevision() {
    IncidentRecords all = Recorded.incident();
    String page = ReportPage.of(all, Language.EN, ZoneOffset.UTC);
    assertThat(page).contains("; alert sent</td>").doesNotContain("<b>alert sent</b>");
    // a database keeps the last revision only: the alert of an earlier one has its own line
    IncidentRecords last =
        new IncidentRecords(
            all.revisions().subList(all.revisions().size() - 1, all.revisions().size()),
            all.alerts(),
            all.kpis(),
            all.steps());
    assertThat(ReportPage.of(last, Language.EN, ZoneOffset.UTC))
        .contains("<b>alert sent</b></td><td>open, level incident</td>");
  }

  @Test
  void whatWasNeverCountedIsNotToldAsZero() {
    IncidentRecords all = Recorded.incident();
    IncidentRecords bare =
        new IncidentRecords(all.revisions(), all.alerts(), List.of(), all.steps());
    assertThat(ReportPage.of(bare, Language.EN, ZoneOffset.UTC))
        .doesNotContain("interactions per mention", "highest reach in 15 minutes");
  }

  @Test
  void needsNothingButItself() {
    String page = ReportPage.of(Recorded.incident(), Language.EN, ZoneOffset.UTC);
    assertThat(page).contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(tags(page))
        .noneMatch(tag -> tag.matches("(?is)<(script|link|img|iframe|a|form|object|embed)\\b.*"))
        .noneMatch(tag -> tag.matches("(?is).*\\s(src|href|on\\w+)\\s*=.*"));
  }

  @Test
  void anUnfinishedExerciseSaysSo() {
    IncidentRecords all = Recorded.incident();
    IncidentRecords open =
        new IncidentRecords(all.revisions().subList(0, 1), List.of(), List.of(), List.of());
    String page = ReportPage.of(open, Language.EN, ZoneOffset.UTC);
    assertThat(page)
        .contains("This incident is not resolved: the report is provisional.")
        .contains("Residual reputation cannot be told")
        .contains("No playbook was suggested.");
  }

  /** Whatever strangers write, the page has the same tags as with harmless words. */
  @Property(tries = 60)
  void wordsFromOutsideNeverBecomeMarkup(@ForAll("hostile") String hostile) {
    String harmless = ReportPage.of(Recorded.incident(word -> "x"), Language.FR, ZoneOffset.UTC);
    String page = ReportPage.of(Recorded.incident(word -> hostile), Language.FR, ZoneOffset.UTC);
    assertThat(tags(page)).isEqualTo(tags(harmless));
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onload='x",
            "</style>",
            "<!--",
            "-->",
            "]]>",
            "&lt;",
            "&#x3c;",
            "\u202e",
            "\u0000",
            "</title><svg/onload=x>",
            "javascript:x",
            "\ud800",
            "é",
            "`",
            "{{x}}");
    return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMinLength(1).ofMaxLength(20))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("", parts))
        .filter(text -> !text.isBlank());
  }

  private static List<String> tags(String page) {
    return TAG.matcher(page).results().map(MatchResult::group).toList();
  }
}
