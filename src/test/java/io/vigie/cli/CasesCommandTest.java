package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.connector.CaseTable;
import io.vigie.connector.local.LocalPostgres;
import io.vigie.response.Case;
import io.vigie.response.Case.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CasesCommandTest {

  private static final String COMPLETED =
      """
      case: inc-0a1b
      title: "Telmora, 2026-03-05"
      scenario: service-outage
      crisisType: accidental
      actions:
        - what: "Published the holding statement"
          after: 40m
          result: helped
          evidence: "Half as many complaints in the hour after it."
      outcome:
        summary: "Repaired in the evening."
        backToUsual: 11h
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int cases(String... words) {
    List<String> all = new ArrayList<>(List.of("cases"));
    all.addAll(List.of(words));
    CommandLine line = Vigie.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void theShippedCasesAreListed() {
    assertThat(cases("list")).isZero();
    assertThat(out.toString()).contains("tylenol-1982", "service-outage", "united-3411-2017");
    assertThat(out.toString().lines()).hasSize(12);
  }

  @Test
  void everyProblemIsToldWithFileAndLine() throws Exception {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(
        file,
        "case: Mine\ntitle: t\nscenario: general\nactions:\n  - what: w\n    result: helped\nx: 1\n");
    assertThat(cases("list", "--cases", directory.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString())
        .contains(file + ":1", file + ":5", "needs its 'evidence'", file + ":7", "3 problem(s)");
  }

  @Test
  void anAlertIsComparedAndWhatWentWellIsTold() throws Exception {
    Files.writeString(directory.resolve("own.yaml"), COMPLETED);
    Path alerts = directory.resolve("alerts.jsonl");
    Files.writeString(alerts, OUTAGE + "\n");
    assertThat(cases("similar", "--alert", alerts.toString(), "--cases", directory.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains(
            "inc-0a1b  distance 0.00",
            "scenario: service-outage, there service-outage",
            "Went well in a similar case:",
            "Published the holding statement");

    out.getBuffer().setLength(0);
    Files.writeString(alerts, OUTAGE.replace("service-outage", "data-breach") + "\n");
    assertThat(cases("similar", "--alert", alerts.toString(), "--cases", directory.toString()))
        .isZero();
    assertThat(out.toString()).contains("no similar case among 1");
  }

  @Test
  void aCompletedCaseIsRecordedInTheTableForTheNextStart() throws Exception {
    Files.writeString(directory.resolve("own.yaml"), COMPLETED);
    try (LocalPostgres postgres = LocalPostgres.start()) {
      String[] words = {
        "record",
        "inc-0a1b",
        "--cases",
        directory.toString(),
        "--postgres",
        postgres.settings().url(),
        "--user",
        postgres.settings().user()
      };
      assertThat(cases(words)).as(err.toString()).isZero();
      assertThat(cases(words)).as("once more").isZero();
      List<Case> known = CaseTable.read(postgres.settings());
      assertThat(known).hasSize(1);
      assertThat(known.get(0).actions().get(0).result()).isEqualTo(Result.HELPED);
      assertThat(known.get(0).outcome()).isEqualTo("Repaired in the evening.");

      words[1] = "inc-unknown";
      assertThat(cases(words)).isEqualTo(Vigie.INPUT_AT_FAULT);
    }
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(cases()).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(cases("similar")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(cases("record", "inc-1")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(cases("add", "inc-1")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(cases("record", "inc-1", "--postgres", "jdbc:postgresql://127.0.0.1:1/v"))
        .isEqualTo(Vigie.UNREACHABLE);
  }

  private static final String OUTAGE =
      """
      {"alertId":"alt-1","incidentId":"inc-9","revision":1,"status":"open","brand":"Telmora",\
      "severity":60,"severityLevel":"incident","patterns":["pile-on"],\
      "startedAt":"2026-03-05T12:00:00Z","detectedAt":"2026-03-05T12:09:00Z",\
      "at":"2026-03-05T12:09:00Z","firstMentionAt":null,"summary":"s",\
      "evidence":{"signals":[],"mentions":[],"factors":[],"mentionsByPlatform":{}},\
      "exercise":false,"playbook":{"id":"service-outage","version":1,\
      "scenario":"service-outage","why":"w","crisisType":"accidental","strategy":["inform"],\
      "warnings":[],"firstTasks":[],"holdingStatement":{"fr":"f","en":"e"}},"labels":{}}""";
}
