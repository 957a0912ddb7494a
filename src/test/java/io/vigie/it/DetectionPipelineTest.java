package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.JsonSchemas;
import io.vigie.fixture.Talk;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import io.vigie.stream.Tallied;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped job on files: days of ordinary talk, then a crisis and a happy launch. */
class DetectionPipelineTest {

  /** What must be the same at any parallelism; dead letters tell the time of reading. */
  private static final List<ResultStream> SAME =
      List.of(
          ResultStream.SCORED_MENTIONS,
          ResultStream.KPIS,
          ResultStream.INDICATORS,
          ResultStream.SIGNALS,
          ResultStream.INCIDENTS,
          ResultStream.ALERTS,
          ResultStream.LATE_MENTIONS);

  @TempDir static Path directory;

  private static List<Mention> mentions;
  private static Path input;
  private static FileRun run;

  @BeforeAll
  static void runOnce() throws Exception {
    mentions = new ArrayList<>(Talk.mentions());
    // A source may give a mention twice.
    mentions.addAll(mentions.subList(100, 110));
    input = Talk.write(directory.resolve("mentions.jsonl"), mentions);
    run = FileRun.of(directory.resolve("one"), 1, List.of(input));
  }

  @Test
  void countsAddUp() throws Exception {
    assertThat(run.count(Tallied.READ)).isEqualTo(mentions.size());
    assertThat(run.count(Tallied.DUPLICATES)).isEqualTo(10);
    assertThat(run.count(Tallied.SCORED)).isGreaterThan(mentions.size() / 2);
    assertThat(
            run.count(Tallied.SCORED)
                + run.count(Tallied.UNSCORED)
                + run.count(Tallied.DUPLICATES)
                + run.count(Tallied.DEAD_LETTERS))
        .isEqualTo(run.count(Tallied.READ));
    Set<String> ids = new HashSet<>();
    for (JsonNode scored : run.results(ResultStream.SCORED_MENTIONS)) {
      assertThat(ids.add(scored.get("id").textValue())).isTrue();
    }
    assertThat(ids).hasSize(mentions.size() - 10);
    long ofDays = 0;
    for (JsonNode kpi : run.results(ResultStream.KPIS)) {
      if (kpi.get("size").textValue().equals("1d")
          && kpi.get("platform").textValue().equals("all")
          && kpi.get("revision").intValue() == 0) {
        ofDays += kpi.get("mentions").longValue();
      }
    }
    assertThat(ofDays).isEqualTo(mentions.size() - 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void theSameInputGivesTheSameBytesAtAnyParallelism(int parallelism) throws Exception {
    FileRun again =
        FileRun.of(directory.resolve("again-" + parallelism), parallelism, List.of(input));
    assertSame(again);
  }

  @Test
  void severalFilesPackedOrNotAreOneStory() throws Exception {
    List<Mention> odd = new ArrayList<>();
    List<Mention> even = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      (i % 2 == 0 ? even : odd).add(mentions.get(i));
    }
    FileRun split =
        FileRun.of(
            directory.resolve("split"),
            2,
            List.of(
                Talk.write(directory.resolve("odd.jsonl.gz"), odd),
                Talk.write(directory.resolve("even.jsonl"), even)));
    assertSame(split);
  }

  @Test
  void theCrisisIsFoundSoonAndWithItsReasons() throws Exception {
    List<JsonNode> alerts =
        run.results(ResultStream.ALERTS).stream()
            .filter(alert -> alert.get("brand").textValue().equals(Talk.IN_CRISIS))
            .toList();
    assertThat(alerts).isNotEmpty();
    JsonNode first = alerts.get(0);
    assertThat(first.get("detectedAt").textValue())
        .isGreaterThan(Talk.NOON.toString())
        .isLessThan(Talk.NOON.plusSeconds(25 * 60).toString());
    assertThat(first.get("summary").textValue()).contains(Talk.IN_CRISIS);
    assertThat(first.get("evidence").get("signals")).isNotEmpty();
    assertThat(first.get("evidence").get("mentions")).isNotEmpty();
    assertThat(alerts)
        .extracting(alert -> alert.get("alertId").textValue())
        .doesNotHaveDuplicates();
    assertThat(alerts)
        .extracting(alert -> alert.get("severityLevel").textValue())
        .contains("crisis");
  }

  @Test
  void aHappyLaunchAndAnOrdinaryDayAreNoCrisis() throws Exception {
    for (JsonNode incident : run.results(ResultStream.INCIDENTS)) {
      if (!incident.get("brand").textValue().equals(Talk.IN_CRISIS)) {
        assertThat(incident.get("severityLevel").textValue()).isNotEqualTo("crisis");
        assertThat(incident.get("brand").textValue()).isNotEqualTo(Talk.ORDINARY);
      }
    }
  }

  @Test
  void whatLeavesIsWhatTheSchemasDescribe() throws Exception {
    assertDescribed("alert", ResultStream.ALERTS);
    assertDescribed("incident", ResultStream.INCIDENTS);
    assertDescribed("signal", ResultStream.SIGNALS);
    assertDescribed("scored-mention", ResultStream.SCORED_MENTIONS);
    assertDescribed("kpi", ResultStream.KPIS);
    assertDescribed("indicator", ResultStream.INDICATORS);
    for (Mention mention : mentions.subList(0, 50)) {
      JsonSchemas.assertDescribed("mention", MentionJson.write(mention));
    }
  }

  /**
   * The first and last results of a stream: compiling the schema for each costs more than it tells.
   */
  private static void assertDescribed(String schema, ResultStream stream) throws Exception {
    List<String> lines = Files.readAllLines(run.file(stream));
    assertThat(lines).as(stream.label()).isNotEmpty();
    for (int i = 0; i < lines.size(); i += Math.max(1, lines.size() / 40)) {
      JsonSchemas.assertDescribed(schema, lines.get(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void assertSame(FileRun other) {
    for (ResultStream stream : SAME) {
      assertThat(other.file(stream)).as(stream.label()).hasSameBinaryContentAs(run.file(stream));
    }
  }
}
