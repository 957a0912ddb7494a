package io.vigie.cli;

import io.vigie.cli.backtest.Backtest;
import io.vigie.cli.backtest.BacktestReport;
import io.vigie.cli.backtest.BrandCourse;
import io.vigie.cli.backtest.Event;
import io.vigie.cli.backtest.HistoryFiles;
import io.vigie.cli.backtest.StepFiles;
import io.vigie.cli.backtest.Sweep;
import io.vigie.cli.backtest.SweepCurve;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vigie backtest}: what the patterns would have said of the past. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = "Runs a history through the job, and judges what it would have said.",
    footer = {
      "",
      "Examples:",
      "  ./vigie backtest --mentions docs/examples/mentions.jsonl.gz --out out",
      "  ./vigie backtest --mentions out/scored-mentions.jsonl --patterns my-patterns --out out2",
      "  ./vigie backtest --counts telmora.csv --events events.json --out out3",
      "  ./vigie backtest --counts telmora.csv --events events.json \\",
      "      --sweep volume-spike.surprise=4:12:1 --out out4",
      "",
      "Then open DIR/report.html. More: docs/backtest.md"
    })
public final class BacktestCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Input input;

  static final class Input {
    @Option(
        names = "--mentions",
        arity = "1..*",
        paramLabel = "FILE",
        description =
            "Files of mentions, .jsonl or .jsonl.gz; scored ones are detected and not scored again.")
    List<Path> mentions = new ArrayList<>();

    @Option(
        names = "--counts",
        arity = "1..*",
        paramLabel = "FILE",
        description = "Files of rows timestamp,value (.csv, .csv.gz), each of one brand.")
    List<Path> counts = new ArrayList<>();
  }

  @Option(
      names = "--brand",
      paramLabel = "B",
      description = "Brand of the counts; default: the name of their file.")
  private @Nullable String brand;

  @Option(
      names = "--patterns",
      paramLabel = "DIR",
      description = "Patterns to try; default: those of the job, for counts its patterns-counts.")
  private @Nullable Path patterns;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "A second version of the patterns, to be held against the first.")
  private @Nullable Path compare;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "What really happened, as JSON: see docs/backtest.md.")
  private @Nullable Path events;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where results and report go.")
  private Path out = Path.of(".");

  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "Job whose settings count; default: ${DEFAULT-VALUE}.")
  private String job = "crisis-detection";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator; default: the cores of this machine.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--sweep",
      paramLabel = "SIGNAL.NUMBER=FROM:TO:STEP",
      converter = SweepConverter.class,
      description =
          "Try a threshold at several values, such as volume-spike.surprise=4:12:1: a curve of"
              + " crises found against false alarms.")
  private @Nullable Sweep sweep;

  static final class SweepConverter implements CommandLine.ITypeConverter<Sweep> {
    @Override
    public Sweep convert(String text) {
      try {
        return Sweep.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }

  @Option(
      names = "--keep-indicators",
      description = "Write indicators.jsonl and kpis.jsonl too: every minute of every brand.")
  private boolean keepIndicators;

  @Mixin private SettingsOptions overrides = new SettingsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1 || parallelism > CrisisDetection.MAX_PARALLELISM) {
      throw wrong("--parallelism should be from 1 to " + CrisisDetection.MAX_PARALLELISM);
    }
    boolean ofCounts = !input.counts.isEmpty();
    if (brand != null && input.counts.size() != 1) {
      throw wrong("--brand names the brand of one file of counts");
    }
    HistoryFiles history =
        ofCounts
            ? HistoryFiles.ofCounts(input.counts, brand)
            : HistoryFiles.ofMentions(input.mentions);
    List<Event> happened = Backtest.events(events);
    Path first = patterns == null && ofCounts ? countPatterns() : patterns;
    JobSettings settings = settings(first, history);
    checkSweep(settings);
    List<Backtest> tried = new ArrayList<>();
    SweepCurve curve = null;
    StepFiles steps = StepFiles.prepare(out, sweep != null);
    try {
      Backtest main =
          Backtest.run(
              label(first), history, settings, happened, out, parallelism, keepIndicators, steps);
      tried.add(main);
      if (sweep != null) {
        Path each = out.resolve("sweep");
        Map<String, BrandCourse> courses = main.results().courses();
        curve = Backtest.sweep(sweep, steps, courses, settings, happened, each, parallelism);
      }
    } finally {
      steps.delete();
    }
    if (compare != null) {
      tried.add(compared(history.scoredIn(out), happened, compare));
    }
    BacktestReport report = new BacktestReport(history, tried, curve);
    report.write(out);
    report.print(spec.commandLine().getOut());
    return 0;
  }

  private Backtest compared(HistoryFiles history, List<Event> happened, Path directory)
      throws Exception {
    Path second = out.resolve("compare");
    StepFiles steps = StepFiles.prepare(second, false);
    try {
      return Backtest.run(
          label(directory),
          history,
          settings(directory, history),
          happened,
          second,
          parallelism,
          keepIndicators,
          steps);
    } finally {
      steps.delete();
    }
  }

  /** Before an hour of work is done for nothing. */
  private void checkSweep(JobSettings settings) {
    if (sweep != null) {
      try {
        sweep.apply(settings.detection().patterns(), sweep.from());
      } catch (IllegalArgumentException e) {
        throw wrong("--sweep: " + e.getMessage());
      }
    }
  }

  private Path countPatterns() {
    return SettingsOptions.directory(job).resolve("patterns-counts");
  }

  private JobSettings settings(@Nullable Path directory, HistoryFiles history) {
    List<String> pairs = new ArrayList<>();
    if (directory != null) {
      pairs.add("patterns=" + directory.toAbsolutePath());
    }
    if (history.kind() != HistoryFiles.Kind.MENTIONS) {
      pairs.add("scoring.enabled=false"); // there is nothing to score, so that no model is needed
    }
    return overrides.read(job, pairs);
  }

  private String label(@Nullable Path directory) {
    return directory == null ? "patterns of " + job : directory.toString();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
