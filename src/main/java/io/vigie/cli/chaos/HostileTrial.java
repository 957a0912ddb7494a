package io.vigie.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Deadline;
import io.vigie.cli.cluster.FlinkRest;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.cluster.MentionTopic;
import io.vigie.cli.cluster.Submission;
import io.vigie.cli.cluster.Topics;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.job.JobSettings;
import io.vigie.stream.Tallied;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@link HostileRecords} through the job: it must not be restarted, every record must be accounted
 * for, by the job's own counters and by what stands in the topics, and event time must go on.
 */
final class HostileTrial {

  /** The control topic is read only where there is a key; nobody signs with this one. */
  static final String KEYS = "control.keys=hostile:nobody-signs-with-this-throw-away-secret";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** One control record for so many mentions. */
  private static final int CONTROL_EVERY = 100;

  private static final long TELL_EVERY = 100_000;
  private static final int PARALLELISM = 2;

  private final LocalCluster cluster;
  private final Path jobJar;
  private final JobSettings settings;
  private final long records;
  private final HostileRecords hostile;
  private final Consumer<String> progress;
  private final List<String> problems = new ArrayList<>();
  private long controls;

  HostileTrial(
      LocalCluster cluster,
      Path jobJar,
      JobSettings settings,
      long records,
      long seed,
      Consumer<String> progress) {
    this.cluster = cluster;
    this.jobJar = jobJar;
    this.settings = settings;
    this.records = records;
    this.hostile = new HostileRecords(seed, Instant.now(), records);
    this.progress = progress;
  }

  /**
   * Runs it on empty topics and prints its table.
   *
   * @return whether all went as promised
   */
  boolean run(PrintWriter out) throws IOException, InterruptedException {
    KafkaConnection kafka = KafkaConnection.to(cluster.kafka());
    String topic = Objects.requireNonNull(settings.kafka()).topic();
    String control = Objects.requireNonNull(settings.control()).topic();
    KafkaTopics.ensure(kafka, settings.kafkaStreams(), List.of(topic), Feed.PARTITIONS, (short) 1);
    KafkaTopics.ensure(kafka, List.of(), List.of(control), 1, (short) 1);
    String job =
        new Submission(cluster.restAddress(), jobJar, PARALLELISM, null, false)
            .run(settings, PATIENCE);
    long restartsBefore = cluster.rest().restarts(job);
    long started = System.nanoTime();
    try (MentionTopic mentions = MentionTopic.open(kafka, topic, PATIENCE);
        MentionTopic forged = MentionTopic.open(kafka, control, PATIENCE)) {
      send(mentions, forged);
    }
    Map<String, Long> counts = awaitAll(job);
    double minutes = (System.nanoTime() - started) / 60e9;
    long restarts = cluster.rest().restarts(job) - restartsBefore;
    expect("restarts", 0, restarts);
    awaitCommit(job);
    hold(counts, kafka);
    cluster.rest().cancel(job);
    print(counts, restarts, minutes, out);
    problems.forEach(problem -> progress.accept(Fault.HOSTILE_RECORDS + ": " + problem));
    return problems.isEmpty();
  }

  private void send(MentionTopic mentions, MentionTopic forged) {
    for (long i = 0; i < records; i++) {
      mentions.send(hostile.mention(i));
      if (i % CONTROL_EVERY == 0) {
        forged.send(hostile.control(i));
        controls++;
      }
      if (i % TELL_EVERY == TELL_EVERY - 1) {
        progress.accept((i + 1) + " records sent");
      }
    }
    mentions.flush();
    forged.flush();
  }

  /** What the job has counted when it has seen everything, or when nothing is counted any more. */
  private Map<String, Long> awaitAll(String job) throws InterruptedException {
    Map<String, Long> last = Map.of();
    Deadline silence = new Deadline(PATIENCE);
    while (!silence.isOver()) {
      Map<String, Long> counts = counts(job);
      if (!counts.equals(last)) {
        last = counts;
        silence = new Deadline(PATIENCE);
      }
      if (of(counts, Tallied.READ) + of(counts, Tallied.COPIES) <= accounted(counts)
          && of(counts, Tallied.READ) >= records
          && refused(counts) >= controls) {
        return counts;
      }
      silence.pause("the job has not read everything");
    }
    return last;
  }

  private Map<String, Long> counts(String job) {
    try {
      return cluster.rest().counts(job);
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return Map.of();
    }
  }

  /** What was written before now is visible after the second checkpoint from here. */
  private void awaitCommit(String job) throws InterruptedException {
    FlinkRest rest = cluster.rest();
    long before = rest.latestCheckpoint(job);
    Deadline deadline = new Deadline(PATIENCE);
    while (rest.latestCheckpoint(job) < before + 2) {
      deadline.pause("no checkpoint is completed");
    }
  }

  private void hold(Map<String, Long> counts, KafkaConnection kafka) throws IOException {
    expect("records read", records, of(counts, Tallied.READ));
    expect(
        "scored, unscored, dead letters and duplicates",
        of(counts, Tallied.READ) + of(counts, Tallied.COPIES),
        accounted(counts));
    expect("control messages let in", 0, of(counts, Tallied.CONTROL));
    expect("control messages refused", controls, of(counts, Tallied.CONTROL_REFUSED));

    Set<String> scored = new HashSet<>();
    List<Long> lines = new ArrayList<>();
    Topics.read(
        kafka,
        ResultStream.SCORED_MENTIONS.topic(),
        line -> {
          JsonNode json = json(line);
          scored.add(json.path("id").asText() + " " + json.path("brand").asText());
          lines.add(0L);
        });
    long inTopic = lines.size();
    expect("records in " + ResultStream.SCORED_MENTIONS.topic(), scoredOrNot(counts), inTopic);
    expect("different ones among them", inTopic, scored.size());
    expect(
        "ordinary mentions among them",
        HostileRecords.good(records),
        scored.stream().filter(key -> key.startsWith(HostileRecords.GOOD)).count());

    Set<String> origins = new HashSet<>();
    Topics.read(
        kafka,
        ResultStream.DEAD_LETTERS.topic(),
        line -> origins.add(json(line).path("origin").toString()));
    expect(
        "dead letters in their topic",
        of(counts, Tallied.DEAD_LETTERS) + of(counts, Tallied.CONTROL_REFUSED),
        origins.size());

    Instant[] last = {Instant.MIN};
    Topics.read(
        kafka,
        ResultStream.INDICATORS.topic(),
        line -> {
          Instant at = Instant.parse(json(line).path("at").asText());
          last[0] = at.isAfter(last[0]) ? at : last[0];
        });
    // the last steps stay open until later mentions come
    Instant due = hostile.end().minus(settings.outOfOrder()).minus(Duration.ofMinutes(3));
    if (last[0].isBefore(due) || last[0].isAfter(hostile.end().plus(Duration.ofMinutes(10)))) {
      problems.add("event time has come to " + last[0] + ", due was " + due);
    }
  }

  private void expect(String what, long due, long found) {
    if (due != found) {
      problems.add(what + ": " + found + " instead of " + due);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a result that is not JSON", e);
    }
  }

  private static long scoredOrNot(Map<String, Long> counts) {
    return of(counts, Tallied.SCORED) + of(counts, Tallied.UNSCORED);
  }

  private static long accounted(Map<String, Long> counts) {
    return scoredOrNot(counts) + of(counts, Tallied.DEAD_LETTERS) + of(counts, Tallied.DUPLICATES);
  }

  private static long refused(Map<String, Long> counts) {
    return of(counts, Tallied.CONTROL) + of(counts, Tallied.CONTROL_REFUSED);
  }

  private static long of(Map<String, Long> counts, String name) {
    return counts.getOrDefault(name, 0L);
  }

  private void print(Map<String, Long> counts, long restarts, double minutes, PrintWriter out) {
    out.println();
    out.println(
        "| hostile records | read | brands more | scored | unscored | dead letters | duplicates | late |"
            + " forged control messages refused | restarts | minutes | verdict |");
    out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
    out.printf(
        java.util.Locale.ROOT,
        "| %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d of %,d | %d | %.1f | %s |%n",
        records,
        of(counts, Tallied.READ),
        of(counts, Tallied.COPIES),
        of(counts, Tallied.SCORED),
        of(counts, Tallied.UNSCORED),
        of(counts, Tallied.DEAD_LETTERS),
        of(counts, Tallied.DUPLICATES),
        of(counts, Tallied.LATE),
        of(counts, Tallied.CONTROL_REFUSED),
        controls,
        restarts,
        minutes,
        problems.isEmpty() ? "holds" : "**FAILS**");
    out.flush();
  }
}
