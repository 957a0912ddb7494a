package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.response.Case.Result;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The schema for editors knows exactly what the reader of cases knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonNode definitions = JSON.createObjectNode();

  @BeforeAll
  void read() throws IOException {
    definitions = JSON.readTree(Path.of("jobs/schema/case.schema.json").toFile()).path("$defs");
  }

  @Test
  void knowsTheKeysOfTheReaderAndNoOthers() {
    Map<String, List<String>> keys =
        Map.of(
            "case",
            List.of(CaseReader.KEYS),
            "features",
            Stream.of(CaseFeature.values()).map(CaseFeature::key).toList(),
            "action",
            List.of(CaseReader.ACTION_KEYS),
            "outcome",
            List.of(CaseReader.OUTCOME_KEYS));
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
  void knowsTheWordsAndLimitsOfTheReader() {
    assertThat(definitions.at("/case/properties/crisisType/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(CrisisType.values()).map(CrisisType::label).toList());
    assertThat(definitions.at("/action/properties/result/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(Result.values()).map(Result::label).toList());
    assertThat(definitions.at("/name/maxLength").asInt()).isEqualTo(YamlNode.MAX_NAME);
    assertThat(definitions.at("/name/pattern").asText())
        .isEqualTo("^" + YamlNode.NAME.pattern() + "$");
    for (CaseFeature feature : CaseFeature.values()) {
      assertThat(definitions.at("/features/properties/" + feature.key() + "/maximum").asDouble())
          .as(feature.key())
          .isCloseTo(feature.max(), within(1e-9));
    }
  }
}
