package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.KafkaRun;
import io.vigie.fixture.Talk;
import io.vigie.fixture.Topics;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a real broker, through a planned stop and an accident in the middle of a crisis. Three
 * partitions, one of them never written to. What comes out is held against a run on a file.
 */
class KafkaEndToEndTest {

  @TempDir static Path shared;
  @TempDir Path directory;

  private static List<Mention> before;
  private static List<Mention> after;

  /** Alerts of the run on a file, by id. */
  private static final Map<String, JsonNode> EXPECTED = new HashMap<>();

  private KafkaRun run;
  private Topics topics;
  private MiniCluster cluster;

  @BeforeAll
  static void runOnAFile() throws Exception {
    List<Mention> mentions = Talk.mentions();
    Instant half = Talk.NOON.plusSeconds(15 * 60);
    before = mentions.stream().filter(mention -> mention.createdAt().isBefore(half)).toList();
    after = mentions.stream().filter(mention -> !mention.createdAt().isBefore(half)).toList();
    FileRun run =
        FileRun.of(
            shared.resolve("out"),
            1,
            List.of(Talk.write(shared.resolve("mentions.jsonl"), mentions)));
    EXPECTED.putAll(run.alerts());
  }

  @BeforeEach
  void start() throws Exception {
    run = KafkaRun.start(3, 2, 1, new Configuration());
    topics = run.topics();
    cluster = run.cluster();
  }

  @AfterEach
  void stop() throws Exception {
    run.close();
  }

  @Test
  void aJobThatIsStoppedWithASavepointGoesOnAsIfItNeverHad() throws Exception {
    JobID job = submit(SavepointRestoreSettings.none());
    send(before);
    awaitScored(before.size() / 2);

    String savepoint = run.stop(job, directory);
    job = submit(SavepointRestoreSettings.forPath(savepoint));
    send(after);

    assertNothingIsLostOrDifferent();
    cluster.cancelJob(job).get();
  }

  @Test
  void aTaskManagerThatIsLostCostsNothing() throws Exception {
    JobID job = submit(SavepointRestoreSettings.none());
    send(before);
    awaitScored(before.size() / 2);

    send(after);
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();

    assertNothingIsLostOrDifferent();
    assertThat(cluster.getJobStatus(job).get()).isEqualTo(JobStatus.RUNNING);
    assertThat(
            cluster
                .getExecutionGraph(job)
                .get()
                .getAllExecutionVertices()
                .iterator()
                .next()
                .getCurrentExecutionAttempt()
                .getAttemptNumber())
        .isPositive();
    cluster.cancelJob(job).get();
  }

  private void assertNothingIsLostOrDifferent() throws Exception {
    awaitScored(before.size() + after.size());
    Map<String, Integer> scored = new TreeMap<>();
    for (JsonNode mention : topics.read(ResultStream.SCORED_MENTIONS.topic())) {
      scored.merge(mention.get("id").textValue(), 1, Integer::sum);
    }
    assertThat(scored).hasSize(before.size() + after.size());
    assertThat(scored.values()).containsOnly(1);

    // The last words of the story wait for an end that a topic does not have.
    String last = Talk.END.minusSeconds(15 * 60).toString();
    List<String> due =
        EXPECTED.entrySet().stream()
            .filter(alert -> alert.getValue().get("at").textValue().compareTo(last) < 0)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(due).isNotEmpty();
    Map<String, JsonNode> told = new HashMap<>();
    List<JsonNode> alerts =
        topics.await(
            ResultStream.ALERTS.topic(),
            read -> read.stream().map(KafkaEndToEndTest::id).toList().containsAll(due));
    for (JsonNode alert : alerts) {
      JsonNode known = told.put(id(alert), alert);
      assertThat(known == null || known.equals(alert)).as("one id, one content").isTrue();
    }
    assertThat(told.keySet()).containsAll(due);
    told.forEach((id, alert) -> assertThat(alert).isEqualTo(EXPECTED.get(id)));
  }

  private static String id(JsonNode alert) {
    return alert.get("alertId").textValue();
  }

  private JobID submit(SavepointRestoreSettings from) throws Exception {
    JobSettings settings =
        run.settings(
            "sinks.kafka.streams=scored-mentions,alerts",
            // long enough that a slow machine is not taken for a silent partition
            "intake.idleAfter=5s",
            "flink.checkpointInterval=500ms");
    return run.submit(settings, 2, from);
  }

  private void send(List<Mention> mentions) throws Exception {
    topics.send(KafkaRun.MENTIONS, 2, mentions);
  }

  private void awaitScored(int count) throws Exception {
    topics.await(ResultStream.SCORED_MENTIONS.topic(), scored -> scored.size() >= count);
  }
}
