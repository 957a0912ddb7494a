package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.pattern.PatternReader;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.PatternTest;
import io.vigie.pattern.PatternTestReader;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PatternsCommandTest {

  private static final String SHIPPED = "jobs/crisis-detection/patterns";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shippedPatternsAreValid() {
    int code = run("validate", SHIPPED);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).matches("\\d+ patterns, \\d+ signals, \\d+ tests: no problem\\R");
  }

  @Test
  void shippedPatternsPassTheirTests() {
    int code = run("test", SHIPPED);
    assertThat(out.toString())
        .as(err.toString())
        .endsWith(" passed, 0 failed" + nl())
        .doesNotContain("FAIL");
    assertThat(code).isZero();
  }

  @Test
  void everyShippedPatternHasATestThatMustMatchAndOneThatMustNot() {
    for (String shipped : List.of(SHIPPED, SHIPPED + "-counts")) {
      Problems problems = new Problems();
      PatternSet patterns = PatternReader.read(Path.of(shipped), problems);
      List<PatternTest> tests = PatternTestReader.read(Path.of(shipped), patterns, problems);
      for (PatternSpec pattern : patterns.patterns()) {
        boolean mustMatch =
            tests.stream()
                .flatMap(test -> test.expected().stream())
                .anyMatch(expected -> expected.pattern().equals(pattern.id()));
        boolean mustNot =
            tests.stream()
                .filter(test -> test.pattern() == null || pattern.id().equals(test.pattern()))
                .anyMatch(test -> test.expected().isEmpty());
        assertThat(mustMatch).as("a test that must match: " + pattern.id()).isTrue();
        assertThat(mustNot).as("a test that must not match: " + pattern.id()).isTrue();
      }
    }
  }

  @Test
  void drawsPicturesAndAPage() throws IOException {
    Path page = directory.resolve("page.html");
    Path pictures = directory.resolve("pictures");
    assertThat(run("explain", SHIPPED, "--html", page.toString())).isZero();
    assertThat(run("explain", SHIPPED, "--pattern", "pile-on", "--svg", pictures.toString()))
        .isZero();
    assertThat(pictures).isDirectoryContaining("glob:**pile-on.svg");
    assertThat(out.toString())
        .contains(page.toString(), pictures.resolve("pile-on.svg").toString());
    assertThat(Files.readString(page))
        .contains("<h2 id=\"second-wave\">", "<svg", "unrest ends")
        .doesNotContain("<script", "http://localhost", "src=");
  }

  @Test
  void printsTheSchema() throws IOException {
    assertThat(run("schema")).isZero();
    assertThat(out.toString())
        .isEqualTo(Files.readString(Path.of("jobs/schema/pattern.schema.json")));
  }

  @Test
  void warnsOfBrandsThatTheWatchlistDoesNotKnow() throws IOException {
    write("brands.yaml", "brands:\n  - name: Telmora\n");
    write(
        "patterns/p.yaml",
        """
        signals:
          - name: spike
            when: {indicator: volume, value: ">= 10"}
            overrides:
              - {brands: [Telmora, Telmoro], for: 5m}
        ---
        pattern: spikes
        version: 1
        description: A spike.
        sequence:
          - signal: spike
        within: 5m
        falsePositives: a test
        runbook: p.yaml
        """);
    assertThat(run("validate", directory.resolve("patterns").toString())).isZero();
    assertThat(err.toString())
        .contains("warning: ", "p.yaml:5: the watchlist has no brand 'Telmoro'")
        .contains("(did you mean 'Telmora'?)");
  }

  @Test
  void aTestMayExpectLabels() throws IOException {
    write("p.yaml", "pattern: p\nlabels: {kind: outburst}\n");
    write(
        "tests/t.yaml",
        "test: t\nseries:\n  volume: {value: 1}\nexpect:\n"
            + "  - {pattern: p, at: 1m, labels: {kind: lasting}}\n");
    assertThat(run("validate", directory.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("t.yaml:5: expects the label kind: lasting, but 'p' has {kind=outburst}");
  }

  @Test
  void aFailingTestSaysWhatIsMissingAndWhatIsNot() throws IOException {
    write(
        "p.yaml",
        """
        signals:
          - name: spike
            when: {indicator: volume, value: ">= 10"}
        ---
        pattern: spikes
        version: 1
        description: A spike.
        sequence:
          - signal: spike
        within: 5m
        falsePositives: a test
        runbook: p.yaml
        """);
    write(
        "tests/t.yaml",
        """
        test: expects it too late
        series:
          volume: {value: "1x4 20x3"}
        expect:
          - {pattern: spikes, at: 6m}
        """);
    assertThat(run("test", directory.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAIL  expects it too late  (" + directory.resolve("tests/t.yaml") + ":1)")
        .contains("missing     spikes at 2026-01-05T09:06:00Z")
        .contains("unexpected  spikes at 2026-01-05T09:05:00Z")
        .contains("signal      spike fires at 2026-01-05T09:05:00Z")
        .contains("0 passed, 1 failed");
  }

  @Test
  void problemsOfPatternsAndTestsAreToldAtOnce() throws IOException {
    write("p.yaml", "pattern: Broken\nversion: 0\n");
    write("tests/t.yaml", "test: t\nseries:\n  volum: {value: nonsense}\nexpect: no match\n");
    assertThat(run("validate", directory.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("p.yaml:1: 'pattern' is 'Broken' but should be")
        .contains("p.yaml:2: 'version' should be a whole number from 1")
        .contains("t.yaml:3: unknown indicator 'volum' (did you mean 'volume'?)")
        .contains("t.yaml:3: 'value': 'nonsense' is no part of a series");
  }

  @Test
  void explainsInWords() {
    assertThat(run("explain", SHIPPED, "--pattern", "pile-on")).isZero();
    assertThat(out.toString())
        .contains("pile-on, version 1 (stable): A sudden spike of mentions turned negative.")
        .contains("in less than 30m")
        .contains("mentions in the last hour: at least 20")
        .contains("2. then, at once or later, negativity")
        .doesNotContain("influential-critic");
  }

  @Test
  void anUnknownPatternIsTheInputsFaultAndNoCommandIsWrongUsage() {
    assertThat(run("explain", SHIPPED, "--pattern", "pileon")).isEqualTo(1);
    assertThat(err.toString()).contains("unknown pattern 'pileon' (did you mean 'pile-on'?)");
    assertThat(run()).isEqualTo(2);
    assertThat(run("validate")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new PatternsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String nl() {
    return System.lineSeparator();
  }
}
