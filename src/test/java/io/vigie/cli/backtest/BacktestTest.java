package io.vigie.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.Vigie;
import io.vigie.fixture.Talk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as it is used, on invented histories. */
class BacktestTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant SURGE = Instant.parse("2026-01-13T15:00:00Z");

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aSurgeInCountsIsFoundAndNothingElse() throws Exception {
    Path events =
        Files.writeString(
            directory.resolve("events.json"),
            """
            [{"brand":"<script>alert(1)</script>","event":"<img src=x onerror=alert(2)>",
              "kind":"crisis","onset":"2026-01-13T15:00Z","peakHour":"2026-01-13T16:00Z",
              "end":"2026-01-13T18:00Z"},
             {"brand":"Belvoria","event":"elsewhere","kind":"crisis",
              "onset":"2026-01-13T15:00Z","end":"2026-01-13T18:00Z"}]
            """);
    Path result = directory.resolve("out");
    run(
        "--counts",
        counts().toString(),
        "--brand",
        "<script>alert(1)</script>",
        "--events",
        events.toString(),
        "--out",
        result.toString());

    JsonNode report = MAPPER.readTree(result.resolve("report.json").toFile());
    assertThat(report.at("/bucketSeconds").asInt()).isEqualTo(300);
    JsonNode only = report.at("/backtests/0");
    assertThat(only.at("/alarms")).hasSize(1);
    assertThat(only.at("/falseAlarms").asInt()).isZero();
    assertThat(only.at("/crisesFound").asInt()).isEqualTo(1);
    assertThat(only.at("/eventsNotCovered").asInt()).isEqualTo(1);
    assertThat(only.at("/brandDays").asDouble()).isBetween(6.9, 8.1);
    // The pattern for counts looks at the last hour and the last six: a surge must last a while.
    assertThat(only.at("/events/0/delaySeconds").asInt()).isBetween(300, 3600);
    assertThat(out.toString()).contains("crises found: 1 of 1");

    String html = Files.readString(result.resolve("report.html"));
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("NaN")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("default-src 'none'");
    assertThat(svgs(html)).isNotEmpty();
  }

  @Test
  void aSweepTriesEachValueOnTheStepsOfOneRun() throws Exception {
    Path result = directory.resolve("out");
    run(
        "--counts",
        counts().toString(),
        "--brand",
        "Telmora",
        "--sweep",
        "volume-surge.volume-burst.value=3:303:300",
        "--out",
        result.toString());

    // At the shipped threshold the steps, told once more, say what the history itself said.
    assertThat(result.resolve("sweep").resolve("3").resolve("signals.jsonl"))
        .hasSameTextualContentAs(result.resolve("signals.jsonl"));
    JsonNode sweep = MAPPER.readTree(result.resolve("report.json").toFile()).at("/sweep");
    assertThat(sweep.at("/threshold").asText()).isEqualTo("volume-surge.volume-burst.value");
    assertThat(sweep.at("/points")).hasSize(2);
    assertThat(sweep.at("/points/0/alarms").asInt()).isEqualTo(1);
    assertThat(sweep.at("/points/1/alarms").asInt()).isZero();
    assertThat(out.toString()).contains("sweep of volume-surge.volume-burst.value");
    String html = Files.readString(result.resolve("report.html"));
    assertThat(html).contains("Sweep of volume-surge.volume-burst.value").doesNotContain("NaN");
    assertThat(svgs(html)).hasSizeGreaterThan(1);
    assertThat(result.resolve("indicators.jsonl")).doesNotExist();
    assertThat(result.resolve("kpis.jsonl")).doesNotExist();
    assertThat(result.resolve(".steps")).doesNotExist();
  }

  @Test
  void scoredMentionsGiveTheSameIncidentsAsTheMentionsThemselves() throws Exception {
    Path mentions = Talk.write(directory.resolve("mentions.jsonl"), Talk.mentions());
    Path first = directory.resolve("first");
    run("--mentions", mentions.toString(), "--keep-indicators", "--out", first.toString());
    assertThat(first.resolve("indicators.jsonl")).isNotEmptyFile();
    assertThat(first.resolve("kpis.jsonl")).isNotEmptyFile();
    Path second = directory.resolve("second");
    run(
        "--mentions",
        first.resolve("scored-mentions.jsonl").toString(),
        "--compare",
        "jobs/crisis-detection/patterns-counts",
        "--out",
        second.toString());

    assertThat(Files.readString(first.resolve("incidents.jsonl"))).contains(Talk.IN_CRISIS);
    assertThat(second.resolve("signals.jsonl"))
        .hasSameTextualContentAs(first.resolve("signals.jsonl"));
    assertThat(stories(second)).isEqualTo(stories(first));
    JsonNode report = MAPPER.readTree(second.resolve("report.json").toFile());
    assertThat(report.at("/backtests")).hasSize(2);
    assertThat(report.at("/backtests/1/patterns").asText()).endsWith("patterns-counts");
    assertThat(Files.readString(second.resolve("report.html"))).contains("Side by side");
    assertThat(second.resolve("compare").resolve("incidents.jsonl")).exists();
  }

  @Test
  void theShippedPatternsForCountsPassTheirTests() {
    int code =
        Vigie.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("patterns", "test", "jobs/crisis-detection/patterns-counts");
    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString()).contains("5 passed, 0 failed");
  }

  @Test
  void wrongUsageIsToldAndNothingIsRun() throws IOException {
    String file = counts().toString();
    assertThat(code("--out", "x")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(code("--counts", file, "--mentions", file, "--out", "x"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(code("--counts", file, file, "--brand", "Telmora", "--out", "x"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(code("--counts", file, "--sweep", "spike=1:2:3", "--out", "x"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(err.toString()).contains("should be like volume-spike.surprise=4:12:1");
    assertThat(code("--counts", file, "--sweep", "spike.value=1:2:1", "--out", "x"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(err.toString()).contains("there is no signal 'spike'; there are [volume-surge]");
    Path bad = Files.writeString(directory.resolve("bad.csv"), "when,how many\n1,2\n");
    assertThat(code("--counts", bad.toString(), "--out", "x")).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("bad.csv:2: the timestamp should be like");
  }

  /** Every revision without what depends on the fifth decimal of a probability. */
  private static List<String> stories(Path out) throws IOException {
    List<String> stories = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("incidents.jsonl"))) {
      JsonNode node = MAPPER.readTree(line);
      stories.add(
          String.join(
              " ",
              node.path("incidentId").asText(),
              node.path("revision").asText(),
              node.path("status").asText(),
              node.path("severityLevel").asText(),
              node.path("updatedAt").asText(),
              node.path("patterns").toString()));
    }
    return stories;
  }

  /** Nine days with a daily rhythm; two hours of eight times as much. */
  private Path counts() throws IOException {
    Random dice = new Random(7);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 9 * 288; i++) {
      Instant at = START.plusSeconds(i * 300L);
      double rhythm = 10 + 5 * Math.sin(2 * Math.PI * (i % 288) / 288);
      boolean surge = !at.isBefore(SURGE) && at.isBefore(SURGE.plusSeconds(7200));
      long value = Math.round(rhythm * (surge ? 8 : 1) + dice.nextGaussian() * 2);
      rows.append(at).append(',').append(Math.max(0, value)).append('\n');
    }
    return Files.writeString(directory.resolve("counts.csv"), rows);
  }

  /** Each svg of a page, read as XML: what does not nest would not be read. */
  private static List<org.w3c.dom.Document> svgs(String html) {
    return java.util.regex.Pattern.compile("<svg.*?</svg>", java.util.regex.Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(
            match -> {
              try {
                return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(
                        new ByteArrayInputStream(match.group().getBytes(StandardCharsets.UTF_8)));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private void run(String... arguments) {
    assertThat(code(arguments)).as(err.toString()).isZero();
  }

  private int code(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "backtest";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine vigie = Vigie.commandLine();
    return vigie.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
  }
}
