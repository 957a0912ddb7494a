package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.ResultStream;
import io.vigie.connector.local.LocalKafka;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import io.vigie.fixture.Topics;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
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

  private static final String MENTIONS = "vigie.mentions.v1";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  @TempDir Path directory;

  private static List<Mention> before;
  private static List<Mention> after;

  /** Alerts of the run on a file, by id. */
  private static final Map<String, JsonNode> EXPECTED = new HashMap<>();

  private LocalKafka kafka;
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
    for (JsonNode alert : run.results(ResultStream.ALERTS)) {
      EXPECTED.put(alert.get("alertId").textValue(), alert);
    }
  }

  @BeforeEach
  void start() throws Exception {
    kafka = LocalKafka.start();
    topics = new Topics(kafka.bootstrapServers());
    KafkaTopics.ensure(
        KafkaConnection.to(kafka.bootstrapServers()),
        EnumSet.allOf(ResultStream.class),
        List.of(MENTIONS),
        3,
        (short) 1);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.PORT, 0))
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    kafka.close();
  }

  @Test
  void aJobThatIsStoppedWithASavepointGoesOnAsIfItNeverHad() throws Exception {
    JobID job = submit(null);
    topics.send(MENTIONS, before);
    awaitScored(before.size() / 2);

    String savepoint =
        cluster
            .stopWithSavepoint(
                job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    job = submit(savepoint);
    topics.send(MENTIONS, after);

    assertNothingIsLostOrDifferent();
    cluster.cancelJob(job).get();
  }

  @Test
  void aTaskManagerThatIsLostCostsNothing() throws Exception {
    JobID job = submit(null);
    topics.send(MENTIONS, before);
    awaitScored(before.size() / 2);

    topics.send(MENTIONS, after);
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
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!told.keySet().containsAll(due) && System.nanoTime() < deadline) {
      for (JsonNode alert : topics.read(ResultStream.ALERTS.topic())) {
        JsonNode known = told.put(alert.get("alertId").textValue(), alert);
        assertThat(known == null || known.equals(alert)).as("one id, one content").isTrue();
      }
    }
    assertThat(told.keySet()).containsAll(due);
    told.forEach((id, alert) -> assertThat(alert).isEqualTo(EXPECTED.get(id)));
  }

  private JobID submit(@Nullable String savepoint) throws Exception {
    JobSettings settings =
        FileRun.settings(
            "kafka.bootstrapServers=" + kafka.bootstrapServers(),
            "kafka.start=earliest",
            "sinks.kafka.enabled=true",
            "sinks.kafka.streams=scored-mentions,alerts",
            // long enough that a slow machine is not taken for a silent partition
            "intake.idleAfter=5s",
            "flink.checkpointInterval=500ms");
    Configuration flink = CrisisDetection.configuration(settings);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink).setParallelism(2);
    CrisisDetection.onKafka(env, settings);
    return cluster.submitJob(env.getStreamGraph()).get().getJobID();
  }

  private void awaitScored(int count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int seen = 0;
    while (seen < count) {
      assertThat(System.nanoTime()).as("%d of %d scored", seen, count).isLessThan(deadline);
      seen = topics.read(ResultStream.SCORED_MENTIONS.topic()).size();
    }
  }
}
