package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

  @TempDir Path directory;

  @Test
  void learnsAndScoresWithAllHeads() throws IOException {
    List<String> lines = new ArrayList<>();
    Path model = directory.resolve("model");
    ModelManifest manifest =
        Training.run(TrainedModel.recipe(directory), directory, model, lines::add);
    assertThat(manifest.id()).isEqualTo("tiny/1.2.3");
    assertThat(manifest.negativeRates()).containsKeys("fr", "en");
    assertThat(lines).anyMatch(line -> line.startsWith("epoch 1 of 12: training loss "));
    try (TextScorer scorer = Scorers.of(model).open()) {
      List<Scores> scores =
          scorer.score(
              List.of(
                  new TextScorer.Input("Zéphyr est nul, je suis furieux", null),
                  new TextScorer.Input("i love Zephyr, great job", null)));
      assertThat(scores.get(0).sentimentLabel()).isEqualTo(Sentiment.NEGATIVE);
      assertThat(scores.get(0).emotionLabel()).isEqualTo(Emotion.ANGER);
      assertThat(scores.get(0).categoryLabel()).isEqualTo(Category.COMPLAINT);
      assertThat(scores.get(0).lang()).isEqualTo("fr");
      assertThat(scores.get(1).sentimentLabel()).isEqualTo(Sentiment.POSITIVE);
      assertThat(scores.get(1).lang()).isEqualTo("en");
    }
  }

  @Test
  void sameRecipeAndDataGiveTheSameModel() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    ModelManifest first = Training.run(recipe, directory, directory.resolve("a"), line -> {});
    ModelManifest second = Training.run(recipe, directory, directory.resolve("b"), line -> {});
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aStudentLearnsFromTeachersAndUnlabelledTexts() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Files.writeString(
        directory.resolve("more.tsv"),
        "lang\tlabel\ttext\nfr\tunlabelled\tLumio est nul ce matin\nen\tunlabelled\ti love it\n");
    Files.writeString(
        recipe,
        Files.readString(recipe).replace("patience: 12", "patience: 12, teachers: 2, teaching: 0.6")
            + "unlabelled: [more.tsv]\n");
    List<String> lines = new ArrayList<>();
    Path model = directory.resolve("model");
    Training.run(recipe, directory, model, lines::add);
    assertThat(lines).contains("teacher 1 of 2", "teacher 2 of 2");
    assertThat(lines).anyMatch(line -> line.matches("student, on \\d+ texts"));
    try (TextScorer scorer = Scorers.of(model).open()) {
      List<Scores> scores =
          scorer.score(
              List.of(
                  new TextScorer.Input("Zéphyr est nul, je suis furieux", null),
                  new TextScorer.Input("i love Zephyr, great job", null)));
      assertThat(scores)
          .extracting(Scores::sentimentLabel)
          .containsExactly(Sentiment.NEGATIVE, Sentiment.POSITIVE);
    }
  }

  @Test
  void crossValidationJudgesEveryTextOnce() throws IOException {
    String table = Training.crossValidate(TrainedModel.recipe(directory), directory, 3, line -> {});
    assertThat(table)
        .contains("| posts.tsv | fr | sentiment | 72 | ")
        .contains("| posts.tsv | en | category | 72 | ");
  }

  @Test
  void aFileMayLieBesideTheRecipe() throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path recipe = Files.move(TrainedModel.recipe(directory), home.resolve("recipe.yaml"));
    Files.writeString(home.resolve("own.tsv"), "lang\tlabel\ttext\nfr\tpositive\tquel bonheur\n");
    Files.writeString(recipe, Files.readString(recipe) + "  - file: ./own.tsv\n");
    List<String> lines = new ArrayList<>();
    Training.run(recipe, directory, directory.resolve("model"), lines::add);
    assertThat(lines).anyMatch(line -> line.startsWith("./own.tsv: 1 texts"));
  }

  @Test
  void noFileLiesOutsideOfTheData() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Files.writeString(recipe, Files.readString(recipe) + "  - file: sets/../../own.tsv\n");
    assertThatThrownBy(
            () -> Training.run(recipe, directory, directory.resolve("model"), line -> {}))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("sets/../../own.tsv")
        .hasMessageContaining("is not inside the data directory");
  }

  @Test
  void textsThatAreTestedOnAreNeverLearned() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Files.writeString(
        directory.resolve("tested.tsv"),
        "label\ttext\nnegative\tNOVATEL est nul,  toujours en panne\n");
    Files.writeString(recipe, Files.readString(recipe) + "never: [tested.tsv]\n");
    List<String> lines = new ArrayList<>();
    Training.run(recipe, directory, directory.resolve("model"), lines::add);
    assertThat(lines.get(0)).endsWith("1 left out as tested on");
  }

  @Test
  void aFileWithoutAFirstLineOfNamesHasThemFromTheRecipe() throws IOException {
    Path file = directory.resolve("words.tsv");
    Files.writeString(file, "superbe\t3\t0\nminable\t-3\t0\nchaise\t0\t0\n");
    Path recipe = TrainedModel.recipe(directory);
    Files.writeString(
        recipe,
        Files.readString(recipe)
            + """
              - file: words.tsv
                columns: [text, label]
                lang: fr
                labels: {"3": positive, "-3": negative, "0": skip}
            """);
    Problems problems = new Problems();
    TrainingSet words = Recipe.read(recipe).sets().get(1);
    assertThat(LabelledTexts.read(file, words, problems))
        .extracting(LabelledText::text, LabelledText::lang)
        .containsExactly(tuple("superbe", "fr"), tuple("minable", "fr"));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void dimensionsComeInEights() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Files.writeString(recipe, Files.readString(recipe).replace("dimensions: 8", "dimensions: 12"));
    assertThatThrownBy(() -> Recipe.read(recipe)).hasMessageContaining("a multiple of 8");
  }

  @Test
  void tellsWhichLineHasAnUnknownLabel() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Path posts = directory.resolve("posts.tsv");
    Files.writeString(posts, Files.readString(posts) + "fr\tnegative|rage|complaint\tnon\n");
    assertThatThrownBy(
            () -> Training.run(recipe, directory, directory.resolve("model"), line -> {}))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("posts.tsv:146: 'rage' is no emotion");
  }

  @Test
  void aRecipeTellsAllItsProblemsAtOnce() throws IOException {
    Path recipe = directory.resolve("recipe.yaml");
    Files.writeString(
        recipe,
        """
        name: Tiny Model
        version: 1
        abuot: x
        encoder: {bits: 40}
        network: {hidden: many}
        training: {}
        sets:
          - file: a.tsv
            heads: [mood]
        """);
    assertThatThrownBy(() -> Recipe.read(recipe))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("'name' should be")
        .hasMessageContaining("recipe.yaml:3: unknown key 'abuot' (did you mean 'about'?)")
        .hasMessageContaining("recipe.yaml:4: 'bits' should be a whole number from 8 to 20")
        .hasMessageContaining("recipe.yaml:5: 'hidden'")
        .hasMessageContaining("recipe.yaml:9: 'mood' is no head");
  }
}
