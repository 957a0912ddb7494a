package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.cli.Vigie;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.JsonSchemas;
import io.vigie.fixture.Talk;
import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.stream.Tallied;
import io.vigie.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped job on files, with what people said in a file of control messages. */
class SteeredRunTest {

  @TempDir static Path directory;

  private static Path input;
  private static String incidentId;
  private static Instant detectedAt;
  private static Path control;

  @BeforeAll
  static void findTheCrisisAndWriteWhatPeopleSaid() throws Exception {
    input = Talk.write(directory.resolve("mentions.jsonl"), Talk.mentions());
    FileRun unsteered = FileRun.of(directory.resolve("unsteered"), 2, List.of(input));
    JsonNode first =
        ofTheCrisis(unsteered, ResultStream.INCIDENTS).stream().findFirst().orElseThrow();
    incidentId = first.get("incidentId").textValue();
    detectedAt = Instant.parse(first.get("detectedAt").textValue());
    control = directory.resolve("control.jsonl");
    say("ack", incidentId, "--by", "maria", "--at", in(9));
    say("respond", incidentId, "--at", in(25));
    say("task", incidentId, "--done", "holding statement", "--at", in(27));
    say("silence", Talk.HAPPY, "--for", "20h", "--reason", "launch", "--at", in(-300));
    say(
        "plan",
        "launch of the collection",
        "--brand",
        Talk.HAPPY,
        "--from",
        Talk.NOON.minus(Duration.ofHours(1)).toString(),
        "--to",
        Talk.NOON.plus(Duration.ofHours(2)).toString(),
        "--at",
        in(-400));
  }

  /** A time so many minutes after the crisis was detected, and some seconds: between two steps. */
  private static String in(int minutes) {
    return detectedAt.plus(Duration.ofMinutes(minutes)).plusMillis(17_003).toString();
  }

  private static void say(String... words) {
    say(control, words);
  }

  private static void say(Path file, String... words) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", file.toString()));
    assertThat(Vigie.commandLine().execute(all.toArray(String[]::new))).isZero();
  }

  private static List<JsonNode> ofTheCrisis(FileRun run, ResultStream stream) throws Exception {
    return run.results(stream).stream()
        .filter(result -> result.get("brand").textValue().equals(Talk.IN_CRISIS))
        .toList();
  }

  /** What is urgent while the crisis lasts is triaged, no more than so many a minute. */
  private static void assertIsTriaged(FileRun run) throws Exception {
    List<JsonNode> triaged = ofTheCrisis(run, ResultStream.TRIAGE);
    assertThat(triaged).hasSizeGreaterThan(100);
    Map<String, Integer> perMinute = new HashMap<>();
    for (JsonNode one : triaged) {
      JsonSchemas.assertDescribed("triage", one.toString().getBytes(StandardCharsets.UTF_8));
      assertThat(Instant.parse(one.get("at").textValue()))
          .isAfterOrEqualTo(detectedAt.minus(Duration.ofMinutes(1)));
      perMinute.merge(one.get("at").textValue().substring(0, 16), 1, Integer::sum);
    }
    assertThat(perMinute.values()).allMatch(count -> count <= 20);
    assertThat(triaged)
        .anyMatch(one -> one.get("draft").asText().startsWith("[BROUILLON]"))
        .anyMatch(one -> one.get("draft").asText().startsWith("[DRAFT]"));
  }

  @Test
  void whatPeopleSaidIsHeardTheSameAtAnyParallelism() throws Exception {
    FileRun one = FileRun.steered(directory.resolve("one"), 1, List.of(input), control);
    assertThat(one.count(Tallied.CONTROL)).isEqualTo(5);
    assertIsTriaged(one);
    JsonNode last = null;
    List<String> statuses = new ArrayList<>();
    for (JsonNode incident : ofTheCrisis(one, ResultStream.INCIDENTS)) {
      if (incident.get("incidentId").textValue().equals(incidentId)) {
        last = incident;
        statuses.add(incident.get("status").textValue());
      }
    }
    assertThat(statuses)
        .containsSubsequence("open", "acknowledged", "easing", "resolved")
        .doesNotContain("escalated");
    JsonNode milestones = Objects.requireNonNull(last).get("milestones");
    assertThat(milestones.get("acknowledgedBy").textValue()).isEqualTo("maria");
    assertThat(milestones.get("acknowledgedAt").textValue()).isEqualTo(in(9));
    assertThat(milestones.get("respondedAt").textValue()).isEqualTo(in(25));
    assertThat(milestones.get("tasks")).hasSize(1);
    assertThat(milestones.get("secondsToDetect").longValue()).isPositive();
    assertThat(milestones.get("secondsToBaseline").longValue()).isPositive();
    JsonSchemas.assertDescribed("incident", last.toString().getBytes(StandardCharsets.UTF_8));

    for (int parallelism : new int[] {2, 4}) {
      FileRun again =
          FileRun.steered(
              directory.resolve("again-" + parallelism), parallelism, List.of(input), control);
      for (ResultStream stream :
          List.of(
              ResultStream.INDICATORS,
              ResultStream.SIGNALS,
              ResultStream.INCIDENTS,
              ResultStream.ALERTS,
              ResultStream.TRIAGE)) {
        assertThat(again.file(stream)).hasSameBinaryContentAs(one.file(stream));
      }
    }
  }

  @Test
  void aMergedIncidentTellsNoFurtherAlertsAndStaysInTheLedger() throws Exception {
    Path merge = directory.resolve("merge.jsonl");
    say(merge, "merge", incidentId, "--into", "inc-mother", "--by", "maria", "--at", in(9));
    Instant answered = detectedAt.plus(Duration.ofMinutes(4)).plusSeconds(7);
    Path answer =
        Talk.write(
            directory.resolve("answer.jsonl"),
            List.of(
                post("drill", answered.minusSeconds(100), "telmora", true),
                post("fan", answered.minusSeconds(90), "telmora-fan", false),
                post("own", answered, "telmora", false)));
    FileRun run =
        FileRun.steered(
            directory.resolve("merged"), 2, List.of(input, answer), merge, "incidents.language=fr");
    List<JsonNode> alerts = ofTheIncident(run, ResultStream.ALERTS);
    JsonNode lastAlert = alerts.get(alerts.size() - 1);
    assertThat(alerts)
        .filteredOn(alert -> alert.get("at").textValue().compareTo(in(9)) >= 0)
        .containsExactly(lastAlert);
    assertThat(lastAlert.get("status").textValue()).isEqualTo("merged");
    assertThat(lastAlert.get("summary").textValue()).contains("fusionné par maria dans inc-mother");
    assertThat(run.results(ResultStream.INCIDENTS))
        .isNotEmpty()
        .allSatisfy(
            told ->
                assertThat(told.get("summary").textValue())
                    .contains("depuis")
                    .doesNotContain(" since ", "Said more", "Of the mentions read,"));
    JsonSchemas.assertDescribed("alert", lastAlert.toString().getBytes(StandardCharsets.UTF_8));
    List<JsonNode> ledger = ofTheIncident(run, ResultStream.INCIDENTS);
    JsonNode last = ledger.get(ledger.size() - 1);
    assertThat(last.get("status").textValue()).isEqualTo("merged");
    assertThat(last.get("resolvedAt").isNull()).isFalse();
    assertThat(last.at("/milestones/mergedInto").textValue()).isEqualTo("inc-mother");
    assertThat(last.at("/milestones/respondedAt").textValue())
        .as("the first post of its own account after the alert")
        .isEqualTo(answered.toString());
    assertThat(last.at("/milestones/respondedBy").isNull()).isTrue();
    JsonSchemas.assertDescribed("incident", last.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Mention post(String id, Instant at, String author, boolean exercise) {
    return new Mention(
        id,
        Talk.IN_CRISIS,
        "twitter",
        "Nous sommes désolés de la panne, nos équipes y travaillent.",
        at,
        "fr",
        new Author(author, 5_000L, true),
        new Engagement(0, 0, 0, null),
        null,
        null,
        null,
        exercise);
  }

  private static List<JsonNode> ofTheIncident(FileRun run, ResultStream stream) throws Exception {
    return run.results(stream).stream()
        .filter(result -> result.get("incidentId").textValue().equals(incidentId))
        .toList();
  }

  @Test
  void aPlannedEventIsToldAndASilenceIsKept() throws Exception {
    FileRun run = FileRun.steered(directory.resolve("planned"), 2, List.of(input), control);
    List<String> planned = new ArrayList<>();
    for (JsonNode signal : run.results(ResultStream.SIGNALS)) {
      if (signal.hasNonNull("plannedEvent")) {
        assertThat(signal.get("brand").textValue()).isEqualTo(Talk.HAPPY);
        planned.add(signal.get("plannedEvent").textValue());
      }
    }
    assertThat(planned).isNotEmpty().containsOnly("launch of the collection");
    assertThat(run.results(ResultStream.ALERTS))
        .noneMatch(alert -> alert.get("brand").textValue().equals(Talk.HAPPY));
  }

  @Test
  void withoutAWordTheCellIsRemindedOnce() throws Exception {
    Path other = directory.resolve("other.jsonl");
    Files.writeString(
        other,
        """
        {"id":"x","type":"acknowledge","issuedAt":"2026-03-01T00:00:00Z","by":"ana","incidentId":"inc-other"}
        {"id":"x","type":"acknowledge","issuedAt":"2026-03-01T00:00:01Z","by":"ana","incidentId":"inc-other"}
        """);
    FileRun run = FileRun.steered(directory.resolve("reminded"), 2, List.of(input), other);
    assertThat(ofTheCrisis(run, ResultStream.ALERTS))
        .extracting(alert -> alert.get("status").textValue())
        .contains("escalated");
    assertThat(run.count(Tallied.CONTROL_REFUSED)).isEqualTo(1);
    assertThat(run.results(ResultStream.DEAD_LETTERS))
        .extracting(letter -> letter.get("reason").textValue())
        .containsExactly("replayed");
  }

  @Test
  void aFileWithAForgedMessageIsNotRunAndEveryLineIsTold() throws Exception {
    Path bad = directory.resolve("bad.jsonl");
    Files.writeString(bad, Files.readString(control) + "{\"type\":\"acknowledge\"}\n\nnonsense\n");
    assertThatThrownBy(
            () ->
                FileRun.steered(
                    directory.resolve("bad"),
                    1,
                    List.of(input),
                    bad,
                    "control.keys=k1:" + "s".repeat(32)))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("bad.jsonl:1: bad-signature")
        .hasMessageContaining("bad.jsonl:6: bad-signature")
        .hasMessageContaining("bad.jsonl:8: malformed");
  }
}
