package io.vigie.cli;

import io.vigie.scoring.ModelManifest;
import io.vigie.scoring.Training;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./vigie train}: a model bundle from a recipe and labelled texts. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Makes a model from labelled texts (TSV), as its recipe says.",
    footer = {
      "",
      "Example:",
      "  ./vigie train --recipe models/social-fr-en/recipe.yaml --data labelled --out models/mine",
      "  ./vigie train --recipe models/social-fr-en/recipe.yaml --data labelled --cross-validate 5"
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
      paramLabel = "DIR",
      description = "Where the bundle is written: model.zip and manifest.json.")
  private @Nullable Path out;

  @Option(
      names = "--cross-validate",
      paramLabel = "FOLDS",
      description =
          "Instead of a bundle, how good the recipe is: trains 2 to 20 times, each time without a"
              + " part of the texts, and judges on that part.")
  private int folds;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Exit codes: 0 done, 1 the recipe or the data is at fault. */
  @Override
  public Integer call() {
    PrintWriter report = spec.commandLine().getOut();
    Consumer<String> progress =
        line -> {
          report.println(line);
          report.flush();
        };
    try {
      if (folds != 0) {
        if (folds < 2 || folds > 20) {
          throw new ParameterException(spec.commandLine(), "--cross-validate takes 2 to 20 folds");
        }
        progress.accept(Training.crossValidate(recipe, data, folds, progress));
        return 0;
      }
      if (out == null) {
        throw new ParameterException(
            spec.commandLine(), "Missing required option: '--out=DIR' (or --cross-validate)");
      }
      ModelManifest manifest = Training.run(recipe, data, out, progress);
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
