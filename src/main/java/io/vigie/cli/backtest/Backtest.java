package io.vigie.cli.backtest;

import io.vigie.connector.JsonlFiles;
import io.vigie.connector.ResultStream;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.stream.DetectionResults;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Runs a history through the operators of the job, and judges what came of it.
 *
 * @param name what is tried, in a few words: its patterns
 * @param results what was detected
 * @param judgement what was detected held against what happened
 * @param counts what the run counted, by the names in {@link io.vigie.stream.Tallied}
 * @param seconds time that the run took
 */
public record Backtest(
    String name,
    RunResults results,
    Judgement judgement,
    Map<String, Object> counts,
    double seconds) {

  private static final Set<ResultStream> WITHOUT_INDICATORS =
      EnumSet.complementOf(EnumSet.of(ResultStream.INDICATORS, ResultStream.KPIS));

  /**
   * Runs.
   *
   * @param name what is tried
   * @param settings the job; its topics and its database are left alone
   * @param events what happened; empty if unknown
   * @param out where the results go
   * @param parallelism subtasks of each operator
   * @param keepIndicators whether {@code indicators.jsonl} and {@code kpis.jsonl} are written too
   * @param steps where the steps go
   */
  public static Backtest run(
      String name,
      HistoryFiles history,
      JobSettings settings,
      List<Event> events,
      Path out,
      int parallelism,
      boolean keepIndicators,
      StepFiles steps)
      throws Exception {
    long started = System.nanoTime();
    JsonlFiles files = JsonlFiles.prepare(out);
    if (!keepIndicators) {
      files = files.keeping(WITHOUT_INDICATORS);
    }
    JobSettings alone = settings.withoutServices();
    Map<String, Object> counts;
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, CrisisDetection.configurationOnFiles(alone))) {
      DetectionResults results = history.build(env, alone, files);
      steps.collect(results.steps());
      counts = env.execute("backtest").getAllAccumulatorResults();
    }
    files.assemble();
    RunResults results = RunResults.read(out, steps.courses());
    return new Backtest(
        name,
        results,
        Judgement.of(events, results.waves(), results.spans()),
        counts,
        (System.nanoTime() - started) / 1e9);
  }

  /**
   * Runs the steps of a history once more for each value of a threshold: signals, patterns and
   * incidents, by the operators of the job.
   *
   * @param steps of a run of this history, with its steps
   * @param courses of the same run
   * @param out where each value's incidents go, in a directory of its own
   */
  public static SweepCurve sweep(
      Sweep sweep,
      StepFiles steps,
      Map<String, BrandCourse> courses,
      JobSettings settings,
      List<Event> events,
      Path out,
      int parallelism)
      throws Exception {
    JobSettings alone = settings.withoutServices();
    List<SweepCurve.Point> points = new ArrayList<>();
    for (double value : sweep.values()) {
      JobSettings tried = alone.withPatterns(sweep.apply(settings.detection().patterns(), value));
      Path directory = out.resolve(SweepCurve.number(value));
      JsonlFiles files =
          JsonlFiles.prepare(directory)
              .keeping(EnumSet.of(ResultStream.INCIDENTS, ResultStream.SIGNALS));
      try (StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              parallelism, CrisisDetection.configurationOnFiles(tried))) {
        CrisisDetection.onSteps(steps.stream(env), tried, files);
        env.execute("sweep");
      }
      files.assemble();
      RunResults results = RunResults.read(directory, courses);
      points.add(
          SweepCurve.Point.of(
              value,
              Judgement.of(events, results.waves(), results.spans()),
              results.waves().size()));
    }
    return new SweepCurve(sweep.name(), points);
  }

  /**
   * Reads what happened.
   *
   * @param file events, or null for none
   * @throws io.vigie.yaml.InvalidFileException with everything that is wrong in it
   */
  public static List<Event> events(@Nullable Path file) throws IOException {
    if (file == null) {
      return List.of();
    }
    Problems problems = new Problems();
    List<Event> events = Event.read(file, problems);
    problems.throwIfAny();
    return events;
  }
}
