package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays the golden examples of the shipped models: every line of {@code golden.jsonl} is what
 * {@code ./vigie score} must answer for its text, with three of the names in these posts on a
 * watchlist. A difference means that the tokens, the encoder or the network changed, and that every
 * bundle out there would answer otherwise.
 */
class GoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"models/social-fr-en", "models/social-fr-en-fast"})
  void theShippedModelAnswersAsItDidWhenItWasMade(Path model) throws IOException {
    List<String> lines = Files.readAllLines(model.resolve("golden.jsonl"));
    assertThat(lines).hasSizeGreaterThan(30);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TextScorer scorer = Scorers.of(model).open(List.of("NovaTel", "Orphée", "Ferrovia Air"))) {
      new LineScoring(scorer)
          .run(new ByteArrayInputStream(Files.readAllBytes(model.resolve("golden.jsonl"))), out);
    }
    String[] answers = out.toString(StandardCharsets.UTF_8).split("\n", -1);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode expected = JSON.readTree(lines.get(i));
      JsonNode actual = JSON.readTree(answers[i]);
      assertThat(actual.path("unscored")).as(lines.get(i)).isEqualTo(expected.path("unscored"));
      assertThat(actual.path("textLang")).as(lines.get(i)).isEqualTo(expected.path("textLang"));
      for (Head head : Head.values()) {
        for (String label : head.labels()) {
          assertThat(actual.path(head.label()).path(label).asDouble())
              .as(lines.get(i))
              .isCloseTo(expected.path(head.label()).path(label).asDouble(), within(1e-9));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"models/social-fr-en", "models/social-fr-en-fast"})
  void theManifestNamesItsFiguresAndLanguages(Path model) {
    ModelManifest manifest = Scorers.of(model).manifest();
    assertThat(manifest.languages()).containsExactly("fr", "en");
    assertThat(manifest.negativeRates()).containsKeys("fr", "en");
    assertThat(manifest.negativeRates().values())
        .allMatch(rates -> rates.truePositiveRate() > rates.falsePositiveRate());
    assertThat(manifest.figures()).isNotEmpty();
  }
}
