package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersTest {

  @TempDir Path directory;

  private Recipe recipe(int members) throws IOException {
    Path file = TrainedModel.recipe(directory);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("dimensions: 8", "dimensions: 24")
            .replace("hidden: 16", "hidden: 12, members: " + members));
    return Recipe.read(file);
  }

  @Test
  void theJoinedModelAnswersWithTheMeanOfItsMembers() throws IOException {
    Recipe recipe = recipe(3);
    EncoderSettings own = recipe.memberEncoder();
    assertThat(own.dimensions()).isEqualTo(8);
    Random random = new Random(5);
    List<Trainer.Trained> members = new ArrayList<>();
    for (int m = 0; m < 3; m++) {
      members.add(member(own, random));
    }
    Trainer.Trained joined = Members.join(members, recipe);
    int[] words = {3, 900, 17};
    int[] pieces = {4, 5};
    float[] measures = new float[Encoder.MEASURES];
    for (int i = 0; i < measures.length; i++) {
      measures[i] = random.nextFloat();
    }
    float[] mean = new float[Head.OUTPUTS];
    for (Trainer.Trained member : members) {
      float[] outputs = outputs(member, own, words, pieces, measures);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += outputs[i] / 3;
      }
    }
    float[] together = outputs(joined, recipe.encoder(), words, pieces, measures);
    for (int i = 0; i < mean.length; i++) {
      // A third of a weight is rounded to its step again.
      assertThat(together[i]).isCloseTo(mean[i], within(0.005f));
    }
    try (DenseNetwork network = DenseNetwork.of(joined.configuration(), joined.parameters())) {
      assertThat(network.isExact()).isTrue();
    }
  }

  private static Trainer.Trained member(EncoderSettings settings, Random random) {
    TrainingTable table = new TrainingTable(settings);
    for (int i = 0; i < table.rows().length; i++) {
      table.rows()[i] = (float) random.nextGaussian();
    }
    try (DenseNetwork network =
        DenseNetwork.create(settings.inputs(), 4, 0.01, 0, random.nextLong())) {
      float[] parameters = network.roundedParameters();
      for (int i = parameters.length - Head.OUTPUTS; i < parameters.length; i++) {
        parameters[i] = random.nextInt(9) / 8f;
      }
      return new Trainer.Trained(table, network.configuration(), parameters, 1, 0);
    }
  }

  private static float[] outputs(
      Trainer.Trained trained,
      EncoderSettings settings,
      int[] words,
      int[] pieces,
      float[] measures) {
    float[] input = new float[settings.inputs()];
    int width = settings.dimensions();
    trained.table().pool(words, words.length, input, 0);
    trained.table().pool(pieces, pieces.length, input, width);
    System.arraycopy(measures, 0, input, 2 * width, measures.length);
    float[] outputs = new float[Head.OUTPUTS];
    try (DenseNetwork network = DenseNetwork.of(trained.configuration(), trained.parameters())) {
      network.score(input, 1, outputs);
    }
    return outputs;
  }

  @Test
  void membersAreTrainedAndJoined() throws IOException {
    recipe(2);
    List<String> lines = new ArrayList<>();
    Path model = directory.resolve("model");
    ModelManifest manifest =
        Training.run(directory.resolve("recipe.yaml"), directory, model, lines::add);
    assertThat(lines).contains("member 1 of 2", "member 2 of 2");
    assertThat(lines).anyMatch(line -> line.startsWith("all members: held-out macro F1 "));
    assertThat(manifest.encoder().dimensions()).isEqualTo(24);
    try (TextScorer scorer = Scorers.of(model).open()) {
      assertThat(
              scorer.score(
                  List.of(
                      new TextScorer.Input("Zéphyr est nul, je suis furieux", null),
                      new TextScorer.Input("i love Zephyr, great job", null))))
          .extracting(Scores::sentimentLabel)
          .containsExactly(Sentiment.NEGATIVE, Sentiment.POSITIVE);
    }
  }

  @Test
  void theSizesAreSharedEvenly() {
    assertThatThrownBy(() -> recipe(5))
        .hasMessageContaining("'dimensions' and 'hidden' should be multiples of 'members'");
  }
}
