package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlKeys;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.incident.ControlReader;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlCommandTest {

  private static final String KEYS = "k1:" + "s".repeat(32);

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int vigie(String... words) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(words));
    CommandLine line = Vigie.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private String file() {
    return directory.resolve("control.jsonl").toString();
  }

  private List<ControlMessage> written(ControlKeys keys) throws Exception {
    ControlReader reader =
        new ControlReader(keys, Duration.ofMinutes(5), Duration.ZERO, WatchlistSettings.EMPTY);
    List<ControlMessage> messages = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(file()))) {
      ControlIntake intake =
          reader.read(
              line.getBytes(StandardCharsets.UTF_8), new Origin("file", 0, 1), Instant.now());
      messages.add(intake.accepted());
    }
    return messages;
  }

  @Test
  void eachCommandMakesItsMessageSignedByTheKeyAndAppendsIt() throws Exception {
    String key = "control.keys=" + KEYS;
    String at = "2026-03-05T12:00:00Z";
    assertThat(vigie("ack", "inc-1", "--by", "maria", "--out", file(), "-D", key)).isZero();
    assertThat(vigie("respond", "inc-1", "--at", at, "--out", file(), "-D", key)).isZero();
    assertThat(vigie("task", "inc-1", "--done", "call legal", "--out", file(), "-D", key)).isZero();
    assertThat(vigie("resolve", "inc-1", "--outcome", "rumour", "--out", file(), "-D", key))
        .isZero();
    assertThat(vigie("merge", "inc-1", "--into", "inc-2", "--out", file(), "-D", key)).isZero();
    assertThat(
            vigie(
                "silence",
                "telmora",
                "--for",
                "2h",
                "--reason",
                "works",
                "--at",
                at,
                "--out",
                file(),
                "-D",
                key))
        .isZero();
    assertThat(
            vigie(
                "plan",
                "final",
                "--brand",
                "*",
                "--from",
                at,
                "--to",
                "2026-03-05T14:00:00Z",
                "--weekly",
                "--zone",
                "Europe/Paris",
                "--out",
                file(),
                "-D",
                key))
        .isZero();
    List<ControlMessage> messages = written(ControlKeys.parse(KEYS));
    assertThat(messages)
        .extracting(ControlMessage::type)
        .containsExactly(
            Type.ACKNOWLEDGE,
            Type.RESPONDED,
            Type.TASK_DONE,
            Type.RESOLVE,
            Type.MERGE,
            Type.SILENCE,
            Type.PLANNED_EVENT);
    assertThat(messages).extracting(ControlMessage::id).doesNotHaveDuplicates();
    assertThat(messages.get(0).by()).isEqualTo("maria");
    assertThat(messages.get(1).at()).isEqualTo(Instant.parse(at));
    assertThat(Objects.requireNonNull(messages.get(5).silence()).until())
        .isEqualTo(Instant.parse("2026-03-05T14:00:00Z"));
    assertThat(Objects.requireNonNull(messages.get(6).plannedEvent()).brands()).isEmpty();
    assertThat(out.toString()).contains("acknowledge " + messages.get(0).id());
  }

  @Test
  void toKafkaAKeyIsNeededAndABroker() {
    assertThat(vigie("ack", "inc-1", "--kafka", "localhost:1")).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("VIGIE_CONTROL_KEYS");
    assertThat(
            vigie(
                "ack",
                "inc-1",
                "--kafka",
                "localhost:1",
                "-D",
                "control.keys=" + KEYS,
                "-D",
                "kafka.properties.max.block.ms=300"))
        .isEqualTo(Vigie.UNREACHABLE);
    assertThat(err.toString()).contains("Kafka could not be reached at localhost:1");
  }

  @Test
  void whatTheJobWouldRefuseIsNotSent() {
    assertThat(vigie("silence", "Telmora", "--for", "90d", "--reason", "x", "--out", file()))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("a silence lasts 31 days at most");
    assertThat(vigie("merge", "inc-1", "--into", "inc-1", "--out", file()))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("'into' should be another incident");
    assertThat(Path.of(file())).doesNotExist();
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(vigie("ack", "inc-1")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(vigie("ack", "inc-1", "--at", "noon", "--out", file())).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(vigie("silence", "Telmora", "--reason", "x", "--out", file()))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(vigie("silence", "Telmora", "--for", "soon", "--reason", "x", "--out", file()))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(vigie()).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(err.toString()).contains("--until or --for", "noon", "soon");
  }
}
