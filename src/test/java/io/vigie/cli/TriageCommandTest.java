package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.fixture.JsonSchemas;
import io.vigie.fixture.Talk;
import io.vigie.mention.Mention;
import io.vigie.response.TriageSet;
import io.vigie.scoring.Category;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TriageCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int triage(String... words) {
    List<String> all = new ArrayList<>(List.of("triage"));
    all.addAll(List.of(words));
    CommandLine line = Vigie.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private Path posts() throws Exception {
    List<Mention> mentions =
        List.of(
            Talk.mention("m-1", Talk.IN_CRISIS, Talk.NOON, "Bonne journée à tous"),
            Talk.mention(
                "m-2",
                Talk.IN_CRISIS,
                Talk.NOON,
                "Toujours en panne chez Telmora, c'est inadmissible, je résilie"),
            Talk.mention(
                "m-3", Talk.IN_CRISIS, Talk.NOON, "Telmora, je vais vous tuer, bande d'escrocs"),
            Talk.mention(
                "m-4", Talk.IN_CRISIS, Talk.NOON, "Comment demander un remboursement à Telmora ?"));
    return Talk.write(directory.resolve("posts.jsonl"), mentions);
  }

  @Test
  void theMostUrgentComeFirstWithTheirHandlingAndItsReason() throws Exception {
    assertThat(triage("--mentions", posts().toString(), "--json")).as(err.toString()).isZero();
    List<JsonNode> told = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      told.add(JsonSchemas.assertDescribed("triage", line.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(told).hasSize(4);
    assertThat(told.stream().map(one -> one.get("priority").intValue()).toList())
        .isSortedAccordingTo((a, b) -> b - a);
    assertThat(find(told, "m-3").get("handling").textValue()).isEqualTo("legal");
    assertThat(find(told, "m-3").get("rule").textValue()).isEqualTo("threats");
    assertThat(find(told, "m-2").get("draft").textValue()).startsWith("[BROUILLON] ");
    assertThat(find(told, "m-1").get("handling").textValue()).isEqualTo("ignore");
    assertThat(find(told, "m-1").hasNonNull("draft")).isFalse();
  }

  @Test
  void whatWasScoredBeforeIsNotScoredAgain() throws Exception {
    Path file = directory.resolve("scored-mentions.jsonl");
    ScoredMention request =
        TriageSet.mention(
            "m-1", "Comment demander un remboursement ?", "fr", Category.REQUEST, 0.1, 10);
    Files.write(file, ScoredMentionJson.write(request));
    assertThat(triage("--scored", file.toString(), "--json")).as(err.toString()).isZero();
    JsonNode told = JSON.readTree(out.toString());
    assertThat(told.get("handling").textValue()).isEqualTo("answer");
    assertThat(told.at("/faq/entry").textValue()).isEqualTo("refund");
  }

  @Test
  void topCutsAndTheTextIsToldForPeople() throws Exception {
    assertThat(triage("--mentions", posts().toString(), "--top", "2")).isZero();
    assertThat(out.toString()).contains("why: ", "m-3").doesNotContain("Bonne journée");
    assertThat(out.toString().lines().filter(line -> line.contains("why: "))).hasSize(2);
  }

  @Test
  void aLineThatCannotBeReadIsToldAndTheOthersGoOn() throws Exception {
    Path file = posts();
    Files.writeString(file, "{\"id\":\"x\"\n", StandardOpenOption.APPEND);
    assertThat(triage("--mentions", file.toString(), "--json")).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains(file + ":5: ", "1 line(s) could not be read");
    assertThat(out.toString().lines()).hasSize(4);
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    String file = posts().toString();
    assertThat(triage()).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(triage("--mentions", file, "--scored", file)).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(triage("--mentions", file, "--top", "0")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(triage("--mentions", file, "--job", "nothing")).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(triage("--mentions", directory.resolve("none").toString()))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(triage("--mentions", file, "-D", "triage.perMinute=0"))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("triage.perMinute is 0");
  }

  private static JsonNode find(List<JsonNode> told, String mentionId) {
    return told.stream()
        .filter(one -> one.get("mentionId").textValue().equals(mentionId))
        .findFirst()
        .orElseGet(JSON::createObjectNode);
  }
}
