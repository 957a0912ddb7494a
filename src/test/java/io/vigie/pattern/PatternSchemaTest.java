package io.vigie.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.signal.Indicator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The schema for editors knows exactly what the reader knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatternSchemaTest {

  private JsonNode definitions = new ObjectMapper().createObjectNode();

  @BeforeAll
  void read() throws IOException {
    definitions =
        new ObjectMapper()
            .readTree(Path.of("jobs/schema/pattern.schema.json").toFile())
            .path("$defs");
  }

  @Test
  void knowsTheKeysOfTheReaderAndNoOthers() {
    Map<String, List<String>> keys =
        Map.of(
            "signals", PatternReader.SIGNALS_KEYS,
            "signal", SignalReader.KEYS,
            "ends", SignalReader.ENDS_KEYS,
            "condition", SignalReader.CONDITION_KEYS,
            "pattern", PatternReader.PATTERN_KEYS,
            "step", SequenceReader.STEP_KEYS,
            "severity", PatternReader.SEVERITY_KEYS);
    List<String> objects = new ArrayList<>();
    definitions
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().has("properties")) {
                objects.add(entry.getKey());
              }
            });
    assertThat(objects).containsExactlyInAnyOrderElementsOf(keys.keySet());
    keys.forEach(
        (object, known) -> {
          JsonNode definition = definitions.path(object);
          assertThat(definition.path("additionalProperties").asBoolean(true)).as(object).isFalse();
          assertThat(definition.path("properties").fieldNames())
              .toIterable()
              .as(object)
              .containsExactlyInAnyOrderElementsOf(known);
        });
  }

  @Test
  void knowsTheWordsOfTheReaderAndNoOthers() {
    assertThat(words("condition", "indicator"))
        .containsExactlyElementsOf(
            Arrays.stream(Indicator.values()).map(Indicator::label).toList());
    assertThat(words("pattern", "status")).isEqualTo(labels(PatternSpec.Status.values()));
    assertThat(words("step", "after")).isEqualTo(labels(SequenceStep.After.values()));
    assertThat(words("severity", "atLeast")).isEqualTo(labels(PatternSpec.LevelLimit.values()));
    assertThat(definitions.at("/step/properties/times/maximum").asInt())
        .isEqualTo(SequenceStep.MAX_TIMES);
    assertThat(definitions.at("/pattern/properties/sequence/maxItems").asInt())
        .isEqualTo(PatternSpec.MAX_STEPS);
    assertThat(definitions.at("/name/maxLength").asInt()).isEqualTo(PatternReader.MAX_NAME);
  }

  private List<String> words(String object, String key) {
    List<String> words = new ArrayList<>();
    definitions
        .path(object)
        .path("properties")
        .path(key)
        .path("enum")
        .forEach(word -> words.add(word.asText()));
    return words;
  }

  private static List<String> labels(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
