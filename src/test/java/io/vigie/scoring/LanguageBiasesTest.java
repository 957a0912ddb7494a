package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageBiasesTest {

  @Test
  void theNetworkAnswersAsBeforeWithTheBiasesOfTheLanguage(@TempDir Path directory)
      throws IOException {
    Recipe recipe = Recipe.read(TrainedModel.recipe(directory));
    float[] french = new float[Head.OUTPUTS];
    float[] english = new float[Head.OUTPUTS];
    Random random = new Random(3);
    for (int out = 0; out < Head.OUTPUTS; out++) {
      french[out] = random.nextInt(65) / 32f - 1;
      english[out] = random.nextInt(65) / 32f - 1;
    }
    TrainingTable table = new TrainingTable(recipe.encoder());
    try (DenseNetwork network =
        DenseNetwork.create(recipe.encoder().inputs(), recipe.hidden(), 0.01, 0, 5)) {
      Trainer.Trained before =
          new Trainer.Trained(table, network.configuration(), network.roundedParameters(), 1, 0);
      Trainer.Trained after = new LanguageBiases(french, english).addTo(before, recipe);
      float[] input = new float[recipe.encoder().inputs()];
      for (int i = 0; i < input.length - 2; i++) {
        input[i] = (float) random.nextGaussian();
      }
      for (int out = 0; out < Head.OUTPUTS; out++) {
        float neither = (french[out] + english[out]) / 2;
        assertThat(difference(before, after, input, 0, 0)[out]).isCloseTo(neither, within(1e-3f));
        assertThat(difference(before, after, input, 1, 0)[out])
            .isCloseTo(french[out], within(2e-3f));
        assertThat(difference(before, after, input, 0, 1)[out])
            .isCloseTo(english[out], within(2e-3f));
      }
      try (DenseNetwork biased = DenseNetwork.of(after.configuration(), after.parameters())) {
        assertThat(biased.isExact()).isTrue();
      }
    }
  }

  private static float[] difference(
      Trainer.Trained before, Trainer.Trained after, float[] input, int french, int english) {
    input[input.length - 2] = french;
    input[input.length - 1] = english;
    float[] one = new float[Head.OUTPUTS];
    float[] other = new float[Head.OUTPUTS];
    try (DenseNetwork first = DenseNetwork.of(before.configuration(), before.parameters());
        DenseNetwork second = DenseNetwork.of(after.configuration(), after.parameters())) {
      first.score(input, 1, one);
      second.score(input, 1, other);
    }
    for (int out = 0; out < one.length; out++) {
      other[out] -= one[out];
    }
    return other;
  }

  @Test
  void aLeanIsUndoneInTheLanguageThatHasIt(@TempDir Path directory) throws IOException {
    Model model = ModelBundle.read(TrainedModel.train(directory));
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      float[][] targets = new float[Head.values().length][];
      targets[0] = new float[] {i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0};
      texts.add(new LabelledText("" + i, i % 2 == 0 ? "fr" : "en", targets, 1, "set"));
    }
    Map<Head, Double> balance = new EnumMap<>(Head.class);
    for (Head head : Head.values()) {
      balance.put(head, 0.5);
    }
    LanguageBiases biases = LanguageBiases.fit(model, new Leaning(), texts, balance);
    // In French it says "negative" too often, in English it does not lean.
    assertThat(biases.french()[0] / model.temperature(Head.SENTIMENT)).isLessThan(-0.3f);
    assertThat(biases.french()[1]).isCloseTo(biases.french()[2], within(0.01f)).isPositive();
    assertThat(biases.english()[0]).isCloseTo(0, within(0.01f));
    // There are no texts to learn of the other heads from.
    assertThat(biases.french()[Head.EMOTION.offset()]).isZero();
  }

  /** Knows the truth, which is in the number of the text, and adds to "negative" in French. */
  private static final class Leaning implements TextScorer {

    @Override
    public List<Scores> score(List<Input> batch) {
      return batch.stream().map(Leaning::score).toList();
    }

    private static Scores score(Input input) {
      int truth = Integer.parseInt(input.text()) % 3;
      float[] p = {0.2f, 0.2f, 0.2f};
      p[truth] = 0.6f;
      if ("fr".equals(input.lang())) {
        p = new float[] {p[0] + 1, p[1], p[2]};
      }
      float sum = p[0] + p[1] + p[2];
      float[] shares = {p[0] / sum, p[1] / sum, p[2] / sum};
      return new Scores(shares, null, null, null, input.lang(), null);
    }

    @Override
    public WordUse wordUse(@Nullable String language) {
      return WordUse.NONE;
    }

    @Override
    public String modelId() {
      return "leaning/1";
    }

    @Override
    public void close() {}
  }
}
