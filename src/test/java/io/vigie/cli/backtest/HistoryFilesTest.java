package io.vigie.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.fixture.Results;
import io.vigie.kpi.Tally;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFilesTest {

  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  @TempDir Path directory;

  @Test
  void aBucketCountsInItsLastMinuteSoThatNothingIsSeenBeforeItCouldBe() throws IOException {
    Path file =
        write("telmora.csv", "timestamp,value\n2026-01-05 09:02:53,7\n2026-01-05 09:07:53,9\n");
    List<Tally> tallies = tallies(HistoryFiles.ofCounts(List.of(file), null));
    assertThat(tallies).extracting(tally -> tally.brand).containsOnly("telmora");
    assertThat(tallies)
        .extracting(tally -> Instant.ofEpochSecond(tally.minute * 60))
        .containsExactly(
            Instant.parse("2026-01-05T09:07:00Z"), Instant.parse("2026-01-05T09:12:00Z"));
    assertThat(tallies).extracting(tally -> tally.counts.mentions).containsExactly(7L, 9L);
    assertThat(tallies).extracting(tally -> tally.counts.scored()).containsOnly(0L);
  }

  @Test
  void anHourlyBucketKeepsWithinItsHour() throws IOException {
    Path file = write("a.csv", "2026-01-05T09:00:00Z,60\n2026-01-05T10:00:00Z,61\n");
    assertThat(tallies(HistoryFiles.ofCounts(List.of(file), "Telmora")))
        .extracting(tally -> Instant.ofEpochSecond(tally.minute * 60))
        .containsExactly(
            Instant.parse("2026-01-05T09:59:00Z"), Instant.parse("2026-01-05T10:59:00Z"));
  }

  @Test
  void aBucketOfADayIsSpreadOverItsMinutesAndLosesNothing() throws IOException {
    Path file = write("a.csv", "2026-01-05,1000\n2026-01-06,7\n");
    List<Tally> tallies = tallies(HistoryFiles.ofCounts(List.of(file), null));
    assertThat(tallies).hasSize(2 * 1440);
    assertThat(tallies.subList(0, 1440).stream().mapToLong(t -> t.counts.mentions).sum())
        .isEqualTo(1000);
    assertThat(tallies.subList(1440, 2880).stream().mapToLong(t -> t.counts.mentions).sum())
        .isEqualTo(7);
    assertThat(tallies).extracting(t -> t.counts.mentions).allMatch(count -> count <= 1);
  }

  @Test
  void twoBrandsAreMergedByTime() throws IOException {
    Path a = write("a.csv", "2026-01-05 09:00,1\n2026-01-05 09:10,2\n");
    Path b = write("b.csv", "2026-01-05 09:05,3\n2026-01-05 09:15,4\n");
    assertThat(tallies(HistoryFiles.ofCounts(List.of(a, b), null)))
        .extracting(tally -> tally.counts.mentions)
        .containsExactly(1L, 3L, 2L, 4L);
  }

  @Test
  void everyBadRowIsToldWithItsLine() throws IOException {
    Path file =
        write(
            "a.csv",
            "timestamp,value\n2026-01-05 09:00,1\nyesterday,2\n2026-01-05 09:05,-3\n"
                + "2026-01-05 08:00,4\n2026-01-05 09:10\n2026-01-05 09:15,1.5\n");
    assertThatThrownBy(() -> HistoryFiles.ofCounts(List.of(file), null))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("a.csv:3: the timestamp should be like")
        .hasMessageContaining("a.csv:4: the value should be a whole number")
        .hasMessageContaining("a.csv:5: the timestamp is not later")
        .hasMessageContaining("a.csv:6: should be 'timestamp,value'")
        .hasMessageContaining("a.csv:7: the value should be a whole number")
        .hasMessageContaining("at least two rows");
  }

  @Test
  void bucketsBelowAMinuteAreRefused() throws IOException {
    Path file = write("a.csv", "2026-01-05 09:00:00,1\n2026-01-05 09:00:10,1\n");
    assertThatThrownBy(() -> HistoryFiles.ofCounts(List.of(file), null))
        .hasMessageContaining("10 s wide");
  }

  @Test
  void scoredMentionsAreKnownByTheirFirstLineAndMergedOnceEach() throws IOException {
    ScoredMention first = Results.scored("1", "Telmora", AT);
    ScoredMention second = Results.scored("2", "Telmora", AT.plusSeconds(5));
    ScoredMention third = Results.scored("3", "Belvoria", AT.plusSeconds(9));
    Path a = scored("a.jsonl", third, first);
    Path b = scored("b.jsonl", first, second);
    HistoryFiles history = HistoryFiles.ofMentions(List.of(a, b));
    assertThat(history.kind()).isEqualTo(HistoryFiles.Kind.SCORED_MENTIONS);
    List<String> ids = new ArrayList<>();
    new ScoredHistory(history.files())
        .open()
        .forEachRemaining(scored -> ids.add(scored.mention().id()));
    assertThat(ids).containsExactly("1", "2", "3");
  }

  /** More of one time than are held to be put in order: a copy may come long after the first. */
  @Test
  void copiesOfOneTimeCountOnceHoweverFarApart() throws IOException {
    List<ScoredMention> all = new ArrayList<>();
    for (int i = 10_000; i < 55_000; i++) {
      all.add(Results.scored("m" + i, "Telmora", AT));
    }
    all.add(Results.scored("m00001", "Telmora", AT));
    all.add(Results.scored("m10000", "Telmora", AT));
    all.add(Results.scored("m10000", "Belvoria", AT));
    all.add(Results.scored("m00001", "Telmora", AT));
    Path file = scored("one-time.jsonl", all.toArray(ScoredMention[]::new));
    List<String> read = new ArrayList<>();
    new ScoredHistory(List.of(file))
        .open()
        .forEachRemaining(s -> read.add(s.mention().brand() + " " + s.mention().id()));
    assertThat(read)
        .doesNotHaveDuplicates()
        .hasSize(45_002)
        .contains("Telmora m00001", "Belvoria m10000");
    // it did come out of order, or this test would show nothing
    assertThat(read.indexOf("Telmora m00001")).isGreaterThan(read.indexOf("Telmora m10000"));
  }

  @Test
  void aLineThatIsNoScoredMentionIsToldWithFileAndLine() throws IOException {
    Path file = scored("a.jsonl", Results.scored("1", "Telmora", AT));
    Files.writeString(file, "{\"id\":1}\n", java.nio.file.StandardOpenOption.APPEND);
    ScoredHistory history = new ScoredHistory(List.of(file));
    assertThatThrownBy(history::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + ":2: is no scored mention");
  }

  @Test
  void scoredAndUnscoredFilesAreNotMixed() throws IOException {
    Path scored = scored("a.jsonl", Results.scored("1", "Telmora", AT));
    Path plain = write("b.jsonl", "{\"id\":\"1\"}\n");
    assertThat(HistoryFiles.ofMentions(List.of(plain)).kind())
        .isEqualTo(HistoryFiles.Kind.MENTIONS);
    assertThatThrownBy(() -> HistoryFiles.ofMentions(List.of(scored, plain)))
        .hasMessageContaining("b.jsonl: is not scored");
  }

  private static List<Tally> tallies(HistoryFiles history) {
    List<Tally> tallies = new ArrayList<>();
    new CountsHistory(history.counts()).open().forEachRemaining(tallies::add);
    return tallies;
  }

  private Path scored(String name, ScoredMention... mentions) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ScoredMention mention : mentions) {
      lines.append(new String(ScoredMentionJson.write(mention), StandardCharsets.UTF_8));
      lines.append('\n');
    }
    return write(name, lines.toString());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
