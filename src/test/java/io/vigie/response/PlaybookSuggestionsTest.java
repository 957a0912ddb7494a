package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.JsonSchemas;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.incident.AlertText;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.SimilarCase;
import io.vigie.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlaybookSuggestionsTest {

  private static final PlaybookSuggestions SUGGESTIONS =
      new PlaybookSuggestions(Alerts.shipped(), null);

  private static Alert outage(Level level, Status status) {
    return Alerts.of("Telmora", level, status, false, "Telmora en panne", "plus de réseau");
  }

  private static SuggestedPlaybook suggested(Level level) {
    Alert alert = SUGGESTIONS.addTo(outage(level, Status.OPEN));
    return Objects.requireNonNull(alert.playbook());
  }

  @Test
  void anAlertSaysWhatToDoFirst() {
    SuggestedPlaybook playbook = suggested(Level.INCIDENT);
    assertThat(playbook.id()).isEqualTo("service-outage");
    assertThat(playbook.crisisType()).isEqualTo("accidental");
    assertThat(playbook.strategy()).containsExactly("inform", "instruct", "diminish");
    assertThat(playbook.why()).startsWith("2 of 2 mentions that weigh most say 'panne…'");
    assertThat(playbook.firstTasks()).hasSize(PlaybookSuggestions.MAX_SHOWN);
    FirstTask first = playbook.firstTasks().get(0);
    assertThat(first.dueAt()).isEqualTo(Alerts.AT.plus(Duration.ofMinutes(15)));
    assertThat(playbook.firstTasks())
        .anyMatch(
            task ->
                task.task().startsWith("Publish the holding statement")
                    && task.dueAt().equals(Alerts.AT.plus(Duration.ofHours(1))));
    assertThat(playbook.holdingStatement().fr()).startsWith("[BROUILLON] Un incident perturbe");
    assertThat(playbook.holdingStatement().en()).startsWith("[DRAFT] A fault is currently");
  }

  @Test
  void anAlertRemembersWhatWentWellInASimilarCase() throws Exception {
    Problems problems = new Problems();
    List<Case> cases = CaseReader.read(Path.of("jobs", "crisis-detection", "cases"), problems);
    problems.throwIfAny();
    PlaybookSuggestions remembering = new PlaybookSuggestions(Alerts.shipped(), cases);

    Alert rumour = remembering.addTo(Alerts.of("rumeur, c'est un hoax", "fake news !", "fake"));
    SuggestedPlaybook playbook = Objects.requireNonNull(rumour.playbook());
    assertThat(playbook.id()).isEqualTo("false-rumour");
    SimilarCase nearest = Objects.requireNonNull(playbook.similarCases()).get(0);
    assertThat(nearest.id()).isEqualTo("pepsi-syringe-1993");
    assertThat(nearest.alike()).startsWith("same scenario: false-rumour");
    assertThat(nearest.helped()).isNotEmpty().allMatch(one -> !one.evidence().isEmpty());
    assertThat(AlertText.of(rumour, Locale.ENGLISH))
        .contains("  similar case: Pepsi", "    went well there: ");
    byte[] json = AlertJson.write(rumour).getBytes(StandardCharsets.UTF_8);
    JsonSchemas.assertDescribed("alert", json);
    assertThat(AlertJson.read(new String(json, StandardCharsets.UTF_8)).playbook())
        .isEqualTo(playbook);

    Alert nothing = remembering.addTo(Alerts.of("so disappointed in you"));
    assertThat(Objects.requireNonNull(nothing.playbook()).similarCases()).isEmpty();
    assertThat(AlertText.of(nothing, Locale.ENGLISH)).contains("no similar case is remembered");
    assertThat(AlertText.of(nothing, Locale.FRENCH))
        .contains("première tâche, avant le ", "aucun cas semblable en mémoire");
    assertThat(AlertText.of(rumour, Locale.FRENCH))
        .contains("  cas semblable : Pepsi", "    ce qui y a réussi : ");
  }

  @Test
  void lowerLevelsAskForLess() {
    assertThat(suggested(Level.WATCH).firstTasks()).hasSize(2);
    assertThat(suggested(Level.INFO).firstTasks()).isEmpty();
  }

  @Test
  void theAlertIsOtherwiseTheSameAndAResolutionGetsNone() {
    Alert alert = outage(Level.INCIDENT, Status.OPEN);
    Alert with = SUGGESTIONS.addTo(alert);
    assertThat(with).usingRecursiveComparison().ignoringFields("playbook").isEqualTo(alert);
    assertThat(SUGGESTIONS.addTo(alert)).isEqualTo(with);
    Alert resolved = outage(Level.INFO, Status.RESOLVED);
    assertThat(SUGGESTIONS.addTo(resolved)).isSameAs(resolved);
    Alert merged = outage(Level.CRISIS, Status.MERGED);
    assertThat(SUGGESTIONS.addTo(merged)).isSameAs(merged);
  }

  @Test
  void itsJsonIsAsTheSchemaSaysAndCanBeReadAgain() throws Exception {
    String json = AlertJson.write(SUGGESTIONS.addTo(outage(Level.CRISIS, Status.OPEN)));
    JsonSchemas.assertDescribed("alert", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(AlertJson.write(AlertJson.read(json))).isEqualTo(json);
    String without = AlertJson.write(outage(Level.CRISIS, Status.OPEN));
    assertThat(without).contains("\"playbook\":null");
    assertThat(AlertJson.read(without.replace(",\"playbook\":null", "")).playbook()).isNull();
  }

  @Test
  void itsTextHasTwoLinesMore() {
    Alert alert = outage(Level.INCIDENT, Status.OPEN);
    String text = AlertText.of(SUGGESTIONS.addTo(alert), Locale.ENGLISH);
    assertThat(text)
        .contains("  playbook service-outage (inform, instruct, diminish): 2 of 2 mentions")
        .contains("  first task, by 2026-03-02T09:27:00Z: Confirm with operations");
    assertThat(text.lines().count())
        .isEqualTo(AlertText.of(alert, Locale.ENGLISH).lines().count() + 2);
  }
}
