package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Level;
import io.vigie.mention.Mention;
import io.vigie.response.Clues;
import io.vigie.response.Playbook;
import io.vigie.response.PlaybookChooser;
import io.vigie.response.PlaybookReader;
import io.vigie.response.PlaybookSet;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DrillMentionsTest {

  static final List<String> SCENARIOS = DrillMentions.SCENARIOS;
  private static final Instant START = Instant.parse("2026-03-05T12:00:20Z");

  private static PlaybookSet playbooks() {
    Problems problems = new Problems();
    PlaybookSet set =
        PlaybookReader.read(Path.of("jobs", "crisis-detection", "playbooks"), problems);
    problems.throwIfAny();
    return set;
  }

  private static List<Mention> drill(String scenario, long seed) {
    return new DrillMentions(scenario, "Voltérine", START, 30, 1500, 1, seed).all();
  }

  @ParameterizedTest
  @FieldSource("SCENARIOS")
  void everyScenarioIsMarkedInTwoLanguagesAndLeadsToItsPlaybook(String scenario) {
    List<Mention> mentions = drill(scenario, 1);

    assertThat(mentions).hasSizeGreaterThan(100).allMatch(Mention::exercise);
    assertThat(mentions).extracting(Mention::id).doesNotHaveDuplicates();
    assertThat(mentions).extracting(Mention::lang).contains("fr", "en");
    assertThat(mentions).extracting(Mention::platform).contains("twitter", "facebook", "press");
    assertThat(mentions)
        .allMatch(m -> !m.createdAt().isBefore(START))
        .allMatch(m -> m.createdAt().isBefore(START.plusSeconds(30 * 60)));
    List<String> texts = mentions.stream().limit(10).map(Mention::text).toList();
    Playbook chosen =
        new PlaybookChooser(playbooks())
            .choose(new Clues(Level.INCIDENT, List.of(), texts, List.of(), Map.of(), Map.of()))
            .playbook();
    assertThat(chosen.scenario()).isEqualTo(scenario);
  }

  @Test
  void thePlayableScenariosAreThoseOfThePlaybooks() {
    assertThat(DrillMentions.SCENARIOS)
        .containsExactlyInAnyOrderElementsOf(
            playbooks().playbooks().stream()
                .filter(playbook -> !playbook.isGeneral())
                .map(Playbook::scenario)
                .toList());
  }

  @Test
  void theSameWordsGiveTheSameMentionsAndAnotherSeedOthers() {
    assertThat(drill("data-breach", 7)).isEqualTo(drill("data-breach", 7));
    assertThat(drill("data-breach", 8)).isNotEqualTo(drill("data-breach", 7));
    assertThat(drill("data-breach", 8))
        .extracting(Mention::id)
        .doesNotContainAnyElementsOf(drill("data-breach", 7).stream().map(Mention::id).toList());
  }
}
