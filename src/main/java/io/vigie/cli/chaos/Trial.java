package io.vigie.cli.chaos;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Deadline;
import io.vigie.cli.cluster.FlinkRest;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.cluster.MentionTopic;
import io.vigie.cli.cluster.Submission;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.job.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of the job on a cluster, from empty topics and tables to the last mention, with one kind
 * of fault.
 */
final class Trial {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Nothing new for so long: nothing will come any more. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** Share of the mentions sent that is scored before faults begin. */
  private static final double CAUGHT_UP = 0.95;

  private static final Duration PORTION = Duration.ofSeconds(10);

  /** How long the last day of a burst takes; the burst itself is two fifths of it. */
  private static final Duration BURST_DAY = Duration.ofSeconds(300);

  /** Indicators and signals are computed once in so much event time. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private static final int PARALLELISM = 2;
  static final int TASK_MANAGERS = 2;

  /**
   * How a run went.
   *
   * @param times how often the fault happened
   * @param recoveries seconds from the end of each fault until the whole job ran again and a
   *     checkpoint was completed
   * @param delays seconds that results came behind their mentions, ascending, where that is timed
   * @param ended TaskManagers that ended by themselves: with them went the tasks of every other job
   * @param note what else was seen
   */
  record Outcome(
      Fault fault,
      int times,
      List<Double> recoveries,
      List<Double> delays,
      Judge.Verdict verdict,
      List<String> ended,
      String note) {

    /** Whether it went as promised. */
    boolean passed() {
      return ended.isEmpty()
          && (fault.replaysWhatWasCommitted() ? verdict.complete() : verdict.exact());
    }

    /** The recovery (or delay) in the middle and the longest, or what stands for none. */
    String recovered() {
      if (!delays.isEmpty()) {
        return "behind by %.1f s, at most %.1f s"
            .formatted(delays.get(delays.size() / 2), delays.get(delays.size() - 1));
      }
      if (recoveries.isEmpty()) {
        return "–";
      }
      List<Double> sorted = new ArrayList<>(recoveries);
      Collections.sort(sorted);
      double longest = sorted.get(sorted.size() - 1);
      return sorted.size() == 1
          ? "%.0f s".formatted(longest)
          : "%.0f s, at most %.0f s".formatted(sorted.get(sorted.size() / 2), longest);
    }
  }

  private final LocalCluster cluster;
  private final Path jobJar;
  private final JobSettings settings;
  private final Truth truth;
  private final Instant calmUntil;
  private final Duration outage;
  private final Supplier<JobSettings> damaged;
  private final Random dice;
  private final Consumer<String> progress;
  private String job = "";

  /**
   * @param calmUntil mentions before this time are sent at once, before the first fault
   * @param outage how long a service stays away
   * @param damaged reads the same settings beside a model that is damaged
   */
  Trial(
      LocalCluster cluster,
      Path jobJar,
      JobSettings settings,
      Truth truth,
      Instant calmUntil,
      Duration outage,
      Supplier<JobSettings> damaged,
      Random dice,
      Consumer<String> progress) {
    this.cluster = cluster;
    this.jobJar = jobJar;
    this.settings = settings;
    this.truth = truth;
    this.calmUntil = calmUntil;
    this.outage = outage;
    this.damaged = damaged;
    this.dice = dice;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param times how often the fault happens, if it strikes at a moment
   */
  Outcome run(Fault fault, int times) throws Exception {
    emptyTopicsAndTables(cluster);
    KafkaConnection kafka = KafkaConnection.to(cluster.kafka());
    String topic = Objects.requireNonNull(settings.kafka()).topic();
    KafkaTopics.ensure(kafka, settings.kafkaStreams(), List.of(), Feed.PARTITIONS, (short) 1);
    KafkaTopics.ensure(kafka, List.of(), List.of(topic), fault.partitions(), (short) 1);
    List<Double> recoveries = new ArrayList<>();
    Feed feed = Feed.of(truth.mentions(), fault);
    try (MentionTopic mentions = MentionTopic.open(kafka, topic, PATIENCE);
        Judge judge = new Judge(truth, kafka)) {
      if (fault.backlogAt() > 0) {
        feed.sendUntil(Instant.MAX, mentions);
      }
      addTaskManagers(fault.backlogAt());
      job = submit(null, fault.backlogAt() > 0 ? fault.backlogAt() : PARALLELISM);
      String before = "";
      feed.sendUntil(calmUntil, mentions);
      awaitCaughtUp(judge, mentions.sent());
      int strikes = fault.strikes() ? times : 0;
      int portion = Math.max(1, feed.left() / (strikes + 1));
      for (int i = 0; i < strikes; i++) {
        recoveries.add(strikeWhileSending(fault, i, feed, portion, mentions));
        // only a process in which everything has run once can be compared with itself later
        before = i == 0 ? memory() : before;
      }
      sendTheRest(fault, feed, mentions);
      awaitResults(judge);
      Judge.Verdict verdict = judgeWhenTablesHaveCome(judge);
      String note = fault == Fault.RESUBMITTED ? before + " to " + memory() : "";
      cancel();
      List<String> ended = cluster.deadTaskManagers();
      restoreTaskManagers();
      List<Double> delays =
          fault.isTimed()
              ? judge.delays(feed, calmUntil, settings.outOfOrder().plus(STEP), Crowd.HOT_BRAND)
              : List.of();
      return new Outcome(fault, Math.max(1, strikes), recoveries, delays, verdict, ended, note);
    }
  }

  private void sendTheRest(Fault fault, Feed feed, MentionTopic mentions)
      throws InterruptedException {
    switch (fault) {
      case BURST -> feed.sendInProportion(BURST_DAY, mentions);
      case HOT_BRAND -> feed.send(feed.left(), PORTION.multipliedBy(6), mentions);
      case ALL_IDLE -> {
        feed.send(feed.left() / 2, PORTION, mentions);
        TimeUnit.MILLISECONDS.sleep(settings.idleAfter().plus(PORTION).toMillis());
        // so slowly that every partition is heard before any runs ahead
        feed.send(4 * Feed.PARTITIONS, PORTION.multipliedBy(2), mentions);
        feed.send(feed.left(), PORTION, mentions);
      }
      default ->
          feed.send(feed.left(), fault.strikes() ? PORTION : PORTION.multipliedBy(2), mentions);
    }
  }

  private void addTaskManagers(int wanted) throws IOException, InterruptedException {
    for (int number = TASK_MANAGERS + 1; number <= wanted; number++) {
      cluster.startPart(LocalCluster.taskManager(number));
    }
    cluster.awaitTaskManagers(Math.max(TASK_MANAGERS, wanted));
  }

  /** As many as before this trial, all of them running, whatever it did to them. */
  private void restoreTaskManagers() throws IOException, InterruptedException {
    for (String role :
        cluster.taskManagers().subList(TASK_MANAGERS, cluster.taskManagers().size())) {
      cluster.removePart(role);
    }
    for (String role : cluster.deadTaskManagers()) {
      cluster.startPart(role);
    }
  }

  /** A broker of its own, and no tables: nothing of an earlier run is left. */
  static void emptyTopicsAndTables(LocalCluster cluster)
      throws IOException, InterruptedException, SQLException {
    cluster.restartEmpty(LocalCluster.KAFKA);
    awaitBroker(KafkaConnection.to(cluster.kafka()));
    try (Connection connection = cluster.postgres().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
  }

  /** A broker listens for a while before it answers. */
  private static void awaitBroker(KafkaConnection kafka) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (true) {
      try {
        KafkaTopics.ensure(kafka, List.of(), List.of(), -1, (short) -1);
        return;
      } catch (ServiceUnreachableException e) {
        deadline.pause("the broker does not answer");
      }
    }
  }

  private String submit(@Nullable String savepoint, int parallelism) throws InterruptedException {
    return new Submission(cluster.restAddress(), jobJar, parallelism, savepoint, false)
        .run(settings, PATIENCE);
  }

  private double strikeWhileSending(
      Fault fault, int number, Feed feed, int portion, MentionTopic mentions)
      throws InterruptedException, IOException, ExecutionException {
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                feed.send(portion, PORTION, mentions);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    TimeUnit.MILLISECONDS.sleep(dice.nextLong(PORTION.toMillis()));
    strike(fault, number);
    long ended = System.nanoTime();
    awaitProgress();
    double seconds = (System.nanoTime() - ended) / 1e9;
    progress.accept("%s %d: recovered in %.0f s".formatted(fault, number + 1, seconds));
    sending.get();
    return seconds;
  }

  private void strike(Fault fault, int number) throws InterruptedException, IOException {
    switch (fault) {
      case TASKMANAGER_KILLED -> {
        List<String> roles = cluster.taskManagers();
        String role = roles.get(dice.nextInt(roles.size()));
        cluster.killPart(role);
        cluster.startPart(role);
      }
      case JOBMANAGER_KILLED -> {
        cluster.killPart(LocalCluster.JOB_MANAGER);
        cluster.startPart(LocalCluster.JOB_MANAGER);
        cluster.await(LocalCluster.JOB_MANAGER);
      }
      case BROKER_DOWN, BROKER_DOWN_TOO_LONG -> {
        cluster.killPart(LocalCluster.KAFKA);
        comeBack(LocalCluster.KAFKA);
      }
      case DATABASE_DOWN -> {
        cluster.endPart(LocalCluster.POSTGRES);
        comeBack(LocalCluster.POSTGRES);
      }
      case RESCALED -> {
        rescale(1);
        awaitProgress();
        rescale(2);
      }
      case SAVEPOINT -> {
        String savepoint = cluster.rest().stopWithSavepoint(job, null, PATIENCE);
        job = submit(savepoint, number % 2 == 0 ? 1 : PARALLELISM);
      }
      case RESUBMITTED -> {
        awaitCheckpoints(1);
        cancel();
        List<String> checkpoints = cluster.rest().checkpointsOfEnded(job);
        job = submit(checkpoints.get(checkpoints.size() - 1), PARALLELISM);
      }
      case OLDER_CHECKPOINT -> {
        List<String> checkpoints = awaitCheckpoints(4);
        cancel();
        job = submit(checkpoints.get(1), PARALLELISM);
      }
      case DAMAGED_MODEL -> {
        String savepoint = cluster.rest().stopWithSavepoint(job, null, PATIENCE);
        refuseTheDamagedModel();
        job = submit(savepoint, PARALLELISM);
      }
      default -> throw new IllegalArgumentException(fault + " is no moment");
    }
  }

  private void refuseTheDamagedModel() {
    JobSettings taken;
    try {
      taken = damaged.get();
    } catch (RuntimeException e) {
      progress.accept("refused before anything was submitted: " + e.getMessage());
      return;
    }
    throw new CommandFailedException(taken.name() + " took a damaged model");
  }

  private void comeBack(String role) throws InterruptedException, IOException {
    TimeUnit.MILLISECONDS.sleep(outage.toMillis());
    cluster.startPart(role);
    cluster.await(role);
  }

  private void rescale(int parallelism) throws InterruptedException {
    cluster.rest().require(job, parallelism);
    Deadline deadline = new Deadline(PATIENCE);
    while (!runs(parallelism)) {
      deadline.pause("the job is not rescaled to " + parallelism);
    }
  }

  private List<String> awaitCheckpoints(int count) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (true) {
      List<String> checkpoints = cluster.rest().checkpoints(job);
      if (checkpoints.size() >= count) {
        return checkpoints;
      }
      deadline.pause("no " + count + " checkpoints");
    }
  }

  /** Leaves nothing behind for the next trial. */
  void cleanUp() throws IOException, InterruptedException {
    for (FlinkRest.JobEntry entry : cluster.rest().jobs()) {
      if (entry.isActive()) {
        job = entry.id();
        cancel();
      }
    }
    restoreTaskManagers();
  }

  private void cancel() throws InterruptedException {
    FlinkRest rest = cluster.rest();
    rest.cancel(job);
    Deadline deadline = new Deadline(PATIENCE);
    while (rest.find(job).isActive()) {
      deadline.pause("the job does not end");
    }
  }

  /** A fault should strike a job that keeps up, not one that is still reading the calm days. */
  private static void awaitCaughtUp(Judge judge, long sent) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (judge.scored() < sent * CAUGHT_UP) {
      if (judge.read() == 0) {
        deadline.pause("the job does not keep up");
      }
    }
  }

  /** Returns when the whole job runs and has completed a checkpoint since the call. */
  private void awaitProgress() throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    long before = Math.max(0, latestCheckpoint());
    while (!runs(null) || latestCheckpoint() <= before) {
      deadline.pause("the job does not recover");
    }
  }

  private boolean runs(@Nullable Integer parallelism) {
    try {
      return cluster.rest().runs(job, parallelism);
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return false;
    }
  }

  private long latestCheckpoint() {
    try {
      return cluster.rest().latestCheckpoint(job);
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return -1;
    }
  }

  private void awaitResults(Judge judge) throws InterruptedException {
    Deadline silence = new Deadline(SILENCE);
    while (!judge.topicsAreComplete() && !silence.isOver()) {
      if (judge.read() > 0) {
        silence = new Deadline(SILENCE);
      }
    }
    // what was to come twice would come with the next transaction
    awaitProgress();
    awaitProgress();
    judge.readAll();
    progress.accept(judge.come() + " results have come");
  }

  private Judge.Verdict judgeWhenTablesHaveCome(Judge judge)
      throws SQLException, InterruptedException {
    Deadline deadline = new Deadline(Duration.ofSeconds(30));
    while (true) {
      Judge.Verdict verdict = judge.verdict(cluster.postgres());
      if (verdict.complete() || deadline.isOver()) {
        return verdict;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private String memory() throws IOException {
    return cluster.rest().taskManagerMemory()
        + "; %.0f MB resident, %d MB of temporary files"
            .formatted(cluster.taskManagersResidentMegabytes(), cluster.temporaryBytes() >> 20);
  }
}
