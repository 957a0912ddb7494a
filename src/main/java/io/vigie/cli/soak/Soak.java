package io.vigie.cli.soak;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Deadline;
import io.vigie.cli.cluster.Installation;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.cluster.MentionTopic;
import io.vigie.cli.cluster.Submission;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.job.JobSettings;
import io.vigie.stream.Tallied;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The job as shipped on a cluster of processes, with all its sinks, under an even load.
 *
 * <p>Only what is remembered for long by design is kept short, so that it comes to its level within
 * the warm-up: ids of mentions for five minutes instead of a day, windows of KPIs for five minutes
 * after their end instead of an hour.
 */
public final class Soak {

  private static final String JOB = "crisis-detection";
  private static final List<String> PAIRS =
      List.of("intake.duplicateWindow=5m", "kpis.allowedLateness=5m");
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ROWS = 12;

  private final Installation installation;
  private final Path dir;
  private final Wish wish;
  private final Consumer<String> progress;

  /**
   * What is asked for.
   *
   * @param time how long the load goes on
   * @param rate mentions per second, or 0 for as many as the job takes
   * @param brands brands that are spoken of evenly
   * @param every time between two looks
   */
  public record Wish(Duration time, double rate, int brands, Duration every) {}

  /**
   * @param dir logs and data of the cluster
   * @param progress told what happens
   */
  public Soak(Installation installation, Path dir, Wish wish, Consumer<String> progress) {
    this.installation = installation;
    this.dir = dir;
    this.wish = wish;
    this.progress = progress;
  }

  /**
   * Runs it, prints its tables, and writes {@code soak.svg} and {@code soak.csv}.
   *
   * @param to where the files go
   * @return whether nothing grew, nothing was lost and the job was never restarted
   */
  public boolean run(Path to, PrintWriter out) throws Exception {
    progress.accept("starting a cluster in " + dir);
    LocalCluster cluster =
        LocalCluster.start(installation, dir, new LocalCluster.Wish(2, 1, 0, false));
    Thread interrupted = new Thread(cluster::endAllQuietly, "end-cluster");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      return run(cluster, to, out);
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      cluster.endAll();
    }
  }

  private boolean run(LocalCluster cluster, Path to, PrintWriter out) throws Exception {
    JobSettings settings = settings(cluster);
    KafkaConnection kafka = KafkaConnection.to(cluster.kafka());
    String topic = Objects.requireNonNull(settings.kafka()).topic();
    KafkaTopics.ensure(kafka, settings.kafkaStreams(), List.of(topic), PARTITIONS, (short) 1);
    String job =
        new Submission(cluster.restAddress(), installation.jobJar(), PARALLELISM, null, false)
            .run(settings, PATIENCE);
    List<Sample> samples = new ArrayList<>();
    Map<String, Long> counts;
    long sent;
    try (MentionTopic mentions = MentionTopic.open(kafka, topic, PATIENCE);
        Probe probe = new Probe(cluster, job, kafka, PARTITIONS)) {
      Load load = new Load(mentions, wish.brands(), wish.rate(), Instant.now(), probe::read);
      load.start();
      try {
        sample(probe, load, samples);
      } finally {
        load.close();
      }
      sent = load.sent();
      counts = awaitAll(probe, sent);
    }
    long restarts = cluster.rest().restarts(job);
    write(to, samples);
    return report(samples, sent, counts, restarts, out);
  }

  private JobSettings settings(LocalCluster cluster) {
    Path home = installation.home();
    return JobSettings.read(
        home.resolve("jobs").resolve(JOB),
        home.resolve("models"),
        new JobSettings.Overrides(cluster.servicesFile(), PAIRS, Map.of()));
  }

  private void sample(Probe probe, Load load, List<Sample> samples) throws Exception {
    long started = System.nanoTime();
    long due = wish.every().toNanos();
    while (due <= wish.time().toNanos()) {
      TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - started));
      Sample sample = probe.look((System.nanoTime() - started) / 60e9, load.sent());
      samples.add(sample);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%.1f min: %d sent, %d read, heap %.0f MB, resident %.0f MB, state %.0f MB, checkpoint"
                  + " %.1f MB in %.1f s, behind %.0f s",
              sample.minute(),
              sample.sent(),
              sample.read(),
              sample.heapMegabytes(),
              sample.residentMegabytes(),
              sample.stateMegabytes(),
              sample.checkpointMegabytes(),
              sample.checkpointSeconds(),
              sample.lagSeconds()));
      // a look that took long delays the next one, and the run does not become longer
      due = Math.max(due, System.nanoTime() - started) + wish.every().toNanos();
    }
  }

  private static Map<String, Long> awaitAll(Probe probe, long sent) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (!deadline.isOver()) {
      Map<String, Long> counts = probe.counts();
      if (accounted(counts) >= sent) {
        return counts;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return probe.counts();
  }

  private static long accounted(Map<String, Long> counts) {
    return List.of(Tallied.SCORED, Tallied.UNSCORED, Tallied.DUPLICATES, Tallied.DEAD_LETTERS)
        .stream()
        .mapToLong(name -> counts.getOrDefault(name, 0L))
        .sum();
  }

  private static void write(Path to, List<Sample> samples) throws IOException {
    Files.createDirectories(to);
    Files.writeString(to.resolve("soak.svg"), SoakPlot.of(samples));
    StringBuilder csv = new StringBuilder("minute,sent,read");
    for (Gauge gauge : Gauge.values()) {
      csv.append(',').append(gauge.name().toLowerCase(Locale.ROOT));
    }
    for (Sample sample : samples) {
      csv.append(
          String.format(
              Locale.ROOT, "%n%.2f,%d,%d", sample.minute(), sample.sent(), sample.read()));
      for (Gauge gauge : Gauge.values()) {
        csv.append(String.format(Locale.ROOT, ",%.2f", gauge.of(sample)));
      }
    }
    Files.writeString(to.resolve("soak.csv"), csv.append(System.lineSeparator()));
  }

  private boolean report(
      List<Sample> samples, long sent, Map<String, Long> counts, long restarts, PrintWriter out) {
    if (samples.size() < 2) {
      throw new CommandFailedException("too short for two looks");
    }
    Sample last = samples.get(samples.size() - 1);
    Sample middle = samples.get(samples.size() / 2);
    double perSecond = (last.read() - middle.read()) / ((last.minute() - middle.minute()) * 60);
    out.printf(
        Locale.ROOT,
        "%d mentions of %d brands in %.0f minutes; over the second half the job read %.0f a second%n%n",
        sent,
        wish.brands(),
        last.minute(),
        perSecond);
    course(samples, out);
    boolean flat = verdicts(samples, out);
    long accounted = accounted(counts);
    out.printf(
        "%nsent %d = scored %d + unscored %d + duplicates %d + dead letters %d: %s; restarts: %d%n",
        sent,
        counts.getOrDefault(Tallied.SCORED, 0L),
        counts.getOrDefault(Tallied.UNSCORED, 0L),
        counts.getOrDefault(Tallied.DUPLICATES, 0L),
        counts.getOrDefault(Tallied.DEAD_LETTERS, 0L),
        accounted == sent ? "adds up" : "DOES NOT ADD UP",
        restarts);
    out.flush();
    return flat && accounted == sent && restarts == 0;
  }

  private static void course(List<Sample> samples, PrintWriter out) {
    StringBuilder head = new StringBuilder("| minute | read |");
    StringBuilder rule = new StringBuilder("|--:|--:|");
    for (Gauge gauge : Gauge.values()) {
      head.append(' ').append(gauge.title());
      head.append(gauge.unit().isEmpty() ? "" : ", " + gauge.unit()).append(" |");
      rule.append("--:|");
    }
    out.println(head);
    out.println(rule);
    int step = Math.max(1, samples.size() / ROWS);
    for (int i = step - 1; i < samples.size(); i += step) {
      Sample sample = samples.get(i);
      out.printf(Locale.ROOT, "| %.1f | %,d |", sample.minute(), sample.read());
      for (Gauge gauge : Gauge.values()) {
        out.printf(Locale.ROOT, " %.1f |", gauge.of(sample));
      }
      out.println();
    }
  }

  private static boolean verdicts(List<Sample> samples, PrintWriter out) {
    out.println();
    out.println("| second half | median | growth over it | allowed | verdict |");
    out.println("|---|--:|--:|--:|---|");
    boolean flat = true;
    for (Gauge gauge : Gauge.values()) {
      Gauge.Course course = gauge.course(samples);
      flat &= course.flat();
      out.printf(
          Locale.ROOT,
          "| %s | %.1f %s | %+.1f %% | %.0f %% | %s |%n",
          gauge.title(),
          course.middle(),
          gauge.unit(),
          course.growth() * 100,
          gauge.tolerance() * 100,
          course.flat() ? "flat" : "**GROWS**");
    }
    return flat;
  }
}
