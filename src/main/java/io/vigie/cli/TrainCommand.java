package io.vigie.cli;

import io.vigie.scoring.ModelManifest;
import io.vigie.scoring.Training;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vigie train}: a model bundle from a recipe and labelled texts. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Makes a model from labelled texts (TSV), as its recipe says.",
    footer = {
      "",
      "Example:",
      "  ./vigie train --recipe models/social-fr-en/recipe.yaml --data labelled --out models/mine"
    })
public final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--recipe",
      required = true,
      paramLabel = "FILE",
      description = "Recipe (YAML), such as models/social-fr-en/recipe.yaml.")
  private Path recipe = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the files that the recipe names.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the bundle is written: model.zip and manifest.json.")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Exit codes: 0 done, 1 the recipe or the data is at fault. */
  @Override
  public Integer call() {
    PrintWriter report = spec.commandLine().getOut();
    try {
      ModelManifest manifest =
          Training.run(
              recipe,
              data,
              out,
              line -> {
                report.println(line);
                report.flush();
              });
      manifest.figures().forEach((name, value) -> report.println(name + " " + value));
      manifest
          .negativeRates()
          .forEach((lang, rates) -> report.println("negative in " + lang + ": " + rates));
      report.flush();
      return 0;
    } catch (InvalidFileException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(out + ": cannot be written: " + e);
      return 1;
    }
  }
}
