package io.vigie.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vigie.signal.Indicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema for editors is made from the code; run with -Dvigie.update=true to write it. */
class PatternSchemaTest {

  private static final Path FILE = Path.of("jobs/schema/pattern.schema.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void theFileIsWhatTheCodeGives() throws IOException {
    if (Boolean.getBoolean("vigie.update")) {
      Files.writeString(FILE, PatternSchema.json());
    }
    assertThat(FILE).hasContent(PatternSchema.json());
  }

  static Stream<Path> shippedFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String directory : List.of("patterns", "patterns-counts")) {
      try (Stream<Path> found = Files.list(Path.of("jobs/crisis-detection", directory))) {
        found.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void whatIsShippedIsValidUnderIt(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isEmpty();
  }

  @Test
  void itAllowsTheWholeLanguageAndNothingElse() {
    String whole =
        """
        pattern: whole
        version: 1
        status: stable
        description: Everything at once.
        sequence:
          - {signal: spike, phase: fires, times: {min: 2, max: 5}}
          - {anyOf: [anger, fear], after: next, times: 3}
          - not: calm
          - {signal: spike, phase: ends}
          - not: [calm, anger]
        within: 2h
        cooldown: 1h
        afterMatch: skip-to-next
        severity: {atLeast: watch, atMost: incident}
        opens: true
        plannedEvents: suppress
        labels: {team: care}
        falsePositives: none
        gaps: [small brands]
        runbook: docs/runbooks/whole.md
        """;
    assertThat(problems(whole)).isEmpty();
    for (String line : List.of("opens: maybe", "plannedEvents: later", "afterMatch: no-skip")) {
      String key = line.substring(0, line.indexOf(':'));
      assertThat(problems(whole.replaceFirst(key + ": .*", line))).as(line).isNotEmpty();
    }
    assertThat(problems(whole.replace("- not: calm", "- {not: calm, signal: spike}"))).isNotEmpty();
    assertThat(
            problems(whole.replace("severity: {atLeast: watch, atMost: incident}", "severity: {}")))
        .isNotEmpty();
    assertThat(problems(whole + "more: 1\n")).isNotEmpty();
    String signals =
        """
        signals:
          - name: spike
            when: {indicator: volume, platform: twitter, surprise: ">= 6"}
            overrides:
              - {brands: [Telmora], competitorSets: household-contracts, for: 5m}
        """;
    assertThat(problems(signals)).isEmpty();
    assertThat(problems(signals.replace("Telmora]", "Telmora], brand: x"))).isNotEmpty();
  }

  @Test
  void thePageOfTheLanguageNamesEveryKeyWordAndIndicator() throws IOException {
    String page = Files.readString(Path.of("docs/patterns.md"));
    TreeSet<String> words = new TreeSet<>();
    JsonNode definitions = MAPPER.readTree(PatternSchema.json()).get("$defs");
    definitions.forEach(
        definition ->
            definition
                .path("properties")
                .properties()
                .forEach(
                    property -> {
                      words.add(property.getKey());
                      property.getValue().path("enum").forEach(word -> words.add(word.asText()));
                    }));
    assertThat(words).hasSizeGreaterThan(50).contains(Indicator.RISK.label());
    assertThat(words).allSatisfy(word -> assertThat(page).contains(word));
  }

  private static List<String> problems(String yaml) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(PatternSchema.json());
    Load load = new Load(LoadSettings.builder().build());
    List<String> problems = new ArrayList<>();
    for (Object document : load.loadAllFromString(yaml)) {
      if (document instanceof Map<?, ?>) {
        schema
            .validate(MAPPER.<JsonNode>valueToTree(document))
            .forEach(problem -> problems.add(problem.getMessage()));
      }
    }
    return problems;
  }
}
