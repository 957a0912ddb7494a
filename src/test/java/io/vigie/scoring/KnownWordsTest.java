package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownWordsTest {

  @Test
  void whatWasAddedIsKnownAndOfTheRestOnlyFew() {
    KnownWords words = new KnownWords();
    IntStream.range(0, 130_000).forEach(i -> words.add(Hash.of("mot" + i)));
    KnownWords stored = new KnownWords(words.toBytes());
    assertThat(IntStream.range(0, 130_000).allMatch(i -> stored.has(Hash.of("mot" + i)))).isTrue();
    long mistaken =
        IntStream.range(0, 130_000).filter(i -> stored.has(Hash.of("word" + i))).count();
    // (1 - e^(-3 * 130,000 / 1,048,576))^3 = 3.0 %
    assertThat(mistaken / 130_000.0).isBetween(0.02, 0.04);
  }

  @Test
  void aModelTellsTheWordsThatItsTrainingNeverHad(@TempDir Path directory) throws IOException {
    try (TextScorer scorer = Scorers.of(TrainedModel.train(directory)).open()) {
      scorer.score(
          List.of(
              new TextScorer.Input("service parfait, merci", "fr"),
              new TextScorer.Input("zorglub blatifouille service", "fr"),
              new TextScorer.Input("thank you", "en")));
      assertThat(scorer.wordUse("fr")).isEqualTo(new TextScorer.WordUse(6, 2));
      assertThat(scorer.wordUse("en")).isEqualTo(new TextScorer.WordUse(2, 0));
      assertThat(scorer.wordUse("other")).isEqualTo(TextScorer.WordUse.NONE);
    }
  }
}
