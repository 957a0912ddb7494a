package io.vigie.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionParser;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import io.vigie.yaml.Problems;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What docs/examples says of its mentions. */
class ExampleMentionsTest {

  private static final Origin ORIGIN = new Origin("mentions.jsonl.gz", 0, 1);
  private static final Instant END = Instant.parse("2026-03-06T00:00:00Z");

  @Test
  void everyMentionIsReadAndInOrder() throws Exception {
    Problems problems = new Problems();
    WatchlistSettings watchlist =
        WatchlistSettings.read(Path.of("jobs/crisis-detection/brands.yaml"), problems);
    problems.throwIfAny();
    MentionParser parser = new MentionParser(new IntakeSettings(watchlist));
    Path file = Path.of("docs/examples/mentions.jsonl.gz");

    List<Intake> intakes;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      intakes =
          lines
              .lines()
              .map(line -> line.getBytes(StandardCharsets.UTF_8))
              .flatMap(line -> parser.parse(line, ORIGIN, END).stream())
              .toList();
    }

    assertThat(intakes).hasSize(12_491).allMatch(intake -> intake.deadLetter() == null);
    List<Mention> mentions =
        intakes.stream().map(intake -> Objects.requireNonNull(intake.mention())).toList();
    assertThat(mentions).extracting(Mention::createdAt).isSorted();
    assertThat(mentions.stream().map(Mention::brand).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("Telmora", "Sorelune", "Banquor");
  }
}
