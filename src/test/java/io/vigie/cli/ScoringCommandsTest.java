package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.scoring.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoringCommandsTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object command, Object... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
  }

  @Test
  void crossValidationNeedsNoPlaceForABundle() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    assertThat(
            run(new TrainCommand(), "--recipe", recipe, "--data", directory, "--cross-validate", 2))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("fold 2 of 2", "| posts.tsv | fr | category | 72 | ");
    assertThat(run(new TrainCommand(), "--recipe", recipe, "--data", directory)).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required option: '--out=DIR'");
    assertThat(
            run(new TrainCommand(), "--recipe", recipe, "--data", directory, "--cross-validate", 1))
        .isEqualTo(2);
    assertThat(err.toString()).contains("2 to 20 folds");
  }

  @Test
  void trainsEvaluatesAndScores() throws IOException {
    Path recipe = TrainedModel.recipe(directory);
    Path model = directory.resolve("model");
    assertThat(run(new TrainCommand(), "--recipe", recipe, "--data", directory, "--out", model))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("epoch 1 of 12", "tiny/1.2.3 written to", "negative in fr");

    Path json = directory.resolve("report.json");
    Path posts = directory.resolve("posts.tsv");
    assertThat(run(new EvaluateCommand(), "--model", model, "--data", posts, "--json", json))
        .isZero();
    assertThat(out.toString()).contains("posts.tsv  en  sentiment");
    assertThat(Files.readString(json)).contains("calibrationError");

    assertThat(run(new BenchCommand(), "scoring", "--model", model, "--data", posts, "--passes", 1))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("| tiny/1.2.3 |", "| tiny/1.2.3 in plain Java |");
    assertThat(run(new BenchCommand(), "scoring", "--model", model, "--data", posts, "--peers"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("./vigie bench scoring --peers");

    Path in = directory.resolve("in.jsonl");
    Path scored = directory.resolve("out.jsonl");
    Files.writeString(in, "{\"text\":\"quelle arnaque, je suis furieux\"}\ni love this\n");
    assertThat(run(new ScoreCommand(), "--model", model, "--in", in, "--out", scored)).isZero();
    assertThat(Files.readAllLines(scored))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"label\":\"negative\""),
            line -> assertThat(line).contains("\"label\":\"positive\""));

    Path brands = directory.resolve("brands.yaml");
    Files.writeString(brands, "brands:\n  - name: Honteux & Nul\n  - name: Adorable\n");
    Files.writeString(in, "Honteux & Nul ouvre à Lyon\nAdorable ouvre à Lyon\n");
    assertThat(
            run(
                new ScoreCommand(),
                "--model",
                model,
                "--in",
                in,
                "--out",
                scored,
                "--brands",
                brands))
        .isZero();
    List<String> lines = Files.readAllLines(scored);
    assertThat(lines.get(0).replace("Honteux & Nul", "Adorable")).isEqualTo(lines.get(1));
    Files.writeString(brands, "brands:\n  - keywords: [x]\n");
    assertThat(run(new ScoreCommand(), "--model", model, "--in", in, "--brands", brands))
        .isEqualTo(1);
    assertThat(err.toString()).contains("brands.yaml:2");

    Files.writeString(in, "{\"text\":\n");
    assertThat(run(new ScoreCommand(), "--model", model, "--in", in, "--out", scored)).isEqualTo(1);
    assertThat(err.toString()).contains("1 of 1 lines could not be read");
  }

  @Test
  void saysWhatIsWrong() {
    Path nowhere = directory.resolve("nowhere");
    assertThat(run(new ScoreCommand(), "--model", nowhere)).isEqualTo(1);
    assertThat(run(new EvaluateCommand(), "--data", nowhere)).isEqualTo(1);
    assertThat(
            run(new TrainCommand(), "--recipe", nowhere, "--data", directory, "--out", directory))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.contains("nowhere"));
    assertThat(run(new TrainCommand())).isEqualTo(2);
  }
}
