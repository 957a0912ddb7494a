package io.vigie.cli;

import io.vigie.scoring.EvaluationReport;
import io.vigie.scoring.EvaluationSet;
import io.vigie.scoring.InvalidModelException;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vigie evaluate}: how right a model is on labelled texts. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures a model on labelled texts (TSV): by file, language and class.",
    footer = {
      "",
      "Examples:",
      "  ./vigie evaluate --data test.tsv.gz --json figures.json",
      "  ./vigie evaluate --data tweeteval_emotion.tsv:emotion insults.tsv:category=hostile",
      "  ./vigie evaluate --data 'isear.tsv:emotion:shame=sadness,guilt=sadness,*=skip'"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = "models/social-fr-en",
      description = "Bundle with model.zip and manifest.json (default: ${DEFAULT-VALUE}).")
  private Path model = Path.of("");

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE[:HEAD[=LABEL][:WORD=LABEL,...]]",
      converter = EvaluationSetConverter.class,
      description = {
        "Labelled texts, .tsv or .tsv.gz. HEAD is what the column 'label' holds: sentiment, emotion"
            + " or category; HEAD=LABEL asks yes or no (category=hostile for offensive or not)."
            + " Words of the file that are no labels are mapped: WORD=LABEL, WORD=skip; *=skip"
            + " leaves out whatever is unknown. A file whose labels are but some of a head's is"
            + " also judged among these."
      })
  private List<EvaluationSet> data = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures as JSON.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Exit codes: 0 done, 1 the model or the data is at fault. */
  @Override
  public Integer call() {
    try {
      EvaluationReport report = EvaluationReport.of(model, data);
      spec.commandLine().getOut().print(report.table());
      spec.commandLine().getOut().flush();
      if (json != null) {
        Files.writeString(json, report.json() + System.lineSeparator());
      }
      return 0;
    } catch (InvalidModelException | InvalidFileException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(json + ": cannot be written: " + e);
      return 1;
    }
  }
}
