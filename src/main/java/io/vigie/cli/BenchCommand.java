package io.vigie.cli;

import io.vigie.cli.bench.BacktestBench;
import io.vigie.cli.bench.BenchInput;
import io.vigie.cli.bench.BenchReport;
import io.vigie.cli.bench.BenchSettings;
import io.vigie.cli.bench.BrandsBench;
import io.vigie.cli.bench.BrandsBenchReport;
import io.vigie.cli.bench.PipelineBench;
import io.vigie.cli.bench.ScoringBenchReport;
import io.vigie.cli.bench.ScoringPlot;
import io.vigie.cli.bench.Variant;
import io.vigie.job.JobSettings;
import io.vigie.scoring.EvaluationSet;
import io.vigie.scoring.InvalidModelException;
import io.vigie.scoring.ScoringBench;
import io.vigie.scoring.ScoringPeer;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./vigie bench}: what the job can do on this machine, and what it costs: the whole of it,
 * its model alone, a brand, a back-test.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the job, or a part of it, on this machine.",
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
        spec.commandLine(), "Which benchmark? There are: pipeline, scoring, brands, backtest");
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
    PipelineBench pipeline = new PipelineBench(bench, this::progress);
    try (BenchInput input = from == From.KAFKA ? pipeline.topic() : pipeline.file()) {
      BenchReport report =
          pipeline.run(
              input,
              variants == null ? List.of(Variant.values()) : variants,
              scoring -> read(settings, scoring));
      print(report.text());
    }
    return 0;
  }

  @Command(
      name = "scoring",
      mixinStandardHelpOptions = true,
      description = {
        "Scores labelled texts on one thread: models by DL4J, the same arithmetic in plain Java and,"
            + " with --peers, VADER and a quantised MiniLM under ONNX Runtime.",
        "Prints, as Markdown: texts per second of processor time, memory allocated a text, and how"
            + " right the sentiment is by language."
      },
      footer = {
        "",
        "Examples:",
        "  ./vigie bench scoring --data test.tsv.gz",
        "  ./vigie bench scoring --data en.tsv fr.tsv --peers --peer-train train.tsv --plot scoring.svg"
      })
  int scoring(
      @Option(
              names = "--model",
              paramLabel = "DIR",
              description =
                  "Bundle with model.zip and manifest.json; may be repeated (default:"
                      + " models/social-fr-en, and its fast variant if there is one).")
          @Nullable List<Path> models,
      @Option(
              names = "--data",
              required = true,
              arity = "1..*",
              paramLabel = "FILE",
              converter = EvaluationSetConverter.class,
              description = "Labelled texts, .tsv or .tsv.gz, as evaluate reads them.")
          List<EvaluationSet> data,
      @Option(
              names = "--peers",
              description =
                  "Also measures the peers; their libraries (some 130 MB, for this command alone) come"
                      + " from Maven Central the first time.")
          boolean peers,
      @Option(
              names = "--peer-train",
              arity = "1..*",
              paramLabel = "FILE",
              converter = EvaluationSetConverter.class,
              description =
                  "Labelled texts that MiniLM's logistic head learns from, at most 8,000 of a file;"
                      + " without any only its speed is measured.")
          @Nullable List<EvaluationSet> peerTraining,
      @Option(
              names = "--passes",
              paramLabel = "N",
              defaultValue = "9",
              description =
                  "Passes over the texts; medians are printed, and as many before are not counted."
                      + " None is begun after 10 s (default: ${DEFAULT-VALUE}).")
          int passes,
      @Option(
              names = "--json",
              paramLabel = "FILE",
              description = "Also writes the figures as JSON.")
          @Nullable Path json,
      @Option(
              names = "--plot",
              paramLabel = "FILE",
              description = "Also draws accuracy against speed, as SVG.")
          @Nullable Path plot) {
    if (passes < 1) {
      throw new ParameterException(spec.commandLine(), "--passes should be 1 or more");
    }
    try {
      ScoringBench.Plan plan =
          new ScoringBench.Plan(
              models == null ? shippedModels() : models,
              data,
              peers ? peers() : List.of(),
              peerTraining == null ? List.of() : peerTraining,
              passes);
      ScoringBenchReport report =
          ScoringBenchReport.of(ScoringBench.run(plan, what -> progress(what, -1)));
      print(report.text());
      return write(json, () -> report.json() + System.lineSeparator())
              && write(plot, () -> ScoringPlot.of(report))
          ? 0
          : 1;
    } catch (InvalidModelException | InvalidFileException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  @Command(
      name = "brands",
      mixinStandardHelpOptions = true,
      description = {
        "Simulates many brands, few loud and most quiet, and measures what indicators, signals and"
            + " incidents cost a brand and step, and how large the state of a brand is.",
        "Prints both by hour or, for more than two days, by day. One thread; Flink, CEP and the"
            + " voices of an incident are left out."
      },
      footer = {
        "",
        "Examples:",
        "  ./vigie bench brands --brands 100000 --hours 6",
        "  ./vigie bench brands --brands 1000 --days 30 --json brands.json"
      })
  int brands(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--brands",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Brands (default: ${DEFAULT-VALUE}).")
          int brands,
      @Option(names = "--days", paramLabel = "N", description = "Days of event time.")
          @Nullable Integer days,
      @Option(
              names = "--hours",
              paramLabel = "N",
              description = "Hours of event time, beside the days (default: 6 in all).")
          @Nullable Integer hours,
      @Option(
              names = "--loudest",
              paramLabel = "N",
              defaultValue = "60",
              description =
                  "Mentions a minute of the loudest brand; the r-th has an r-th of them (default:"
                      + " ${DEFAULT-VALUE}).")
          double loudest,
      @Option(
              names = "--json",
              paramLabel = "FILE",
              description = "Also writes the figures as JSON.")
          @Nullable Path json)
      throws IOException {
    int all = (days == null ? 0 : 24 * days) + (hours == null ? days == null ? 6 : 0 : hours);
    if (brands < 1 || all < 1 || !(loudest > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--brands, --days, --hours and --loudest should be above 0");
    }
    BrandsBenchReport report =
        new BrandsBench(brands, all, loudest, read(settings, false).detection())
            .run(done -> progress(done + " of " + brands + " brands", -1));
    print(report.text());
    return write(json, () -> report.json() + System.lineSeparator()) ? 0 : 1;
  }

  @Command(
      name = "backtest",
      mixinStandardHelpOptions = true,
      description = {
        "Invents scored mentions, and measures how fast a back-test goes through them.",
        "Prints each run: the first loads classes and waits for the compiler, the others show what"
            + " a long history costs."
      },
      footer = {"", "Example:", "  ./vigie bench backtest --mentions 2000000"})
  int backtest(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--mentions",
              paramLabel = "N",
              defaultValue = "2000000",
              description = "Scored mentions (default: ${DEFAULT-VALUE}).")
          long mentions,
      @Option(
              names = "--brands",
              paramLabel = "N",
              defaultValue = "20",
              description = "Brands (default: ${DEFAULT-VALUE}).")
          int brands,
      @Option(
              names = "--loudest",
              paramLabel = "N",
              defaultValue = "60",
              description =
                  "Mentions a minute of the loudest brand; the r-th has an r-th of them. The fewer,"
                      + " the more steps of a minute per mention (default: ${DEFAULT-VALUE}).")
          double loudest,
      @Option(
              names = "--parallelism",
              paramLabel = "N",
              description = "Subtasks of each operator; default: the cores of this machine.")
          @Nullable Integer parallelism,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "3",
              description = "How often they are back-tested (default: ${DEFAULT-VALUE}).")
          int runs)
      throws Exception {
    int subtasks = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
    if (mentions < 1 || brands < 1 || !(loudest > 0) || subtasks < 1 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--mentions, --brands, --loudest, --parallelism and --runs should be above 0");
    }
    print(
        new BacktestBench(mentions, brands, loudest, subtasks, runs)
            .run(read(settings, false), this::progress));
    return 0;
  }

  private static List<Path> shippedModels() {
    Path models = Path.of("models");
    Path fast = models.resolve("social-fr-en-fast");
    return Files.isDirectory(fast)
        ? List.of(models.resolve("social-fr-en"), fast)
        : List.of(models.resolve("social-fr-en"));
  }

  private List<ScoringPeer> peers() {
    List<ScoringPeer> peers =
        ServiceLoader.load(ScoringPeer.class).stream().map(ServiceLoader.Provider::get).toList();
    if (peers.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the peers' libraries are fetched by ./vigie bench scoring --peers");
    }
    return peers;
  }

  private static JobSettings read(SettingsOptions settings, boolean scoring) {
    return settings.read("crisis-detection", List.of("scoring.enabled=" + scoring));
  }

  /** Prints the figures in place of the progress. */
  private void print(String figures) {
    progress("", -1);
    spec.commandLine().getOut().print(figures);
    spec.commandLine().getOut().flush();
  }

  /** Writes a file, if it is asked for; returns false if it cannot, and says why. */
  private boolean write(@Nullable Path file, Supplier<String> text) {
    try {
      if (file != null) {
        Files.writeString(file, text.get());
      }
      return true;
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot be written: " + e);
      return false;
    }
  }

  private void progress(String what, long count) {
    if (System.console() == null) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    String line = count < 0 ? what : String.format(Locale.ROOT, "%s: %,d mentions", what, count);
    err.print("\r" + line + " ".repeat(Math.max(0, 70 - line.length())) + "\r");
    err.flush();
  }
}
