package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.incident.AlertJson;
import io.vigie.incident.Evidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlaybooksCommandTest {

  private static final String SHIPPED = "jobs/crisis-detection/playbooks";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "playbooks";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine vigie = Vigie.commandLine();
    return vigie.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
  }

  private Path alerts(String... ids) throws IOException {
    StringBuilder lines = new StringBuilder("\n");
    for (String id : ids) {
      String text = id.equals("alt-1") ? "Telmora en panne" : "Fuite de données chez Telmora";
      Evidence said = Results.evidence(text, text);
      lines.append(AlertJson.write(Results.alert(id, "inc-1", "Telmora", said))).append('\n');
    }
    return Files.writeString(directory.resolve("alerts.jsonl"), lines);
  }

  @Test
  void shippedPlaybooksAreValid() {
    assertThat(run("validate", SHIPPED)).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("11 playbooks, 13 roles: no problem");
  }

  @Test
  void problemsAreToldWithFileAndLine() throws IOException {
    Path file = Files.writeString(directory.resolve("p.yaml"), "playbook: A B\n");
    assertThat(run("validate", directory.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString())
        .contains(file + ":1: 'playbook' is 'A B' but should be")
        .contains(file + ":1: 'scenario' is missing");
  }

  @Test
  void aPlaybookIsShownAsAPage() {
    assertThat(run("show", SHIPPED, "--playbook", "boycott-call")).isZero();
    assertThat(out.toString())
        .contains("boycott-call, version 2")
        .contains("answer as if preventable")
        .contains("30m    watch    Find the first call")
        .doesNotContain("data-breach, version");
    assertThat(run("show", SHIPPED)).isZero();
    assertThat(out.toString()).contains("data-breach, version 2");
    assertThat(run("show", SHIPPED, "--playbook", "boycot-call")).isEqualTo(1);
    assertThat(err.toString()).contains("did you mean 'boycott-call'?");
  }

  @Test
  void draftsAreFilledFromAnAlert() throws IOException {
    String file = alerts("alt-1", "alt-2").toString();
    assertThat(run("fill", SHIPPED, "--alert", file)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("playbook service-outage: 2 of 2 mentions that weigh most say 'panne…'")
        .contains("nothing is published")
        .contains("== holdingStatement, fr")
        .contains("[BROUILLON] Un incident perturbe")
        .contains("== internalBriefing, en");
    out.getBuffer().setLength(0);
    assertThat(run("fill", SHIPPED, "--alert", file, "--id", "alt-2", "--lang", "en")).isZero();
    assertThat(out.toString()).startsWith("playbook data-breach").doesNotContain("BROUILLON");
    out.getBuffer().setLength(0);
    assertThat(run("fill", SHIPPED, "--alert", file, "--playbook", "general")).isZero();
    assertThat(out.toString()).startsWith("playbook general: Chosen on the command line.");
  }

  @Test
  void whatIsNoAlertIsToldWithItsLine() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.jsonl"), "\n{\"alertId\":1}\n");
    assertThat(run("fill", SHIPPED, "--alert", bad.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(bad + ":2: is not an alert: field '");
    assertThat(run("fill", SHIPPED, "--alert", alerts("alt-1").toString(), "--id", "alt-9"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("has no alert with the alertId alt-9");
    assertThat(run("fill", SHIPPED)).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run()).isEqualTo(Vigie.WRONG_USAGE);
  }
}
