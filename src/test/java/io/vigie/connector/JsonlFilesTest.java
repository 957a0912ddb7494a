package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.fixture.Cluster;
import io.vigie.fixture.Results;
import io.vigie.mention.DeadLetter;
import io.vigie.response.Triage;
import io.vigie.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlFilesTest {

  @Test
  void theFilesAreTheSameAtAnyParallelismAndInAnyMemory(@TempDir Path dir) throws Exception {
    run(dir.resolve("one"), 1, 1 << 20, 1);
    run(dir.resolve("two"), 2, 2_000, 2);

    for (ResultStream stream : ResultStream.values()) {
      assertThat(dir.resolve("two").resolve(stream.fileName()))
          .hasSameBinaryContentAs(dir.resolve("one").resolve(stream.fileName()));
    }
    List<String> signals = Files.readAllLines(dir.resolve("one/signals.jsonl"));
    assertThat(signals).hasSize(200);
    assertThat(signals.stream().map(line -> line.replaceAll(".*\"at\":\"([^\"]+)\".*", "$1")))
        .isSortedAccordingTo((a, b) -> Instant.parse(a).compareTo(Instant.parse(b)));
    assertThat(Files.readAllLines(dir.resolve("one/dead-letters.jsonl")))
        .hasSize(20)
        .element(9)
        .asString()
        .contains("\"position\":10}");
    try (Stream<Path> files = Files.list(dir.resolve("one"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "scored-mentions.jsonl",
              "kpis.jsonl",
              "indicators.jsonl",
              "signals.jsonl",
              "incidents.jsonl",
              "alerts.jsonl",
              "dead-letters.jsonl",
              "late-mentions.jsonl",
              "triage.jsonl");
    }
    assertThat(dir.resolve("one/alerts.jsonl")).isEmptyFile();
  }

  private static void run(Path dir, int parallelism, long sortBytes, long seed) throws Exception {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // Half of them before 1970: order is by time, not by digits.
      signals.add(
          Results.signal("brand-" + i % 7, Instant.EPOCH.plusMillis((i / 2 - 50) * 1_500L)));
    }
    List<DeadLetter> letters = new ArrayList<>();
    for (int line = 1; line <= 20; line++) {
      letters.add(Results.deadLetter("mentions.jsonl", line));
    }
    Collections.shuffle(signals, new Random(seed));
    Collections.shuffle(letters, new Random(seed));
    JsonlFiles files = JsonlFiles.prepare(dir, sortBytes);
    Cluster.ofParallelism(parallelism)
        .add(Signal.class, signals, Signal::brand, files.sink(ResultFormat.signals()))
        .add(
            DeadLetter.class,
            letters,
            letter -> letter.origin().toString(),
            files.sink(ResultFormat.deadLetters(Results.encoder())))
        .run();
    files.assemble();
  }

  @Test
  void triageIsReadTheMostUrgentOfEachMinuteFirst() {
    Instant at = Instant.parse("2026-03-05T13:11:00Z");
    List<Triage> triaged =
        List.of(
            triage("a", at.plusSeconds(40), 100),
            triage("b", at.plusSeconds(50), 61),
            triage("c", at.plusSeconds(10), 7),
            triage("d", at.plusSeconds(20), 7),
            triage("e", at.plusSeconds(61), 99),
            triage("f", at.plusSeconds(60), 0));
    List<Triage> shuffled = new ArrayList<>(triaged);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(Comparator.comparing(ResultFormat.triage().order()::apply));
    assertThat(shuffled).isEqualTo(triaged);
  }

  private static Triage triage(String id, Instant at, int priority) {
    Triage some = Results.triage("i-1", "lumio", id, at);
    return new Triage(
        some.brand(),
        some.incidentId(),
        id,
        at,
        some.platform(),
        some.lang(),
        some.author(),
        some.text(),
        some.url(),
        priority,
        some.handling(),
        some.rule(),
        some.reason(),
        some.faq(),
        some.draft(),
        some.why(),
        some.exercise());
  }

  @Test
  void resultsOfAnEarlierRunStayUntilTheNewOnesAreComplete(@TempDir Path dir) throws IOException {
    Path alerts = dir.resolve("alerts.jsonl");
    Files.writeString(alerts, "{\"old\":true}\n");
    Path stray = Files.createDirectories(dir.resolve(".parts/alerts")).resolve("part-0-0");
    Files.writeString(stray, "0\t{\"stray\":true}\n");

    JsonlFiles files = JsonlFiles.prepare(dir);

    assertThat(alerts).hasContent("{\"old\":true}\n");
    files.assemble();
    assertThat(alerts).isEmptyFile();
    assertThat(dir.resolve(".parts")).doesNotExist();
  }

  @Test
  void aFileIsNoPlaceForResults(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("out"), "precious");

    assertThatThrownBy(() -> JsonlFiles.prepare(file))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> JsonlFiles.prepare(file.resolve("below")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot write results to");
    assertThat(file).hasContent("precious");
  }
}
