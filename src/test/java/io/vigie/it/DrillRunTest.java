package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.cli.Vigie;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A drill in the midst of a real incident of the same brand, through the shipped job. */
class DrillRunTest {

  @TempDir Path directory;

  @Test
  void aDrillIsDetectedAndScoredAndChangesNothingOfWhatIsReal() throws Exception {
    Path real = Talk.write(directory.resolve("real.jsonl"), Talk.mentions());
    Path drill = directory.resolve("drill.jsonl");
    String start = Talk.NOON.plus(Duration.ofMinutes(20)).toString();
    List<String> words =
        List.of("drill", "data-breach", "--brand", Talk.IN_CRISIS, "--start", start);
    assertThat(vigie(words, "--out", drill.toString())).contains("marked as an exercise");

    FileRun alone = FileRun.of(directory.resolve("alone"), 2, List.of(real));
    FileRun both = FileRun.of(directory.resolve("both"), 2, List.of(real, drill));

    assertThat(real(both, ResultStream.INCIDENTS)).isEqualTo(real(alone, ResultStream.INCIDENTS));
    assertThat(real(both, ResultStream.ALERTS))
        .isEqualTo(real(alone, ResultStream.ALERTS))
        .anyMatch(alert -> alert.get("brand").textValue().equals(Talk.IN_CRISIS));
    assertThat(real(both, ResultStream.TRIAGE)).isEqualTo(real(alone, ResultStream.TRIAGE));
    for (ResultStream stream : List.of(ResultStream.KPIS, ResultStream.INDICATORS)) {
      assertThat(both.file(stream)).hasSameBinaryContentAs(alone.file(stream));
    }
    List<JsonNode> exercise =
        both.results(ResultStream.INCIDENTS).stream().filter(DrillRunTest::isExercise).toList();
    assertThat(exercise).isNotEmpty();
    JsonNode first = exercise.get(0);
    assertThat(first.get("summary").textValue()).startsWith("Exercise: ");
    assertThat(both.results(ResultStream.TRIAGE))
        .anyMatch(one -> isExercise(one) && one.get("draft").asText().startsWith("[EXERCI"));

    Path control = directory.resolve("control.jsonl");
    String incidentId = first.get("incidentId").textValue();
    Instant detected = Instant.parse(first.get("detectedAt").textValue());
    say(control, "ack", incidentId, "--by", "maria", "--at", in(detected, 6));
    say(control, "task", incidentId, "--done", "holding statement", "--at", in(detected, 40));
    FileRun steered =
        FileRun.steered(directory.resolve("steered"), 2, List.of(real, drill), control);
    String card = vigie(words, "--score", steered.file(ResultStream.INCIDENTS).toString());
    assertThat(card)
        .contains("EXERCISE " + incidentId + ", data-breach of " + Talk.IN_CRISIS)
        .contains("playbook data-breach\n")
        .containsPattern("time to detect +\\d+ min")
        .containsPattern("time to acknowledge +[456] min")
        .containsPattern("time to respond +never")
        .containsPattern("in time .*holding statement")
        .containsPattern("not done ");
  }

  private static String in(Instant detected, int minutes) {
    return detected.plus(Duration.ofMinutes(minutes)).plusMillis(1).toString();
  }

  private static void say(Path control, String... words) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", control.toString()));
    assertThat(Vigie.commandLine().execute(all.toArray(String[]::new))).isZero();
    assertThat(Files.exists(control)).isTrue();
  }

  private static String vigie(List<String> words, String... more) {
    StringWriter out = new StringWriter();
    CommandLine vigie = Vigie.commandLine().setOut(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    assertThat(vigie.execute(all.toArray(String[]::new))).isZero();
    return out.toString();
  }

  private static List<JsonNode> real(FileRun run, ResultStream stream) throws Exception {
    return run.results(stream).stream().filter(result -> !isExercise(result)).toList();
  }

  private static boolean isExercise(JsonNode result) {
    return result.path("exercise").booleanValue();
  }
}
