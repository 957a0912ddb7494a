package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Level;
import io.vigie.pattern.PatternReader;
import io.vigie.pattern.PatternSpec;
import io.vigie.response.Playbook.Task;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPlaybooksTest {

  static Stream<Playbook> playbooks() {
    return Alerts.shipped().playbooks().stream();
  }

  @Test
  void thereIsOneForEachScenarioAndAGeneralOne() {
    assertThat(playbooks().map(Playbook::scenario))
        .containsExactlyInAnyOrder(
            "general",
            "service-outage",
            "product-safety",
            "employee-misconduct",
            "executive-statement",
            "data-breach",
            "discrimination",
            "environmental-accident",
            "boycott-call",
            "false-rumour",
            "supplier-scandal");
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void isCompleteInBothLanguages(Playbook playbook) {
    for (TemplateKind kind : TemplateKind.values()) {
      String french = playbook.template(kind, Language.FR);
      String english = playbook.template(kind, Language.EN);
      assertThat(french).as(kind.key()).isNotBlank().isNotEqualTo(english);
      assertThat(english).as(kind.key()).isNotBlank();
      assertThat(placeholders(french))
          .as(kind.key())
          .containsExactlyInAnyOrderElementsOf(placeholders(english));
    }
    assertThat(playbook.warnings()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void keepsTheTimesOfTheTrade(Playbook playbook) {
    assertThat(playbook.tasksAt(Level.WATCH))
        .anyMatch(
            task ->
                task.task().startsWith("Assess")
                    && task.within().compareTo(Duration.ofMinutes(30)) <= 0);
    assertThat(playbook.tasksAt(Level.INCIDENT))
        .anyMatch(
            task ->
                task.task().contains("holding statement")
                    && task.within().compareTo(Duration.ofHours(1)) <= 0);
    assertThat(playbook.tasksAt(Level.INFO)).isEmpty();
    assertThat(playbook.tasksAt(Level.CRISIS).stream().map(Task::within)).isSorted();
    assertThat(playbook.rolesAt(Level.CRISIS)).contains("management").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void isConsistentWithTheTheory(Playbook playbook) {
    List<Strategy> strategy = playbook.strategy();
    assertThat(StrategyRules.problems(playbook.scenario(), playbook.crisisType(), strategy))
        .isEmpty();
    assertThat(strategy.contains(Strategy.DENY))
        .isEqualTo(playbook.scenario().equals(StrategyRules.FALSE_RUMOUR));
  }

  @Test
  void namesOnlyPatternsThatAreShipped() {
    Problems problems = new Problems();
    List<String> patterns =
        PatternReader.read(Path.of("jobs/crisis-detection/patterns"), problems).patterns().stream()
            .map(PatternSpec::id)
            .toList();
    assertThat(playbooks().flatMap(playbook -> playbook.appliesWhen().patterns().stream()))
        .isSubsetOf(patterns);
  }

  /** A draft may be sent by somebody in a hurry: what was done, only people can say. */
  @ParameterizedTest
  @MethodSource("playbooks")
  void noTemplateSaysThatSomethingWasDone(Playbook playbook) {
    for (TemplateKind kind : TemplateKind.values()) {
      assertThat(playbook.template(kind, Language.FR))
          .as(kind.key())
          .doesNotContainPattern(
              "enquête (interne )?est (ouverte|en cours)|est identifié|une à une|avons (transmis|demandé)"
                  + "|l'avons transmise|secours sont à l'œuvre|vous rappelle|cherchons à joindre");
      assertThat(playbook.template(kind, Language.EN))
          .as(kind.key())
          .doesNotContainPattern(
              "inquiry is (open|under way)|one by one|have (asked them|passed it)|services are at work"
                  + "|will call you|trying to reach");
    }
  }

  @Test
  void everyPlaybookCanBeShown() {
    PlaybookSet set = Alerts.shipped();
    assertThat(set.playbooks())
        .allSatisfy(
            playbook ->
                assertThat(PlaybookText.of(playbook, set.contacts()))
                    .contains(playbook.description(), "speaks: ", "internalBriefing, en:"));
  }

  private static List<String> placeholders(String template) {
    return Placeholder.IN_TEXT
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }
}
