package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineScoringTest {

  /** Calls every text with the word "nul" negative, and an empty one unscored. */
  private static final class WordScorer implements TextScorer {
    @Override
    public List<Scores> score(List<Input> batch) {
      return batch.stream()
          .map(
              input ->
                  input.text().isBlank()
                      ? Scores.unscored(UnscoredReason.EMPTY, null)
                      : new Scores(
                          input.text().contains("nul")
                              ? new float[] {1, 0, 0}
                              : new float[] {0, 1, 0},
                          null,
                          null,
                          input.lang(),
                          null))
          .toList();
    }

    @Override
    public String modelId() {
      return "words/1";
    }

    @Override
    public void close() {}
  }

  private final LineScoring scoring = new LineScoring(new WordScorer());

  private List<String> score(String lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    scoring.run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void oneLineForEachInOrder() throws IOException {
    List<String> out =
        score(
            "{\"id\":\"1\",\"text\":\"c'est nul\",\"lang\":\"fr\",\"mine\":[1,2]}\n"
                + "\n"
                + "un texte nu\r\n"
                + "{\"id\":\"2\"\n"
                + "{\"id\":\"3\"}\n"
                + "{\"text\":\"nul\",\"sentiment\":{\"label\":\"old\"},\"unscored\":\"empty\"}");
    assertThat(out).hasSize(6);
    assertThat(out.get(0))
        .isEqualTo(
            "{\"id\":\"1\",\"text\":\"c'est nul\",\"lang\":\"fr\",\"mine\":[1,2],\"sentiment\":{"
                + "\"label\":\"negative\",\"negative\":1.0,\"neutral\":0.0000,\"positive\":0.0000},"
                + "\"model\":\"words/1\",\"textLang\":\"fr\"}");
    assertThat(out.get(1)).contains("\"unscored\":\"empty\"");
    assertThat(out.get(2)).startsWith("{\"text\":\"un texte nu\",\"sentiment\"");
    assertThat(out.get(3)).startsWith("{\"error\":\"line 4 is not JSON");
    assertThat(out.get(4)).isEqualTo("{\"error\":\"line 5 has no 'text'\"}");
    assertThat(out.get(5)).contains("\"label\":\"negative\"").doesNotContain("old", "unscored");
    assertThat(scoring.lines()).isEqualTo(6);
    assertThat(scoring.faulty()).isEqualTo(2);
  }

  @Test
  void badLinesOfEveryKindAreToldAndTheNextOneIsRead() throws IOException {
    List<String> out =
        score(
            "{\"text\":\""
                + "a".repeat(50 << 20)
                + "\"}\n"
                + "{\"text\":"
                + "[".repeat(100_000)
                + "\n"
                + "{\"text\":\"a\",\"text\":\"b\"}\n"
                + "{\"text\":7}\n"
                + "{\"text\":\"a\"} {\"text\":\"b\"}\n"
                + "{\"text\":\"bien\"}\n");
    assertThat(out).hasSize(6);
    assertThat(out.get(0)).contains("is longer than");
    assertThat(out.subList(0, 5)).allMatch(line -> line.startsWith("{\"error\":\"line "));
    assertThat(out.get(5)).contains("\"label\":\"neutral\"");
  }

  @Test
  void whatHasNoUtf8OrStopsADatabaseIsReplacedAsTheJobDoes() throws IOException {
    List<String> out =
        score(
            "{\"text\":\"nul\\u0000 \\ud800!\",\"author\":{\"id\":\"\\udc00\"}}\n"
                + "nul\u0000\n"
                + "bien\n");
    assertThat(out).hasSize(3);
    assertThat(out.get(0))
        .startsWith("{\"text\":\"nul\ufffd \ufffd!\",\"author\":{\"id\":\"\ufffd\"},")
        .contains("\"label\":\"negative\"");
    assertThat(out.get(1)).startsWith("{\"text\":\"nul\ufffd\",");
    assertThat(out.get(2)).startsWith("{\"text\":\"bien\",");
    assertThat(scoring.faulty()).isZero();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(score("\ufeff{\"text\":\"nul\"}").get(0)).startsWith("{\"text\":\"nul\"");
  }

  @Test
  void moreLinesThanOneBatch() throws IOException {
    assertThat(score("bien\n".repeat(1000))).hasSize(1000);
    assertThat(score("")).isEmpty();
  }
}
