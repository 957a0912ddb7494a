package io.vigie.cli.chaos;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.ResultStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what a job wrote to topics (committed records only, each of {@link Feed#PARTITIONS}
 * partitions) and tables, and holds it against the truth.
 */
final class Judge implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(300);

  /**
   * What a run cost. Each number counts results of all streams and tables up to the horizon.
   *
   * @param due results that had to come
   * @param lost those that did not
   * @param duplicated records too many in topics that are written exactly once
   * @param repeated records too many in the others, each with the key of the first
   * @param different records with the key of a due one and another content
   * @param unexpected records whose key is not due at all
   * @param examples a few keys of what is wrong
   */
  record Verdict(
      long due,
      long lost,
      long duplicated,
      long repeated,
      long different,
      long unexpected,
      List<String> examples) {

    /** Whether nothing is lost and nothing else is there. */
    boolean complete() {
      return lost == 0 && different == 0 && unexpected == 0;
    }

    /** Whether all is as without a fault. */
    boolean exact() {
      return complete() && duplicated == 0;
    }
  }

  private final Truth truth;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** How often each key came with each content. */
  private final Map<ResultStream, Map<String, Map<String, Integer>>> seen =
      new EnumMap<>(ResultStream.class);

  /** When a signal was written first, by its key. */
  private final Map<String, Written> signals = new HashMap<>();

  private record Written(Instant at, long millis) {}

  Judge(Truth truth, KafkaConnection kafka) {
    this.truth = truth;
    Properties properties = kafka.toProperties();
    properties.setProperty("isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions = new ArrayList<>();
    for (ResultStream stream : Result.JUDGED) {
      seen.put(stream, new HashMap<>());
      for (int partition = 0; partition < Feed.PARTITIONS; partition++) {
        partitions.add(new TopicPartition(stream.topic(), partition));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads everything that is committed at the time of the call. */
  void readAll() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
      read();
    }
  }

  /** Reads on in the topics; returns how many records came. */
  int read() {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      ResultStream stream =
          Result.JUDGED.stream()
              .filter(judged -> judged.topic().equals(record.topic()))
              .findFirst()
              .orElseThrow();
      Result result = Result.read(stream, new String(record.value(), StandardCharsets.UTF_8));
      if (!result.at().isAfter(truth.horizon())) {
        Objects.requireNonNull(seen.get(stream))
            .computeIfAbsent(result.key(), key -> new TreeMap<>())
            .merge(result.content(), 1, Integer::sum);
        if (stream == ResultStream.SIGNALS) {
          signals.putIfAbsent(result.key(), new Written(result.at(), record.timestamp()));
        }
      }
      count++;
    }
    return count;
  }

  /** Whether everything that is due in topics has come, as far as it can be waited for. */
  boolean topicsAreComplete() {
    return Result.JUDGED.stream()
        .filter(stream -> !stream.compacted())
        .allMatch(
            stream ->
                Objects.requireNonNull(seen.get(stream))
                    .keySet()
                    .containsAll(truth.due(stream).keySet()));
  }

  /**
   * How long signals took, in seconds: from the moment at which the last mention was sent that they
   * had to wait for, to that at which they were written (the broker's time). Ascending.
   *
   * @param from those of this event time and later
   * @param wait event time that a signal waits for late mentions
   * @param notOf a brand whose signals do not count
   */
  List<Double> delays(Feed feed, Instant from, Duration wait, String notOf) {
    List<Double> delays = new ArrayList<>();
    signals.forEach(
        (key, written) -> {
          Long sent = feed.sentAt(written.at().plus(wait));
          if (sent != null && !written.at().isBefore(from) && !key.startsWith(notOf + " ")) {
            delays.add((written.millis() - sent) / 1000.0);
          }
        });
    delays.sort(null);
    return delays;
  }

  /** How many scored mentions have come. */
  int scored() {
    return Objects.requireNonNull(seen.get(ResultStream.SCORED_MENTIONS)).size();
  }

  /** How many results have come, of those that are due in topics. */
  long come() {
    return Result.JUDGED.stream()
        .mapToLong(stream -> Objects.requireNonNull(seen.get(stream)).size())
        .sum();
  }

  /**
   * Holds topics and tables against the truth.
   *
   * @param postgres where the tables are
   */
  Verdict verdict(PostgresSettings postgres) throws SQLException {
    Counts counts = new Counts();
    for (ResultStream stream : Result.JUDGED) {
      judge(stream, counts);
    }
    judgeTables(postgres, counts);
    return counts.verdict();
  }

  private void judge(ResultStream stream, Counts counts) {
    Map<String, Result> due = truth.due(stream);
    Map<String, Map<String, Integer>> came = Objects.requireNonNull(seen.get(stream));
    counts.due += due.size();
    due.forEach(
        (key, result) -> {
          Map<String, Integer> contents = came.getOrDefault(key, Map.of());
          int copies = contents.values().stream().mapToInt(Integer::intValue).sum();
          if (copies == 0 && !(stream.compacted() && laterRevisionCame(key, came))) {
            counts.lost(stream.label() + " " + key);
          } else if (copies > 0 && !contents.keySet().equals(Set.of(result.content()))) {
            counts.different(stream.label() + " " + key);
          }
          if (copies > 1 && stream.delivery() == DeliveryGuarantee.EXACTLY_ONCE) {
            counts.duplicated += copies - 1;
          } else if (copies > 1) {
            counts.repeated += copies - 1;
          }
        });
    came.keySet().stream()
        .filter(key -> !due.containsKey(key))
        .forEach(key -> counts.unexpected(stream.label() + " " + key));
  }

  /** Of a compacted topic the broker may drop all but the last revision before it is read. */
  private static boolean laterRevisionCame(String key, Map<String, Map<String, Integer>> came) {
    String[] due = key.split(" ");
    return came.keySet().stream()
        .map(other -> other.split(" "))
        .anyMatch(
            other ->
                other[0].equals(due[0]) && Integer.parseInt(other[1]) > Integer.parseInt(due[1]));
  }

  private void judgeTables(PostgresSettings postgres, Counts counts) throws SQLException {
    Set<String> alerts =
        keys(postgres, "SELECT alert_id FROM alerts WHERE at <= ?", truth.horizon());
    judgeTable("table alerts", alerts, truth.due(ResultStream.ALERTS).keySet(), counts);

    // an incident's row goes on to later revisions; one older than what is due is a loss
    Map<String, Integer> last = new HashMap<>();
    for (String revision : truth.due(ResultStream.INCIDENTS).keySet()) {
      String[] parts = revision.split(" ");
      last.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
    }
    Map<String, Integer> rows = revisions(postgres);
    counts.due += last.size();
    last.forEach(
        (id, revision) -> {
          if (rows.getOrDefault(id, -1) < revision) {
            counts.lost("table incidents " + id + " " + revision);
          }
        });

    Set<String> kpis =
        keys(
            postgres,
            "SELECT brand || ' ' || platform || ' ' || size || ' ' || extract(epoch FROM"
                + " window_start)::bigint FROM kpis WHERE window_end <= ?",
            truth.horizon());
    judgeTable("table kpis", kpis, kpiRows(), counts);
  }

  private Set<String> kpiRows() {
    Set<String> rows = new HashSet<>();
    for (String kpi : truth.due(ResultStream.KPIS).keySet()) {
      // brand, platform, size, start, revision; a brand's name may have spaces
      String[] parts = kpi.split(" ");
      int n = parts.length;
      if (!parts[n - 3].equals("1m")) {
        String brand = String.join(" ", List.of(parts).subList(0, n - 4));
        long start = Instant.parse(parts[n - 2]).getEpochSecond();
        rows.add(brand + " " + parts[n - 4] + " " + parts[n - 3] + " " + start);
      }
    }
    return rows;
  }

  private static void judgeTable(String name, Set<String> rows, Set<String> due, Counts counts) {
    counts.due += due.size();
    due.stream().filter(key -> !rows.contains(key)).forEach(key -> counts.lost(name + " " + key));
    rows.stream()
        .filter(key -> !due.contains(key))
        .forEach(key -> counts.unexpected(name + " " + key));
  }

  private static Set<String> keys(PostgresSettings postgres, String query, Instant until)
      throws SQLException {
    Set<String> keys = new HashSet<>();
    try (Connection connection = postgres.connect();
        var statement = connection.prepareStatement(query)) {
      statement.setTimestamp(1, Timestamp.from(until));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1));
        }
      }
    }
    return keys;
  }

  private static Map<String, Integer> revisions(PostgresSettings postgres) throws SQLException {
    Map<String, Integer> revisions = new HashMap<>();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT incident_id, revision FROM incidents")) {
      while (rows.next()) {
        revisions.put(rows.getString(1), rows.getInt(2));
      }
    }
    return revisions;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static final class Counts {
    private static final int EXAMPLES = 5;
    private long due;
    private long lost;
    private long duplicated;
    private long repeated;
    private long different;
    private long unexpected;
    private final List<String> examples = new ArrayList<>();

    void lost(String key) {
      lost++;
      example("lost: " + key);
    }

    void different(String key) {
      different++;
      example("different: " + key);
    }

    void unexpected(String key) {
      unexpected++;
      example("unexpected: " + key);
    }

    private void example(String text) {
      if (examples.size() < EXAMPLES) {
        examples.add(text);
      }
    }

    Verdict verdict() {
      return new Verdict(due, lost, duplicated, repeated, different, unexpected, examples);
    }
  }
}
