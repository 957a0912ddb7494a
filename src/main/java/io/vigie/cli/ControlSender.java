package io.vigie.cli;

import io.vigie.cli.cluster.LedgerTopic;
import io.vigie.connector.ControlTopic;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlJson;
import io.vigie.incident.ControlKeys;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlReader;
import io.vigie.incident.Incident;
import io.vigie.job.JobSettings;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signs control messages, lets the job's own door judge them, and sends them. */
final class ControlSender {

  private final JobSettings settings;
  private final @Nullable ControlKeys keys;

  /** A sender for a job; without its keys, messages are not signed and cannot be sent. */
  ControlSender(JobSettings settings) {
    this.settings = settings;
    JobSettings.ControlInput control = settings.control();
    this.keys = control == null ? null : control.keys();
  }

  /**
   * The message as one line.
   *
   * @throws CommandFailedException if the job would refuse it
   */
  String write(ControlMessage message) {
    String json = ControlJson.write(message, keys);
    ControlIntake intake =
        new ControlReader(keys, null, Duration.ZERO, settings.detection().watchlist())
            .read(
                json.getBytes(StandardCharsets.UTF_8),
                new Origin("command line", 0, 1),
                Instant.now());
    DeadLetter letter = intake.deadLetter();
    if (letter != null) {
      throw new CommandFailedException("the message would be refused: " + letter.detail());
    }
    return json;
  }

  /**
   * The job's ledger as it stands now, the last revision of each incident by its id.
   *
   * @throws CommandFailedException if no job writes one to Kafka, or without keys: then nothing
   *     could be sent
   */
  Map<String, Incident> ledger() {
    return LedgerTopic.read(input().connection());
  }

  /**
   * Sends a message to the job's control topic.
   *
   * @throws CommandFailedException without keys, or if the job would refuse it
   */
  void send(ControlMessage message) {
    JobSettings.KafkaInput input = input();
    JobSettings.ControlInput control = Objects.requireNonNull(settings.control());
    ControlTopic.send(
        input.connection(), control.topic(), message.targets().get(0), write(message));
  }

  private JobSettings.KafkaInput input() {
    JobSettings.KafkaInput input = settings.kafka();
    if (settings.control() == null || input == null) {
      throw new CommandFailedException(
          "a message to Kafka must be signed: give the job's key as VIGIE_CONTROL_KEYS (id:secret)"
              + " or VIGIE_CONTROL_KEYS_FILE");
    }
    return input;
  }
}
