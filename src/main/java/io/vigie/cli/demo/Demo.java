package io.vigie.cli.demo;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.PostgresSchema;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.local.LocalKafka;
import io.vigie.connector.local.LocalPostgres;
import io.vigie.connector.local.LocalScratch;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.stream.Tallied;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The whole system on this one machine: a Kafka broker, a PostgreSQL server, a Flink cluster with
 * the job crisis-detection, invented mentions, and a screen. What it starts, it stops.
 */
public final class Demo {

  private static final Duration FRAME = Duration.ofMillis(250);
  private static final Duration PLAIN_PACE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PARTITIONS = 2;
  private static final long SEED = 20_260_105;

  /** The history counts as read when the indicators are this close to its end. */
  private static final Duration NEARLY = Duration.ofMinutes(10);

  /**
   * What somebody wants to see.
   *
   * @param length how long, from the start of the command, or null for until stopped
   * @param redraws true for a real terminal, false for plain lines
   * @param port preferred port of the web UI on the loopback address; if it is taken, another
   */
  public record Wish(@Nullable Duration length, boolean redraws, int port) {}

  private final Wish wish;
  private final Function<List<String>, JobSettings> settings;
  private final PrintStream out;
  private final DemoScreen screen;
  private final List<String> brands = DemoBrand.all().stream().map(DemoBrand::name).toList();
  private final String controlKeys = newKeys();
  private final long begun = System.nanoTime();
  private final Deque<Started> started = new ArrayDeque<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Something that has to be stopped again. */
  private record Started(String name, AutoCloseable service) {}

  /** What runs once everything is up. */
  private record Running(
      PostgresSettings postgres,
      JobClient job,
      MentionFeed feed,
      ResultFollower follower,
      String webUi,
      String kafka) {}

  /**
   * @param settings reads the job's settings, overridden by the given pairs {@code key=value}
   * @param out the terminal
   */
  public Demo(Wish wish, Function<List<String>, JobSettings> settings, PrintStream out) {
    this.wish = wish;
    this.settings = settings;
    this.out = out;
    this.screen = new DemoScreen(out, wish.redraws(), PLAIN_PACE, brands);
  }

  /**
   * Runs until its time is over or the process is told to end, then stops what it started and tells
   * what it did.
   *
   * @throws IOException if a service cannot start
   * @throws ExecutionException if the job failed
   */
  public void run() throws IOException, InterruptedException, ExecutionException {
    Thread interrupt = new Thread(this::stopAndWait, "demo-stop");
    Runtime.getRuntime().addShutdownHook(interrupt);
    try {
      Running running = start();
      try {
        watch(running);
      } finally {
        tell(running);
      }
    } finally {
      closeAll();
      stopped.countDown();
    }
  }

  /** Ctrl-C: the process must not end before its services have. */
  private void stopAndWait() {
    stop.countDown();
    try {
      stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Running start() throws IOException, InterruptedException {
    screen.line("Starting a whole system on this machine; Ctrl-C stops it.");
    CompletableFuture<LocalPostgres> database = CompletableFuture.supplyAsync(Demo::postgres);
    long since = System.nanoTime();
    LocalKafka broker = LocalKafka.start();
    started.push(new Started("Kafka", broker));
    screen.line(step("Kafka", since, broker.bootstrapServers()));
    LocalPostgres server = database.join();
    started.push(new Started("PostgreSQL", server));
    PostgresSchema.ensure(server.settings());
    screen.line(step("PostgreSQL with its tables", since, server.settings().url()));

    JobSettings job = settings.apply(overrides(broker, server, controlKeys));
    screen.language(job.detection().incidents().language());
    JobSettings.KafkaInput input = job.kafka();
    JobSettings.ControlInput control = job.control();
    if (input == null || control == null) {
      throw new IllegalStateException("kafka.bootstrapServers or control.keys was taken away");
    }
    since = System.nanoTime();
    KafkaConnection connection = input.connection();
    KafkaTopics.ensure(
        connection,
        job.kafkaStreams(),
        List.of(input.topic(), control.topic()),
        PARTITIONS,
        (short) 1);
    MentionFeed feed =
        MentionFeed.start(
            DemoPlan.at(Instant.now()),
            new MentionGenerator(SEED, DemoBrand.all()),
            connection,
            input.topic(),
            PARTITIONS);
    started.push(new Started("the feed", feed));

    int port = freePort(wish.port());
    JobClient client = submit(job, port);
    started.push(new Started("the job", () -> cancel(client)));
    String webUi = "http://127.0.0.1:" + port;
    screen.line(step("Flink with the job crisis-detection", since, "web UI " + webUi));
    ResultFollower follower = ResultFollower.start(connection, screen);
    started.push(new Started("the screen", follower));
    return new Running(server.settings(), client, feed, follower, webUi, broker.bootstrapServers());
  }

  /** A key for this demo alone: nobody else may steer it. */
  private static String newKeys() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return "demo:" + HexFormat.of().formatHex(secret);
  }

  /** Lets fast motion begin, and tells the commands of this machine where. */
  private void goLive(Running running) throws IOException {
    DemoPlan plan = running.feed().plan();
    running.feed().goLive();
    RunningDemo demo =
        new RunningDemo(
            ProcessHandle.current().pid(),
            running.kafka(),
            controlKeys,
            plan.liveFrom().toString(),
            Instant.now().toString(),
            plan.speed());
    Path file = RunningDemo.file();
    demo.write(file);
    started.push(new Started("the word to other commands", () -> demo.remove(file)));
    screen.line(String.format(Locale.ROOT, "Read and learnt at %.1f s; now live", seconds(begun)));
    screen.line("In another terminal: ./vigie drill data-breach --brand Aerolys");
  }

  private static LocalPostgres postgres() {
    try {
      return LocalPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> overrides(
      LocalKafka broker, LocalPostgres server, String controlKeys) {
    PostgresSettings postgres = server.settings();
    return List.of(
        "kafka.bootstrapServers=" + broker.bootstrapServers(),
        "kafka.start=earliest",
        "sinks.kafka.enabled=true",
        "control.keys=" + controlKeys,
        "sinks.postgres.url=" + postgres.url(),
        "sinks.postgres.user=" + postgres.user(),
        "sinks.postgres.password=" + postgres.password(),
        // what is exactly once becomes visible with each checkpoint: soon, for those who watch
        "flink.checkpointInterval=5s");
  }

  private static JobClient submit(JobSettings job, int port) throws IOException {
    Configuration flink = CrisisDetection.configuration(job);
    LocalScratch.give(flink);
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    flink.set(RestOptions.BIND_PORT, String.valueOf(port));
    flink.set(RestOptions.PORT, port);
    int parallelism = Math.min(PARTITIONS, Runtime.getRuntime().availableProcessors());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
    CrisisDetection.onKafka(env, job);
    try {
      return env.executeAsync(job.name());
    } catch (Exception e) {
      throw new IllegalStateException("Flink could not start: " + e.getMessage(), e);
    }
  }

  /** The preferred port, or any free one if that is taken. */
  private static int freePort(int preferred) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket socket = new ServerSocket(preferred, 1, loopback)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
        return socket.getLocalPort();
      }
    }
  }

  /** Shows what happens until it is time to stop. */
  private void watch(Running running) throws IOException, InterruptedException, ExecutionException {
    Instant historyEnds = running.feed().plan().liveFrom();
    boolean historySent = false;
    boolean live = false;
    while (!stop.await(FRAME.toMillis(), TimeUnit.MILLISECONDS) && !over()) {
      if (!historySent && running.feed().historyIsOut()) {
        historySent = true;
        screen.line(
            String.format(
                Locale.ROOT,
                "Three weeks of ordinary days, %,d mentions: sent at %.1f s",
                running.feed().sent(),
                seconds(begun)));
      }
      if (!live && !running.follower().reached().isBefore(historyEnds.minus(NEARLY))) {
        live = true;
        goLive(running);
      }
      screen.status(
          String.format(
              Locale.ROOT,
              "%,d mentions, %.0f s, %s",
              running.feed().sent(),
              seconds(begun),
              running.webUi()));
      screen.refresh(Instant.now());
      check(running);
    }
  }

  private boolean over() {
    return wish.length() != null && System.nanoTime() - begun >= wish.length().toNanos();
  }

  /** Whatever ended early ends the demo, and says why. */
  private static void check(Running running) throws InterruptedException, ExecutionException {
    if (running.job().getJobExecutionResult().isDone()) {
      running.job().getJobExecutionResult().get();
      throw new IllegalStateException("the job ended by itself");
    }
    Exception failure =
        running.feed().failure() != null ? running.feed().failure() : running.follower().failure();
    if (failure != null) {
      throw new IllegalStateException("the demo cannot go on: " + failure.getMessage(), failure);
    }
  }

  private void tell(Running running) {
    screen.line("");
    screen.line(String.format(Locale.ROOT, "Summary after %.0f s", seconds(begun)));
    screen.line(
        String.format(
            Locale.ROOT,
            "Mentions: %,d sent, %s read by the job",
            running.feed().sent(),
            read(running.job())));
    screen.line("Alerts by brand and level:");
    DemoSummary.alerts(brands, running.follower().alerts()).forEach(screen::line);
    try {
      screen.line("Rows in PostgreSQL: " + rows(DemoSummary.rows(running.postgres())));
    } catch (SQLException | RuntimeException e) {
      // after Ctrl-C the server may have stopped before us
      screen.line("Rows in PostgreSQL: not known, " + e.getMessage());
    }
    screen.line("The web UI was at " + running.webUi());
  }

  private static String rows(Map<String, Long> rows) {
    return String.join(
        ", ",
        rows.entrySet().stream()
            .map(row -> String.format(Locale.ROOT, "%s %,d", row.getKey(), row.getValue()))
            .toList());
  }

  private static String read(JobClient job) {
    try {
      Object count =
          job.getAccumulators().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).get(Tallied.READ);
      return count instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : "none";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "an unknown number";
    } catch (ExecutionException | TimeoutException e) {
      return "an unknown number";
    }
  }

  private static void cancel(JobClient job)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!job.getJobExecutionResult().isDone()) {
      job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      // The cluster ends with its job; the broker must stay until both have.
      job.getJobExecutionResult()
          .handle((result, end) -> "ended")
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** In the opposite order of starting. One that fails does not keep the others from stopping. */
  private void closeAll() {
    while (!started.isEmpty()) {
      Started last = started.pop();
      try {
        last.service().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        screen.line(last.name() + " did not stop cleanly: " + e);
      }
    }
    out.flush();
  }

  private static String step(String what, long since, String where) {
    return String.format(Locale.ROOT, "%s: %.1f s (%s)", what, seconds(since), where);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
