package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.KafkaRun;
import io.vigie.fixture.Talk;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of an earlier release, made in the middle of a crisis and kept in
 * src/test/resources/savepoints, goes on in the job as it is today: with more parallelism, with
 * other patterns and without its model.
 *
 * <p>To keep one of the present state, before a release: {@code ./mvnw -q test
 * -Dtest=SavepointUpgradeTest -Dvigie.update=true}.
 */
class SavepointUpgradeTest {

  private static final Path KEPT = Path.of("src/test/resources/savepoints/0.1.0");

  /** Well below what a repository minds. */
  private static final long LARGEST = 1_000_000;

  /** In the middle of the crisis: its incident is open, sequences are half complete. */
  private static final Instant STOPPED = Talk.NOON.plusSeconds(15 * 60);

  @TempDir static Path shared;
  @TempDir Path directory;

  private static List<Mention> before;
  private static List<Mention> after;

  /** Alerts of a run on a file that never stops, by id. */
  private static final Map<String, JsonNode> EXPECTED = new HashMap<>();

  private KafkaRun run;

  @BeforeAll
  static void runWithoutAStopAndMakeTheSavepointIfAsked() throws Exception {
    List<Mention> mentions = Talk.mentions();
    before = mentions.stream().filter(m -> m.createdAt().isBefore(STOPPED)).toList();
    after = mentions.stream().filter(m -> !m.createdAt().isBefore(STOPPED)).toList();
    FileRun run =
        FileRun.of(
            shared.resolve("out"),
            1,
            List.of(Talk.write(shared.resolve("mentions.jsonl"), mentions)));
    EXPECTED.putAll(run.alerts());
    if (Boolean.getBoolean("vigie.update")) {
      SavepointUpgradeTest maker = new SavepointUpgradeTest();
      maker.start();
      try {
        maker.keep(Files.createDirectories(shared.resolve("savepoints")));
      } finally {
        maker.stop();
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    run = KafkaRun.start(1, 1, 2, new Configuration());
    send(before);
  }

  @AfterEach
  void stop() throws Exception {
    run.close();
  }

  private void keep(Path temporary) throws Exception {
    JobID job =
        submit(
            1,
            SavepointRestoreSettings.none(),
            Path.of("jobs/crisis-detection"),
            "flink.properties.execution.checkpointing.snapshot-compression=true");
    awaitRecords(ResultStream.SCORED_MENTIONS, read -> read.size() >= before.size());
    Path made = Path.of(URI.create(run.stop(job, temporary)));
    if (Files.exists(KEPT)) {
      try (Stream<Path> old = Files.walk(KEPT)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(KEPT);
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.toList()) {
        Files.copy(file, KEPT.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void theSavepointIsSmall() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isBetween(1L, LARGEST);
    }
  }

  @Test
  void itGoesOnWithMoreParallelismAsIfItHadNeverStopped() throws Exception {
    JobID job = submit(2, kept(false), Path.of("jobs/crisis-detection"));
    send(after);

    // The last words of the story wait for an end that a topic does not have.
    String last = Talk.END.minusSeconds(15 * 60).toString();
    String first = STOPPED.plusSeconds(60).toString();
    Set<String> due =
        EXPECTED.entrySet().stream()
            .filter(alert -> alert.getValue().get("at").textValue().compareTo(last) < 0)
            .filter(alert -> alert.getValue().get("at").textValue().compareTo(first) > 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(due).isNotEmpty();
    List<JsonNode> told =
        awaitRecords(ResultStream.ALERTS, alerts -> ids(alerts, "alertId").containsAll(due));

    for (JsonNode alert : told) {
      assertThat(alert).isEqualTo(EXPECTED.get(alert.get("alertId").textValue()));
    }
    assertThat(told).extracting(alert -> alert.get("revision").intValue()).noneMatch(r -> r == 1);
    run.cluster().cancelJob(job).get();
  }

  /** What docs/deploy.md says of a changed pattern, of one that is gone, and of a model. */
  @Test
  void theIncidentGoesOnWithOtherPatternsAndWithoutTheModel() throws Exception {
    Path other = directory.resolve("crisis-detection");
    copy(Path.of("jobs/crisis-detection"), other);
    copy(Path.of("docs/runbooks"), directory.resolve("docs/runbooks"));
    Path changed = other.resolve("patterns/sustained-negative-surge.yaml");
    String pattern = Files.readString(changed);
    assertThat(pattern).contains("version: ");
    Files.writeString(changed, pattern.replaceFirst("version: \\d+", "version: 77"));
    Files.delete(other.resolve("patterns/pile-on.yaml"));

    JobID job = submit(1, kept(true), other, "scoring.enabled=false");
    send(after);

    List<JsonNode> incidents =
        awaitRecords(
            ResultStream.INCIDENTS,
            read -> ofTheCrisis(read).stream().anyMatch(i -> i.get("revision").intValue() > 2));
    Set<String> known =
        EXPECTED.values().stream()
            .filter(alert -> alert.get("at").textValue().compareTo(STOPPED.toString()) < 0)
            .map(alert -> alert.get("incidentId").textValue())
            .collect(Collectors.toSet());
    assertThat(known).isNotEmpty();
    assertThat(ids(ofTheCrisis(incidents), "incidentId")).containsAnyElementsOf(known);
    run.cluster().cancelJob(job).get();
  }

  private static List<JsonNode> ofTheCrisis(List<JsonNode> results) {
    return results.stream()
        .filter(result -> result.get("brand").textValue().equals(Talk.IN_CRISIS))
        .toList();
  }

  private static Set<String> ids(List<JsonNode> results, String field) {
    return results.stream()
        .map(result -> result.get(field).textValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private JobID submit(
      int parallelism, SavepointRestoreSettings from, Path directoryOfTheJob, String... further)
      throws Exception {
    List<String> pairs =
        new ArrayList<>(List.of("intake.idleAfter=30s", "flink.checkpointInterval=1s"));
    pairs.addAll(List.of(further));
    return run.submit(
        run.settings(directoryOfTheJob, pairs.toArray(String[]::new)), parallelism, from);
  }

  private static SavepointRestoreSettings kept(boolean allowGone) {
    return SavepointRestoreSettings.forPath(KEPT.toAbsolutePath().toUri().toString(), allowGone);
  }

  /** In one partition, so that an offset means the same on every broker. */
  private void send(List<Mention> mentions) throws Exception {
    run.topics().send(KafkaRun.MENTIONS, 1, mentions);
  }

  private List<JsonNode> awaitRecords(ResultStream stream, Predicate<List<JsonNode>> enough)
      throws Exception {
    return run.topics().await(stream.topic(), enough);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }
}
