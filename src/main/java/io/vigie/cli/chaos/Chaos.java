package io.vigie.cli.chaos;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Installation;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.demo.InventedDays;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All trials on one cluster, and the table of what they cost. */
public final class Chaos {

  /** As shipped, but for two settings: checkpoints come often, and restarts soon. */
  private static final List<String> PAIRS =
      List.of(
          "flink.checkpointInterval=5s",
          "flink.properties.restart-strategy.exponential-delay.max-backoff=5s");

  private static final String JOB = "crisis-detection";
  private static final int ORDINARY_DAYS = 3;

  /** On the last day the crises begin at eight. */
  private static final Instant CALM_UNTIL =
      InventedDays.START.plus(Duration.ofDays(ORDINARY_DAYS)).plus(Duration.ofHours(8));

  /** How much happens on the last day. */
  public enum Size {
    FULL(5, 18),
    /** For the test suite. */
    SHORT(1, 11);

    private final int crises;
    private final int lastHour;

    Size(int crises, int lastHour) {
      this.crises = crises;
      this.lastHour = lastHour;
    }
  }

  private final Installation installation;
  private final Path dir;
  private final Size size;
  private final Duration outage;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param dir logs and data
   * @param outage how long a service stays away
   * @param seed for the moments at which faults strike
   * @param progress told what happens
   */
  public Chaos(
      Installation installation,
      Path dir,
      Size size,
      Duration outage,
      long seed,
      Consumer<String> progress) {
    this.installation = installation;
    this.dir = dir;
    this.size = size;
    this.outage = outage;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Runs trials, one after the other, and prints their table.
   *
   * @param runs how often each fault strikes, or null for its own number
   * @return whether all went as promised
   */
  public boolean run(Set<Fault> faults, @Nullable Integer runs, PrintWriter out) throws Exception {
    progress.accept("starting a cluster in " + dir);
    LocalCluster cluster =
        LocalCluster.start(installation, dir, new LocalCluster.Wish(2, 1, 0, true));
    Thread interrupted = new Thread(cluster::endAllQuietly, "end-cluster");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      JobSettings settings = settings(cluster);
      progress.accept("finding out what must come out, from a run without faults");
      Truth truth = Truth.of(mentions(), settings, dir.resolve("truth"));
      progress.accept(truth.mentions().size() + " mentions, " + truth.summary());
      head(truth, out);
      boolean passed = true;
      for (Fault fault : faults) {
        progress.accept(fault + ": " + fault.meaning());
        passed &= trial(cluster, settings, truth, fault, runs == null ? fault.times() : runs, out);
      }
      return passed;
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      cluster.endAll();
    }
  }

  private List<Mention> mentions() {
    return InventedDays.mentions(ORDINARY_DAYS, size.crises, size.lastHour);
  }

  private JobSettings settings(LocalCluster cluster) throws IOException {
    Path home = installation.home();
    return JobSettings.read(
        home.resolve("jobs").resolve(JOB),
        home.resolve("models"),
        new JobSettings.Overrides(cluster.servicesFile(), PAIRS, Map.of()));
  }

  /** Runs one trial and prints its row; a trial that cannot be ended has failed. */
  private boolean trial(
      LocalCluster cluster,
      JobSettings settings,
      Truth truth,
      Fault fault,
      int times,
      PrintWriter out)
      throws Exception {
    Trial trial =
        new Trial(
            cluster,
            installation.jobJar(),
            settings,
            truth,
            CALM_UNTIL,
            outage,
            new Random(seed),
            progress);
    try {
      Trial.Outcome outcome = trial.run(fault, times);
      row(outcome, out);
      return outcome.passed();
    } catch (CommandFailedException e) {
      out.printf("| %s | %d | | | | | | | | **FAILS**: %s |%n", fault, times, e.getMessage());
      out.flush();
      trial.cancelAll();
      return false;
    }
  }

  private static void head(Truth truth, PrintWriter out) {
    out.println(truth.mentions().size() + " mentions; due: " + truth.summary());
    out.println();
    out.println(
        "| fault | times | due | lost | different | unexpected | duplicated | repeated | recovered in |"
            + " verdict |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    out.flush();
  }

  private void row(Trial.Outcome outcome, PrintWriter out) {
    Judge.Verdict verdict = outcome.verdict();
    out.printf(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %s | %s |%n",
        outcome.fault(),
        outcome.times(),
        verdict.due(),
        verdict.lost(),
        verdict.different(),
        verdict.unexpected(),
        verdict.duplicated(),
        verdict.repeated(),
        outcome.recovered(),
        outcome.passed() ? "holds" : "**FAILS**");
    out.flush();
    verdict.examples().forEach(example -> progress.accept(outcome.fault() + ": " + example));
    if (!outcome.note().isEmpty()) {
      progress.accept(outcome.fault() + ": TaskManagers from " + outcome.note());
    }
  }
}
