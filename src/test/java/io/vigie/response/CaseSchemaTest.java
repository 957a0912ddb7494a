package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.fixture.JsonSchemas;
import io.vigie.response.Case.Result;
import io.vigie.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema for editors knows exactly what the reader of cases knows. */
class CaseSchemaTest {

  private final JsonNode definitions = JsonSchemas.definitions("case");

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
    JsonSchemas.assertKeys(definitions, keys);
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
