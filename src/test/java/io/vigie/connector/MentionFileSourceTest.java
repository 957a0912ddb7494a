package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.WatchlistSettings;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MentionFileSourceTest {

  private static final IntakeSettings SETTINGS = new IntakeSettings(WatchlistSettings.EMPTY);
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final MentionFileSplit WHOLE =
      new MentionFileSplit(START.plusSeconds(86_400).toEpochMilli(), 0);

  @TempDir Path dir;

  @Test
  void mergesFilesByTimeThenId() throws Exception {
    Path plain = write("a.jsonl", line("a1", 0), line("a3", 30), line("a2", 20), "", line("z", 40));
    Path packed = pack("b.jsonl.gz", line("b1", 10), line("b2", 40), "{\"id\":");
    List<Intake> intakes = readAll(List.of(plain, packed), WHOLE, 1 << 20);
    assertThat(ids(intakes)).containsExactly("a1", "b1", "a2", "a3", "b2", "z");
    assertThat(deadLetters(intakes))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder(DeadLetterReason.EMPTY, DeadLetterReason.MALFORMED);
    assertThat(deadLetters(intakes))
        .extracting(letter -> letter.origin().position())
        .containsExactlyInAnyOrder(4L, 3L);
  }

  @Test
  void goesOnAfterARestoreWithoutLossOrRepeat() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(i % 7 == 0 ? "broken " + i : line("m" + (i * 37 % 300), i * 37 % 300));
    }
    Path file = write("a.jsonl", lines.toArray(String[]::new));
    Path other = pack("b.jsonl.gz", line("x1", 5), line("x2", 250));
    List<Intake> whole = readAll(List.of(file, other), WHOLE, 1 << 20);
    assertThat(whole).hasSize(302);
    for (int stop : new int[] {0, 1, 150, 301, 302}) {
      Collected before = new Collected();
      MentionFileSplit state;
      try (MentionFileReader reader = reader(List.of(file, other), WHOLE, 1 << 20)) {
        for (int i = 0; i < stop; i++) {
          reader.pollNext(before);
        }
        state = stored(reader.snapshotState(1).get(0));
      }
      List<Intake> both = new ArrayList<>(before.intakes);
      both.addAll(readAll(List.of(file, other), state, 1 << 20));
      assertThat(ids(both)).isEqualTo(ids(whole));
      assertThat(hashes(both)).isEqualTo(hashes(whole));
    }
  }

  @Test
  void aSnapshotWhilePassingOverKeepsTheRestoredPosition() throws Exception {
    Path file = write("a.jsonl", line("a", 1), line("b", 2), line("c", 3));
    MentionFileSplit restored = new MentionFileSplit(WHOLE.ingestedAtMillis(), 2);
    try (MentionFileReader reader = reader(List.of(file), restored, 1 << 20)) {
      reader.pollNext(new Collected());
      assertThat(reader.snapshotState(1)).containsExactly(restored);
    }
  }

  @Test
  void neverHoldsAnEndlessLine() throws Exception {
    byte[] huge = new byte[50 * 1024 * 1024];
    Arrays.fill(huge, (byte) 'x');
    Path file = dir.resolve("huge.jsonl");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(huge);
      out.write(("\n" + line("after", 1)).getBytes(StandardCharsets.UTF_8));
    }
    List<Intake> intakes = readAll(List.of(file), WHOLE, 1 << 20);
    assertThat(ids(intakes)).containsExactly("after");
    DeadLetter letter = deadLetters(intakes).get(0);
    assertThat(letter.reason()).isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(letter.original()).hasSize(DeadLetter.MAX_ORIGINAL);
    assertThat(letter.originalLength()).isEqualTo(huge.length);
    assertThat(letter.sha256())
        .isEqualTo(HexFormat.of().formatHex(DeadLetter.newSha256().digest(huge)));
  }

  @Test
  void theLongestLineThatIsReadMayEndInACarriageReturn() throws Exception {
    String base = line("full", 1);
    String full = base.replace("Bonjour", "x".repeat(DeadLetter.MAX_ORIGINAL - base.length() + 7));
    Path file = write("full.jsonl", full + "\r", full.replace("x\"", "xy\""));
    List<Intake> intakes = readAll(List.of(file), WHOLE, 1 << 20);
    assertThat(ids(intakes)).containsExactly("full");
    assertThat(deadLetters(intakes))
        .singleElement()
        .extracting(DeadLetter::originalLength)
        .isEqualTo(DeadLetter.MAX_ORIGINAL + 1L);
  }

  @Test
  void linesBeyondTheBufferStillComeThough() throws Exception {
    // Each mention weighs about 500 bytes: one megabyte holds some two thousand.
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      lines.add(line("m" + i, 10_000 + i));
    }
    lines.add(line("late", 0));
    Path file = write("late.jsonl", lines.toArray(String[]::new));
    List<Intake> intakes = readAll(List.of(file), WHOLE, 1 << 20);
    assertThat(ids(intakes)).hasSize(6001).contains("late").first().isEqualTo("m0");
  }

  @Test
  void damagedGzipNamesTheFile() throws Exception {
    Path packed = pack("cut.jsonl.gz", line("a", 1), line("b", 2));
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> readAll(List.of(packed), WHOLE, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.jsonl.gz")
        .hasMessageContaining("cut off or damaged");
    Path fake = write("fake.jsonl.gz", "no gzip at all");
    assertThatThrownBy(() -> readAll(List.of(fake), WHOLE, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fake.jsonl.gz");
  }

  @Test
  void missingFilesAreAllToldBeforeAnythingStarts() {
    assertThatThrownBy(
            () ->
                new MentionFileSource(
                    List.of(dir.resolve("no.jsonl"), dir.resolve("nor.jsonl"), dir), SETTINGS))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("no.jsonl: mentions file does not exist")
        .hasMessageContaining("nor.jsonl: mentions file does not exist")
        .hasMessageContaining("is a directory");
  }

  @Test
  void runsInAJobWithMoreSubtasksThanSplits() throws Exception {
    Path plain = write("a.jsonl", line("a1", 0), line("a2", 20), "oops");
    Path packed = pack("b.jsonl.gz", line("b1", 10));
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    List<Intake> intakes = new ArrayList<>();
    try (CloseableIterator<Intake> results =
        env.fromSource(
                new MentionFileSource(List.of(plain, packed), SETTINGS),
                MentionTimestamps.strategy(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                "mentions")
            .executeAndCollect()) {
      results.forEachRemaining(intakes::add);
    }
    assertThat(ids(intakes)).containsExactly("a1", "b1", "a2");
    assertThat(deadLetters(intakes)).hasSize(1);
  }

  @Test
  void aDamagedFileFailsTheJobWithItsName() throws Exception {
    Path packed = pack("cut.jsonl.gz", line("a", 1), line("b", 2));
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
    Configuration configuration = new Configuration();
    configuration.setString("restart-strategy.type", "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    assertThatThrownBy(
            () -> {
              try (CloseableIterator<Intake> results =
                  env.fromSource(
                          new MentionFileSource(List.of(packed), SETTINGS),
                          MentionTimestamps.strategy(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                          "mentions")
                      .executeAndCollect()) {
                results.forEachRemaining(intake -> {});
              }
            })
        .hasStackTraceContaining("cut.jsonl.gz cannot be read");
  }

  private List<Intake> readAll(List<Path> files, MentionFileSplit split, long maxBuffered)
      throws IOException {
    Collected output = new Collected();
    try (MentionFileReader reader = reader(files, split, maxBuffered)) {
      readToEnd(reader, output);
    }
    return new ArrayList<>(output.intakes);
  }

  private static void readToEnd(MentionFileReader reader, ReaderOutput<Intake> output)
      throws IOException {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    while (status != InputStatus.END_OF_INPUT) {
      status = reader.pollNext(output);
    }
  }

  private static MentionFileReader reader(
      List<Path> files, MentionFileSplit split, long maxBuffered) {
    MentionFileReader reader =
        new MentionFileReader(
            () -> {}, files.stream().map(Path::toString).toList(), SETTINGS, maxBuffered);
    reader.addSplits(List.of(split));
    reader.start();
    return reader;
  }

  private static MentionFileSplit stored(MentionFileSplit split) throws IOException {
    MentionFileSplit.Serializer serializer = new MentionFileSplit.Serializer();
    return serializer.deserialize(1, serializer.serialize(split));
  }

  private static List<String> ids(List<Intake> intakes) {
    return intakes.stream().map(Intake::mention).filter(Objects::nonNull).map(Mention::id).toList();
  }

  private static List<DeadLetter> deadLetters(List<Intake> intakes) {
    List<DeadLetter> letters = new ArrayList<>();
    for (Intake intake : intakes) {
      if (intake.deadLetter() != null) {
        letters.add(intake.deadLetter());
      }
    }
    return letters;
  }

  private static List<String> hashes(List<Intake> intakes) {
    return deadLetters(intakes).stream().map(DeadLetter::sha256).toList();
  }

  private static String line(String id, long second) {
    return "{\"id\":\""
        + id
        + "\",\"brand\":\"Ondea\",\"platform\":\"forum\",\"text\":\"Bonjour\",\"createdAt\":\""
        + START.plusSeconds(second)
        + "\"}";
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(dir.resolve(name), List.of(lines));
  }

  private Path pack(String name, String... lines) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /** Takes what a reader emits and checks the timestamps. */
  private static final class Collected implements ReaderOutput<Intake> {
    private final List<Intake> intakes = new ArrayList<>();

    @Override
    public void collect(Intake intake) {
      assertThat(intake.mention()).isNull();
      intakes.add(intake);
    }

    @Override
    public void collect(Intake intake, long timestamp) {
      assertThat(intake.mention())
          .extracting(Mention::createdAt)
          .isEqualTo(Instant.ofEpochMilli(timestamp));
      intakes.add(intake);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<Intake> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
