package io.vigie.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.cli.Vigie;
import io.vigie.connector.ControlTopic;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.KafkaRun;
import io.vigie.fixture.Talk;
import io.vigie.fixture.Topics;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control stream on a real broker, through a stop with a savepoint in the middle of a crisis.
 */
class ControlTopicTest {

  private static final String KEYS = "k1:" + "s".repeat(32);

  @TempDir Path directory;

  private KafkaRun run;
  private Topics topics;

  @BeforeEach
  void start() throws Exception {
    run = KafkaRun.start(2, 1, 2, new Configuration());
    topics = run.topics();
  }

  @AfterEach
  void stop() throws Exception {
    run.close();
  }

  @Test
  void signedMessagesTakeEffectAndOutliveARestartAndForgedOnesDoNot() throws Exception {
    // an hour of silence for the crisis, said before anything is heard, then a restart
    say(
        KEYS,
        "silence",
        Talk.IN_CRISIS,
        "--from",
        Talk.NOON.toString(),
        "--for",
        "40m",
        "--even-crisis",
        "--reason",
        "test of the restart",
        "--at",
        Talk.START.toString());
    JobID job = submit(SavepointRestoreSettings.none());
    List<Mention> mentions = Talk.mentions();
    Instant half = Talk.NOON.plusSeconds(20 * 60);
    topics.send(
        KafkaRun.MENTIONS, 2, mentions.stream().filter(m -> m.createdAt().isBefore(half)).toList());
    JsonNode incident =
        await(ResultStream.INCIDENTS, i -> i.get("brand").textValue().equals(Talk.IN_CRISIS));
    String savepoint = run.stop(job, directory);
    job = submit(SavepointRestoreSettings.forPath(savepoint));

    String id = incident.get("incidentId").textValue();
    assertThat(say(KEYS, "merge", id, "--into", "inc-unknown"))
        .as("looked up in the ledger, and not sent")
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    String at = half.plusSeconds(60).toString();
    assertThat(say("k1:" + "x".repeat(32), "resolve", id, "--by", "mallory", "--at", at)).isZero();
    byte[] acknowledged = sayAndFind(id, at);
    // the same record once more
    ControlTopic.send(run.connection(), KafkaRun.CONTROL, "x", new String(acknowledged, UTF_8));
    await(ResultStream.DEAD_LETTERS, l -> l.get("reason").textValue().equals("bad-signature"));
    await(ResultStream.DEAD_LETTERS, l -> l.get("reason").textValue().equals("replayed"));
    topics.send(
        KafkaRun.MENTIONS,
        2,
        mentions.stream().filter(m -> !m.createdAt().isBefore(half)).toList());

    JsonNode taken =
        await(ResultStream.INCIDENTS, i -> i.get("status").textValue().equals("acknowledged"));
    assertThat(taken.get("incidentId").textValue()).isEqualTo(id);
    assertThat(taken.get("milestones").get("acknowledgedBy").textValue()).isEqualTo("maria");
    JsonNode alert =
        await(ResultStream.ALERTS, a -> a.get("brand").textValue().equals(Talk.IN_CRISIS));
    assertThat(alert.get("at").textValue())
        .as("the end of the silence tells the state")
        .isEqualTo(Talk.NOON.plus(Duration.ofMinutes(40)).toString());
    assertThat(topics.read(ResultStream.INCIDENTS.topic()))
        .noneMatch(i -> i.toString().contains("mallory"));
    assertThat(topics.read(KafkaRun.CONTROL))
        .noneMatch(message -> message.get("type").textValue().equals("merge"));
    run.cluster().cancelJob(job).get();
  }

  private int say(String keys, String... words) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(words));
    all.addAll(List.of("--kafka", topics.bootstrapServers(), "-D", "control.keys=" + keys));
    return Vigie.commandLine().execute(all.toArray(String[]::new));
  }

  /** Acknowledges, and finds the record that was sent. */
  private byte[] sayAndFind(String id, String at) throws Exception {
    assertThat(say(KEYS, "ack", id, "--by", "maria", "--at", at)).isZero();
    for (JsonNode message : topics.read(KafkaRun.CONTROL)) {
      if (message.get("by").textValue().equals("maria")) {
        return message.toString().getBytes(UTF_8);
      }
    }
    throw new AssertionError("what was sent is not on the topic");
  }

  private JobID submit(SavepointRestoreSettings from) throws Exception {
    JobSettings settings =
        run.settings(
            "sinks.kafka.streams=incidents,alerts,dead-letters",
            "control.keys=" + KEYS,
            "scoring.enabled=true",
            "intake.idleAfter=5s",
            "flink.checkpointInterval=500ms");
    return run.submit(settings, 2, from);
  }

  /** The first record of a stream that is looked for; waits for it. */
  private JsonNode await(ResultStream stream, Predicate<JsonNode> wanted) throws Exception {
    return topics.await(stream.topic(), read -> read.stream().anyMatch(wanted)).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }
}
