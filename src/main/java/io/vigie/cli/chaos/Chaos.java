package io.vigie.cli.chaos;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Installation;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.demo.InventedDays;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All trials on one cluster, and the table of what they cost. */
public final class Chaos {

  /** As shipped, but for this: checkpoints come often, and restarts soon. */
  private static final List<String> PAIRS =
      List.of(
          "flink.checkpointInterval=5s",
          "flink.properties.restart-strategy.exponential-delay.max-backoff=5s");

  /**
   * Hours of a day pass in seconds: a partition that is read a moment later than another one, after
   * a time in which none was read, would be hours late. So none counts as idle, except where that
   * is the trial.
   */
  private static final String NEVER_IDLE = "intake.idleAfter=1h";

  private static final String JOB = "crisis-detection";
  private static final int ORDINARY_DAYS = 3;

  /** On the last day the crises begin at eight. */
  private static final Instant CALM_UNTIL =
      InventedDays.START.plus(Duration.ofDays(ORDINARY_DAYS)).plus(Duration.ofHours(8));

  private static final Duration BURST_AFTER = Duration.ofHours(3);
  private static final Duration BURST_END = Duration.ofHours(7);

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
  private final long records;
  private final Consumer<String> progress;
  private final Map<Fault, Truth> truths = new EnumMap<>(Fault.class);

  /**
   * @param dir logs and data
   * @param outage how long a service stays away
   * @param seed for the moments at which faults strike
   * @param records how many hostile records are sent, if any
   * @param progress told what happens
   */
  public Chaos(
      Installation installation,
      Path dir,
      Size size,
      Duration outage,
      long seed,
      long records,
      Consumer<String> progress) {
    this.installation = installation;
    this.dir = dir;
    this.size = size;
    this.outage = outage;
    this.seed = seed;
    this.records = records;
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
        LocalCluster.start(
            installation, dir, new LocalCluster.Wish(Trial.TASK_MANAGERS, 1, 0, true));
    Thread interrupted = new Thread(cluster::endAllQuietly, "end-cluster");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      boolean passed = true;
      for (Fault fault : faults) {
        progress.accept(fault + ": " + fault.meaning());
        passed &=
            fault == Fault.HOSTILE_RECORDS
                ? hostile(cluster, out)
                : trial(cluster, fault, runs == null ? fault.times() : runs, out);
      }
      return passed;
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      cluster.endAll();
    }
  }

  private boolean hostile(LocalCluster cluster, PrintWriter out) throws Exception {
    Trial.emptyTopicsAndTables(cluster);
    JobSettings settings = settings(cluster, models(), List.of(HostileTrial.KEYS));
    return new HostileTrial(cluster, installation.jobJar(), settings, records, seed, progress)
        .run(out);
  }

  private List<Mention> mentions(Fault fault) {
    List<Mention> mentions = InventedDays.mentions(ORDINARY_DAYS, size.crises, size.lastHour);
    Instant end = Instant.MAX;
    return switch (fault) {
      case HOT_BRAND -> Crowd.joining(mentions, CALM_UNTIL, end, 9, Crowd.HOT_BRAND);
      case BURST -> {
        List<Mention> busy = Crowd.joining(mentions, CALM_UNTIL, end, 4, null);
        yield Crowd.joining(
            busy, CALM_UNTIL.plus(BURST_AFTER), CALM_UNTIL.plus(BURST_END), 9, null);
      }
      default -> mentions;
    };
  }

  /** What must come out; found out once for all faults with the same mentions. */
  private Truth truth(LocalCluster cluster, Fault fault, PrintWriter out) throws Exception {
    Fault kind = fault == Fault.HOT_BRAND || fault == Fault.BURST ? fault : Fault.NONE;
    Truth known = truths.get(kind);
    if (known != null) {
      return known;
    }
    progress.accept("finding out what must come out, from a run without faults");
    Truth truth =
        Truth.of(
            mentions(fault), settings(cluster, models(), List.of()), dir.resolve("truth-" + kind));
    truths.put(kind, truth);
    head(truth, out);
    return truth;
  }

  private Path models() {
    return installation.home().resolve("models");
  }

  private JobSettings settings(LocalCluster cluster, Path models, List<String> more) {
    List<String> pairs = new ArrayList<>(PAIRS);
    pairs.addAll(more);
    return JobSettings.read(
        installation.home().resolve("jobs").resolve(JOB),
        models,
        new JobSettings.Overrides(cluster.servicesFile(), pairs, Map.of()));
  }

  private List<String> pairs(Fault fault) {
    return switch (fault) {
      case IDLE_PARTITION, ALL_IDLE, FEW_PARTITIONS -> List.of();
      case BROKER_DOWN_TOO_LONG ->
          List.of(NEVER_IDLE, "kafka.transactionTimeout=" + outage.toSeconds() / 2 + "s");
      default -> List.of(NEVER_IDLE);
    };
  }

  /** The settings beside models of which one byte in the middle of each file is another. */
  private JobSettings settingsWithDamage(LocalCluster cluster) {
    try {
      Path copy = dir.resolve("damaged-models");
      try (Stream<Path> files = Files.walk(models())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = copy.resolve(models().relativize(file));
          Files.createDirectories(target.getParent());
          byte[] bytes = Files.readAllBytes(file);
          if (file.getFileName().toString().endsWith(".zip")) {
            bytes[bytes.length / 2] ^= 1;
          }
          Files.write(target, bytes);
        }
      }
      return settings(cluster, copy, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one trial and prints its row; a trial that cannot be ended has failed. */
  private boolean trial(LocalCluster cluster, Fault fault, int times, PrintWriter out)
      throws Exception {
    Trial trial =
        new Trial(
            cluster,
            installation.jobJar(),
            settings(cluster, models(), pairs(fault)),
            truth(cluster, fault, out),
            CALM_UNTIL,
            outage,
            () -> settingsWithDamage(cluster),
            new Random(seed),
            progress);
    try {
      Trial.Outcome outcome = trial.run(fault, times);
      row(outcome, out);
      return outcome.passed();
    } catch (CommandFailedException e) {
      out.printf("| %s | %d | | | | | | | | **FAILS**: %s |%n", fault, times, e.getMessage());
      out.flush();
      trial.cleanUp();
      return false;
    }
  }

  private static void head(Truth truth, PrintWriter out) {
    out.println();
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
    outcome
        .ended()
        .forEach(role -> progress.accept(outcome.fault() + ": " + role + " ended by itself"));
    verdict.examples().forEach(example -> progress.accept(outcome.fault() + ": " + example));
    if (!outcome.note().isEmpty()) {
      progress.accept(outcome.fault() + ": TaskManagers: " + outcome.note());
    }
  }
}
