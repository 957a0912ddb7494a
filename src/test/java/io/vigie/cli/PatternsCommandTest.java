package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(out.toString()).startsWith("5 patterns, 8 signals, 24 tests: no problem");
  }

  @Test
  void shippedPatternsPassTheirTests() {
    int code = run("test", SHIPPED);
    assertThat(out.toString()).as(err.toString()).endsWith("24 passed, 0 failed" + nl());
    assertThat(code).isZero();
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
