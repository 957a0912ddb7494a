package io.vigie.cli;

import io.vigie.cli.bench.BenchInput;
import io.vigie.cli.bench.BenchReport;
import io.vigie.cli.bench.BenchSettings;
import io.vigie.cli.bench.PipelineBench;
import io.vigie.cli.bench.Variant;
import io.vigie.job.JobSettings;
import io.vigie.scoring.InvalidModelException;
import io.vigie.scoring.ScoringBench;
import io.vigie.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./vigie bench pipeline}: what the job can do on this machine, and what it costs; {@code
 * ./vigie bench scoring}: the same of the model alone.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the job, or its model alone, on this machine.",
    footer = {"", "Example:", "  ./vigie bench pipeline"})
public final class BenchCommand implements Runnable {

  /** Where the mentions lie. */
  enum From {
    KAFKA,
    FILES
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which benchmark? There are: pipeline, scoring");
  }

  @Command(
      name = "pipeline",
      mixinStandardHelpOptions = true,
      description = {
        "Runs the job crisis-detection on generated mentions of about 350 bytes: parse only, with"
            + " scoring off, with scoring on, and with every scored mention written back to Kafka.",
        "Prints, as Markdown: mentions per second, processor seconds per million mentions (of the"
            + " whole process, broker included), both against the first variant, memory, and the cost of"
            + " each stage."
      },
      footer = {
        "",
        "Examples:",
        "  ./vigie bench pipeline",
        "  ./vigie bench pipeline --mentions 1000000 --parallelism 1",
        "  ./vigie bench pipeline --from files --variants parse_only,scoring_on"
      })
  int pipeline(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--mentions",
              paramLabel = "N",
              defaultValue = "500000",
              description = "Mentions in each repetition (default: ${DEFAULT-VALUE}).")
          long mentions,
      @Option(
              names = "--warm-up",
              paramLabel = "N",
              defaultValue = "1000000",
              description = "Mentions before the first repetition (default: ${DEFAULT-VALUE}).")
          long warmUp,
      @Option(
              names = "--repetitions",
              paramLabel = "N",
              defaultValue = "5",
              description = "Repetitions; medians are printed (default: ${DEFAULT-VALUE}).")
          int repetitions,
      @Option(
              names = "--brands",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Brands, 1 to 9999 (default: ${DEFAULT-VALUE}).")
          int brands,
      @Option(
              names = "--per-second",
              paramLabel = "N",
              defaultValue = "6000",
              description =
                  "Mentions in a second of event time; the fewer, the more steps of a minute per"
                      + " mention (default: ${DEFAULT-VALUE}, all of Twitter).")
          double perSecond,
      @Option(
              names = "--parallelism",
              paramLabel = "N",
              description = "Subtasks of each operator; default: the cores of this machine.")
          @Nullable Integer parallelism,
      @Option(
              names = "--from",
              paramLabel = "KAFKA|FILES",
              defaultValue = "KAFKA",
              description = "Where the mentions lie (default: ${DEFAULT-VALUE}).")
          From from,
      @Option(
              names = "--variants",
              split = ",",
              paramLabel = "VARIANT",
              description = "Which to run: ${COMPLETION-CANDIDATES}; default: all.")
          @Nullable List<Variant> variants)
      throws Exception {
    BenchSettings bench =
        new BenchSettings(
            mentions,
            warmUp,
            repetitions,
            brands,
            perSecond,
            parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PipelineBench pipeline = new PipelineBench(bench, (what, count) -> progress(err, what, count));
    try (BenchInput input = from == From.KAFKA ? pipeline.topic() : pipeline.file()) {
      BenchReport report =
          pipeline.run(
              input,
              variants == null ? List.of(Variant.values()) : variants,
              scoring -> read(settings, scoring));
      progress(err, "", -1);
      out.print(report.text());
      out.flush();
    }
    return 0;
  }

  @Command(
      name = "scoring",
      mixinStandardHelpOptions = true,
      description = {
        "Scores labelled texts on one thread, by DL4J and by the same arithmetic in plain Java.",
        "Prints, as Markdown: texts per second of processor time, memory allocated a text, and how"
            + " right the sentiment is by language."
      },
      footer = {"", "Example:", "  ./vigie bench scoring --data test.tsv.gz"})
  int scoring(
      @Option(
              names = "--model",
              paramLabel = "DIR",
              defaultValue = "models/social-fr-en",
              description = "Bundle with model.zip and manifest.json (default: ${DEFAULT-VALUE}).")
          Path model,
      @Option(
              names = "--data",
              required = true,
              arity = "1..*",
              paramLabel = "FILE",
              description = "Labelled texts, .tsv or .tsv.gz.")
          List<Path> data,
      @Option(
              names = "--passes",
              paramLabel = "N",
              defaultValue = "9",
              description =
                  "Passes over the texts; medians are printed, and as many before are not counted"
                      + " (default: ${DEFAULT-VALUE}).")
          int passes) {
    if (passes < 1) {
      throw new ParameterException(spec.commandLine(), "--passes should be 1 or more");
    }
    try {
      spec.commandLine().getOut().print(ScoringBench.run(model, data, passes));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (InvalidModelException | InvalidFileException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static JobSettings read(SettingsOptions settings, boolean scoring) {
    return settings.read("crisis-detection", List.of("scoring.enabled=" + scoring));
  }

  private static void progress(PrintWriter err, String what, long count) {
    if (System.console() == null) {
      return;
    }
    String line = count < 0 ? what : String.format(Locale.ROOT, "%s: %,d mentions", what, count);
    err.print("\r" + line + " ".repeat(Math.max(0, 70 - line.length())) + "\r");
    err.flush();
  }
}
