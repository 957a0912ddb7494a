package io.vigie.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.cluster.MentionTopic;
import io.vigie.cli.demo.DrillMentions;
import io.vigie.cli.drill.LiveDrill;
import io.vigie.connector.ControlTopic;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.KafkaRun;
import io.vigie.fixture.Talk;
import io.vigie.fixture.Topics;
import io.vigie.incident.ControlJson;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import io.vigie.response.Scorecard;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drill on a running job, from its first mention to its scorecard, twenty minutes after a real
 * incident of the same brand broke out. What is real is held against a run on a file without it.
 */
class LiveDrillTest {

  private static final String KEYS = "k1:" + "s".repeat(32);
  private static final Instant DRILL = Talk.NOON.plus(Duration.ofMinutes(20));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  /** The clock of a collector that waits for the job before it goes on. */
  private static final class Collector implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(20);

    /** Event time lags behind what was sent: by what may be out of order, and by a step. */
    private static final Duration LAG = Duration.ofMinutes(2);

    private static final int TO_BOTH_PARTITIONS = 4;

    private final MentionTopic topic;
    private final KafkaConsumer<byte[], byte[]> indicators;
    private final List<Mention> mentions;
    private int sent;
    private Instant now = DRILL;
    private Instant reached = Instant.MIN;

    Collector(KafkaConnection connection, List<Mention> mentions) {
      this.mentions = mentions;
      topic = MentionTopic.open(connection, KafkaRun.MENTIONS, PATIENCE);
      indicators =
          new KafkaConsumer<>(
              connection.toProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      indicators.assign(
          indicators.partitionsFor(ResultStream.INDICATORS.topic()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
      indicators.seekToBeginning(indicators.assignment());
      collect();
    }

    Instant tick() {
      Instant due = mentions.get(sent - TO_BOTH_PARTITIONS).createdAt().minus(LAG);
      if (reached.isBefore(due)) {
        look();
      } else {
        now = now.plus(TICK);
        collect();
      }
      return now;
    }

    private void collect() {
      while (sent < mentions.size() && !mentions.get(sent).createdAt().isAfter(now)) {
        topic.send(MentionJson.write(mentions.get(sent)));
        sent++;
      }
      topic.flush();
    }

    private void look() {
      for (ConsumerRecord<byte[], byte[]> record : indicators.poll(Duration.ofMillis(100))) {
        Instant at = Instant.parse(parse(new String(record.value(), UTF_8)).get("at").textValue());
        reached = at.isAfter(reached) ? at : reached;
      }
    }

    @Override
    public void close() {
      topic.close();
      indicators.close();
    }
  }

  @Test
  void aLiveDrillGoesToItsScorecardBesideARealIncidentThatItLeavesAsItIs() throws Exception {
    List<Mention> real = Talk.mentions();
    FileRun alone =
        FileRun.steered(
            directory.resolve("alone"),
            1,
            List.of(Talk.write(directory.resolve("real.jsonl"), real)),
            somebodyListens());
    StringWriter told = new StringWriter();
    try (KafkaRun run = KafkaRun.start(2, 1, 2, new Configuration())) {
      KafkaConnection connection = run.connection();
      JobSettings settings = submit(run);
      @Nullable Scorecard card;
      try (Collector collector = new Collector(connection, real)) {
        LiveDrill.Course course =
            new LiveDrill.Course(
                Talk.IN_CRISIS,
                DRILL,
                new DrillMentions("data-breach", Talk.IN_CRISIS, DRILL, 30, 1500, 1, 1).all());
        card =
            new LiveDrill(
                    course,
                    Objects.requireNonNull(settings.playbooks()),
                    collector::tick,
                    message -> say(connection, settings, message),
                    Duration.ZERO,
                    new PrintWriter(told, true))
                .run(connection, KafkaRun.MENTIONS);
      }

      assertThat(card).as(told.toString()).isNotNull();
      assertSteps(Objects.requireNonNull(card), told.toString());
      assertRealIsAsWithoutIt(run.topics(), alone);
    }
  }

  private static void assertSteps(Scorecard card, String told) {
    assertThat(card.incident().exercise()).isTrue();
    assertThat(card.playbook().scenario()).isEqualTo("data-breach");
    assertThat(card.toDetect()).isNotNull();
    assertThat(card.toAcknowledge()).isNotNull();
    assertThat(card.toRespond()).isNotNull();
    assertThat(card.inTime()).isPositive();
    assertThat(told)
        .containsSubsequence(
            "alert        EXERCISE", "acknowledged by invented-cell", "resolved     by invented");
  }

  private static void assertRealIsAsWithoutIt(Topics topics, FileRun alone) throws Exception {
    List<JsonNode> alerts = topics.read(ResultStream.ALERTS.topic());
    Map<String, JsonNode> expected = alone.alerts();
    assertThat(alerts.stream().filter(LiveDrillTest::isExercise))
        .isNotEmpty()
        .allMatch(alert -> alert.get("summary").textValue().startsWith("Exercise: "));
    assertThat(alerts.stream().filter(alert -> !isExercise(alert)))
        .anyMatch(alert -> alert.get("brand").textValue().equals(Talk.IN_CRISIS))
        .allSatisfy(
            alert -> assertThat(alert).isEqualTo(expected.get(alert.get("alertId").textValue())));
    for (ResultStream stream : List.of(ResultStream.KPIS, ResultStream.INDICATORS)) {
      List<JsonNode> live = topics.read(stream.topic());
      assertThat(live.stream().map(LiveDrillTest::at)).anyMatch(at -> at.compareTo(END) >= 0);
      Set<JsonNode> known = new HashSet<>(alone.results(stream));
      assertThat(live).noneMatch(record -> !known.contains(record));
    }
  }

  private static final String END = DRILL.plus(Duration.ofMinutes(10)).toString();

  /** When what a record tells was over. */
  private static String at(JsonNode record) {
    return record.path("end").isTextual()
        ? record.get("end").textValue()
        : record.path("at").asText();
  }

  private static boolean isExercise(JsonNode record) {
    return record.get("exercise").booleanValue();
  }

  /** A control stream that says nothing of what happens: where there is one, alerts escalate. */
  private Path somebodyListens() throws Exception {
    ControlMessage nothing =
        new ControlMessage(
            "m", Type.ACKNOWLEDGE, Talk.START, Talk.START, "Ana", "inc-none", null, null, null);
    return Files.writeString(
        directory.resolve("control.jsonl"), ControlJson.write(nothing, null) + "\n");
  }

  private static void say(
      KafkaConnection connection, JobSettings settings, ControlMessage message) {
    JobSettings.ControlInput control = Objects.requireNonNull(settings.control());
    ControlTopic.send(
        connection, KafkaRun.CONTROL, "drill", ControlJson.write(message, control.keys()));
  }

  private static JobSettings submit(KafkaRun run) throws Exception {
    JobSettings settings =
        run.settings(
            "sinks.kafka.streams=kpis,indicators,incidents,alerts",
            "control.keys=" + KEYS,
            // both partitions are written to: none may count as idle on a slow machine
            "intake.idleAfter=10m",
            "flink.checkpointInterval=500ms");
    run.submit(settings, 2, SavepointRestoreSettings.none());
    return settings;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
