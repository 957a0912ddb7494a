package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dl4jTextScorerTest {

  @TempDir static Path directory;

  private static Model model = unread();

  @BeforeAll
  static void train() throws IOException {
    model = ModelBundle.read(TrainedModel.train(directory));
  }

  @SuppressWarnings("NullAway") // set before any test
  private static Model unread() {
    return null;
  }

  private static TextScorer.Input text(String text) {
    return new TextScorer.Input(text, null);
  }

  @Test
  void eachTextIsAnsweredInItsPlace() {
    try (TextScorer scorer = new Dl4jTextScorer(model, BrandNames.NONE)) {
      List<Scores> scores =
          scorer.score(
              List.of(
                  text(""),
                  text("horrible service, never again"),
                  text("https://nova.example 12"),
                  text("Служба не отвечает"),
                  text("service parfait, je suis ravi")));
      assertThat(scores)
          .extracting(Scores::unscored)
          .containsExactly(
              UnscoredReason.EMPTY, null, UnscoredReason.NO_WORDS, UnscoredReason.LANGUAGE, null);
      assertThat(scores.get(0).sentiment()).isNull();
      assertThat(scores.get(1).sentimentLabel()).isEqualTo(Sentiment.NEGATIVE);
      assertThat(scores.get(4).sentimentLabel()).isEqualTo(Sentiment.POSITIVE);
    }
  }

  @Test
  void theBatchDoesNotChangeTheAnswer() {
    List<TextScorer.Input> texts = new ArrayList<>();
    for (int i = 0; i < Dl4jTextScorer.MAX_BATCH + 131; i++) {
      texts.add(
          text(
              i % 7 == 0
                  ? ""
                  : "panne numéro " + i + " chez Lumio, quelle honte " + "x".repeat(i % 11)));
    }
    try (TextScorer scorer = new Dl4jTextScorer(model, BrandNames.NONE)) {
      List<Scores> together = scorer.score(texts);
      assertThat(together).hasSameSizeAs(texts);
      for (int i = 0; i < texts.size(); i++) {
        Scores alone = scorer.score(List.of(texts.get(i))).get(0);
        assertThat(together.get(i).unscored()).isEqualTo(alone.unscored());
        if (alone.scored()) {
          assertThat(together.get(i).sentiment()).containsExactly(alone.sentiment());
          assertThat(together.get(i).category()).containsExactly(alone.category());
        }
      }
    }
  }

  @Test
  void probabilitiesSumToOne() {
    try (TextScorer scorer = new Dl4jTextScorer(model, BrandNames.NONE)) {
      Scores scores = scorer.score(List.of(text("la nouvelle offre commence"))).get(0);
      for (float[] head : List.of(scores.sentiment(), scores.emotion(), scores.category())) {
        float sum = 0;
        for (float p : head) {
          assertThat(p).isBetween(0f, 1f);
          sum += p;
        }
        assertThat(sum).isBetween(0.9999f, 1.0001f);
      }
    }
  }

  @Test
  void noTextsNoScores() {
    try (TextScorer scorer = new Dl4jTextScorer(model, BrandNames.NONE)) {
      assertThat(scorer.score(List.of())).isEmpty();
    }
  }

  /**
   * Fails, or answers what is no number, whenever a text with at least two handles is in the batch.
   */
  private static final class Failing implements BatchNetwork {

    private final boolean throwing;
    private int closed;

    Failing(boolean throwing) {
      this.throwing = throwing;
    }

    @Override
    public void score(float[] inputs, int texts, float[] outputs) {
      int width = model.manifest().encoder().inputs();
      for (int t = 0; t < texts; t++) {
        boolean bad = inputs[t * width + 2 * model.manifest().encoder().dimensions() + 12] > 0.5f;
        if (bad && throwing) {
          throw new IllegalStateException("invented failure");
        }
        for (int i = 0; i < Head.OUTPUTS; i++) {
          outputs[t * Head.OUTPUTS + i] = bad ? Float.NaN : 0f;
        }
      }
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void aTextThatTheModelFailsOnCostsNoOtherItsScores() {
    for (boolean throwing : new boolean[] {true, false}) {
      Failing network = new Failing(throwing);
      try (TextScorer scorer = new Dl4jTextScorer(model, network, BrandNames.NONE)) {
        List<Scores> scores =
            scorer.score(List.of(text("bien"), text("@a @b mal"), text("moyen @c")));
        assertThat(scores)
            .extracting(Scores::unscored)
            .containsExactly(null, UnscoredReason.MODEL_FAILED, null);
      }
      assertThat(network.closed).isEqualTo(1);
    }
  }
}
