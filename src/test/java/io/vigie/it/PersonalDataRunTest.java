package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import io.vigie.stream.Tallied;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped job where authors delete and edit what they wrote, and where they are hidden. */
class PersonalDataRunTest {

  /** In the middle of the crisis. */
  private static final Instant DELETED = Talk.NOON.plusSeconds(40 * 60 + 7);

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir static Path directory;

  private static Path input;
  private static FileRun plain;

  @BeforeAll
  static void run() throws Exception {
    input = Talk.write(directory.resolve("mentions.jsonl"), Talk.mentions());
    plain = FileRun.of(directory.resolve("plain"), 2, List.of(input));
  }

  @Test
  void whatIsDeletedOrEditedLeavesTheEvidence() throws Exception {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode incident : ofTheCrisis(plain, ResultStream.INCIDENTS)) {
      if (at(incident, "updatedAt").isBefore(DELETED)) {
        kept(incident).forEach(mention -> ids.add(mention.get("id").textValue()));
      }
    }
    assertThat(ids).hasSizeGreaterThan(5);
    Path withdrawn = directory.resolve("withdrawn.jsonl");
    Files.copy(input, withdrawn);
    boolean edit = false;
    for (String line : Files.readAllLines(input)) {
      String id = line.replaceAll(".*\"id\":\"([so]-T[^\"]+)\".*", "$1");
      if (ids.contains(id)) {
        texts.add(line.replaceAll(".*\"text\":\"([^\"]+)\".*", "$1"));
        String platform = line.replaceAll(".*\"platform\":\"([^\"]+)\".*", "$1");
        Files.writeString(
            withdrawn,
            edit
                ? line.replaceAll("\"text\":\"[^\"]+\"", "\"text\":\"I take it back\"")
                        .replaceFirst("\\{", "{\"editedAt\":\"" + DELETED + "\",")
                    + "\n"
                : "{\"id\":\"%s\",\"platform\":\"%s\",\"deleted\":true,\"deletedAt\":\"%s\"}\n"
                    .formatted(id, platform, DELETED),
            StandardOpenOption.APPEND);
        edit = !edit;
      }
    }
    FileRun one = FileRun.of(directory.resolve("one"), 1, List.of(withdrawn));
    FileRun four = FileRun.of(directory.resolve("four"), 4, List.of(withdrawn));

    assertThat(one.count(Tallied.DELETIONS)).isPositive();
    assertThat(one.count(Tallied.READ) + one.count(Tallied.COPIES))
        .isEqualTo(
            one.count(Tallied.SCORED)
                + one.count(Tallied.UNSCORED)
                + one.count(Tallied.DUPLICATES)
                + one.count(Tallied.DEAD_LETTERS)
                + one.count(Tallied.DELETIONS));
    assertThat(one.count(Tallied.SCORED)).isEqualTo(plain.count(Tallied.SCORED));
    int traces = 0;
    int before = 0;
    Instant minuteAfter = DELETED.plusSeconds(60);
    for (ResultStream stream : List.of(ResultStream.INCIDENTS, ResultStream.ALERTS)) {
      for (JsonNode told : ofTheCrisis(one, stream)) {
        boolean later =
            at(told, stream == ResultStream.ALERTS ? "at" : "updatedAt").isAfter(minuteAfter);
        for (JsonNode mention : kept(told)) {
          String text = mention.get("text").textValue();
          if (later && ids.contains(mention.get("id").textValue())) {
            assertThat(text).matches("\\[(deleted|edited), sha256 [0-9a-f]{64}]");
            assertThat(mention.path("author").isNull() || mention.path("author").isMissingNode())
                .isTrue();
            traces++;
          } else if (texts.contains(text)) {
            before++;
          }
        }
      }
    }
    assertThat(traces).isPositive();
    assertThat(before).isPositive();
    for (ResultStream stream :
        List.of(ResultStream.INCIDENTS, ResultStream.ALERTS, ResultStream.KPIS)) {
      assertThat(four.file(stream)).hasSameBinaryContentAs(one.file(stream));
    }
    assertThat(one.file(ResultStream.INDICATORS))
        .as("what was counted stays counted")
        .hasSameBinaryContentAs(plain.file(ResultStream.INDICATORS));
  }

  @Test
  void withAKeyNoAuthorIsNamedAnywhereAndTheSameIsFound() throws Exception {
    Path garbage = directory.resolve("garbage.jsonl");
    Files.copy(input, garbage);
    Files.writeString(garbage, "{\"author\":{\"id\":\"u4711\"}}\n", StandardOpenOption.APPEND);
    FileRun hidden =
        FileRun.of(directory.resolve("hidden"), 2, List.of(garbage), "privacy.pseudonymKey=" + KEY);
    try (Stream<Path> files = Files.list(hidden.out())) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).doesNotContainPattern("\"u[0-9]+\"").doesNotContain(KEY);
      }
    }
    assertThat(Files.readString(plain.file(ResultStream.SCORED_MENTIONS)))
        .containsPattern("\"u[0-9]+\"");
    assertThat(Files.readString(hidden.file(ResultStream.SCORED_MENTIONS)))
        .containsPattern("\"p-[0-9a-f]{32}\"");
    assertThat(ids(hidden)).isNotEmpty().isEqualTo(ids(plain));
  }

  private static List<String> ids(FileRun run) throws Exception {
    return run.results(ResultStream.ALERTS).stream()
        .map(alert -> alert.get("alertId").textValue())
        .toList();
  }

  /** The mentions of the evidence, and those with which it began. */
  private static List<JsonNode> kept(JsonNode told) {
    List<JsonNode> all = new ArrayList<>();
    told.at("/evidence/mentions").forEach(all::add);
    told.at("/evidence/voices/firstMentions").forEach(all::add);
    return all;
  }

  private static Instant at(JsonNode told, String field) {
    return Instant.parse(told.get(field).textValue());
  }

  private static List<JsonNode> ofTheCrisis(FileRun run, ResultStream stream) throws Exception {
    return run.results(stream).stream()
        .filter(result -> result.get("brand").textValue().equals(Talk.IN_CRISIS))
        .toList();
  }
}
