package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.connector.IndicatorStepJson;
import io.vigie.connector.KpiWindowJson;
import io.vigie.connector.PostgresSchema;
import io.vigie.connector.local.LocalPostgres;
import io.vigie.fixture.Results;
import io.vigie.incident.AlertJson;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Timestamp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {

  private final StringWriter err = new StringWriter();
  private @TempDir Path dir;

  @BeforeEach
  void record() throws Exception {
    write("incidents.jsonl", IncidentJson.write(Results.incident("inc-a1", "lumio", 1, 55)));
    write("alerts.jsonl", AlertJson.write(Results.alert("a-1", "inc-a1", "lumio", "En panne")));
    write("kpis.jsonl", utf8(KpiWindowJson.toBytes(Results.kpi("lumio", Results.AT, 0, 5))));
    write("indicators.jsonl", utf8(IndicatorStepJson.toBytes(Results.step("lumio", Results.AT))));
  }

  @Test
  void writesThePageFromTheFilesOfARun() throws Exception {
    assertThat(run("inc-a", "--from", dir.toString(), "--lang", "fr")).isZero();
    assertThat(Files.readString(dir.resolve("r/report.html")))
        .contains("Rapport d’après-crise : lumio")
        .contains("inc-a1");
  }

  @Test
  void anUnknownIncidentIsAnsweredWithThoseThereAre() {
    assertThat(run("inc-zzz", "--from", dir.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("has no incident 'inc-zzz'").contains("inc-a1  lumio");
  }

  @Test
  void anAmbiguousBeginningIsRefused() throws Exception {
    write(
        "incidents.jsonl",
        IncidentJson.write(Results.incident("inc-a1", "lumio", 1, 55))
            + "\n"
            + IncidentJson.write(Results.incident("inc-a2", "lumio", 1, 55)));
    assertThat(run("inc-a", "--from", dir.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("several 'inc-a…'").contains("inc-a2  lumio");
  }

  private static String merged(String incident, String into) {
    return IncidentJson.write(Results.incident(incident, "sub-lumio", 1, 55))
        .replaceFirst("\"status\":\"[a-z]+\"", "\"status\":\"merged\"")
        .replace(
            "\"mergedInto\":null,\"mergedBy\":null,\"mergedAt\":null",
            "\"mergedInto\":\"%s\",\"mergedBy\":\"Ana\",\"mergedAt\":\"%s\""
                .formatted(into, Results.AT));
  }

  @Test
  void whatWasMergedIntoAnIncidentIsNamedInItsReportAndPointsToIt() throws Exception {
    write(
        "incidents.jsonl",
        IncidentJson.write(Results.incident("inc-a1", "lumio", 1, 55))
            + "\n"
            + merged("inc-b1", "inc-a1")
            + "\n"
            + merged("inc-c1", "inc-other"));
    assertThat(run("inc-a1", "--from", dir.toString())).isZero();
    assertThat(Files.readString(dir.resolve("r/report.html")))
        .contains("Merged into this incident", "sub-lumio (inc-b1, since")
        .doesNotContain("inc-c1", "read that one");
    assertThat(run("inc-b1", "--from", dir.toString(), "--lang", "fr")).isZero();
    assertThat(Files.readString(dir.resolve("r/report.html")))
        .contains("fusionné dans inc-a1 : lire le rapport de celui-ci.")
        .contains("fusionné dans un autre incident");
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws Exception {
    write("kpis.jsonl", "\n{\"brand\":");
    assertThat(run("inc-a1", "--from", dir.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("kpis.jsonl:2: cannot be read");
    Files.delete(dir.resolve("alerts.jsonl"));
    assertThat(run("inc-a1", "--from", dir.toString())).isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString()).contains("alerts.jsonl").contains("is missing");
  }

  @Test
  void oneSourceMustBeNamed() {
    assertThat(run("inc-a1")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("inc-a1", "--postgres", "jdbc:postgresql://127.0.0.1:1/x"))
        .isEqualTo(Vigie.UNREACHABLE);
  }

  @Test
  void writesThePageFromTheTables() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start()) {
      PostgresSchema.ensure(postgres.settings());
      try (Connection connection = postgres.settings().connect()) {
        fill(connection, Results.incident("inc-a1", "lumio", 1, 55));
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "INSERT INTO incidents SELECT d->>'incidentId', 'sub-lumio', 1, 'merged', 1, 'info',"
                  + " 1, '{}', now(), now(), null, now(), null, 1, 1, '', false, d FROM (SELECT '"
                  + merged("inc-b1", "inc-a1")
                  + "'::jsonb AS d) AS x");
          statement.execute(
              "UPDATE incidents SET merged_into = 'inc-a1' WHERE incident_id = 'inc-b1'");
        }
      }
      String url = postgres.settings().url() + "?user=postgres&password=postgres";
      assertThat(run("inc-a", "--postgres", url, "--user", "postgres")).isZero();
      String page = Files.readString(dir.resolve("r/report.html"));
      assertThat(page).contains("Post-crisis report: lumio").contains("alert sent");
      assertThat(page).contains("sub-lumio (inc-b1, since");
      assertThat(page).contains("<td>mentions</td><td class=\"n\">0</td><td class=\"n\">7</td>");
      assertThat(run("inc-zzz", "--postgres", url, "--user", "postgres"))
          .isEqualTo(Vigie.INPUT_AT_FAULT);
      assertThat(err.toString()).contains("inc-a1  lumio");
    }
  }

  private static void fill(Connection connection, Incident incident) throws Exception {
    try (Statement statement = connection.createStatement();
        PreparedStatement kpi =
            connection.prepareStatement(
                "INSERT INTO kpis (brand, platform, size, window_start, window_end, revision,"
                    + " mentions, authors, positive, neutral, negative, unscored, likes, shares,"
                    + " replies, interactions, engagement_denominator, engagement_base,"
                    + " potential_reach) VALUES ('lumio', 'all', '15m', ?, ?, 0, 7, 7, 1, 2, 4, 0,"
                    + " 0, 0, 0, 0, 'views', 0, 0)")) {
      statement.execute(
          "INSERT INTO incidents SELECT d->>'incidentId', 'lumio', 1, 'open', 1, 'info', 1, '{}',"
              + " now(), now(), null, now(), null, 1, 1, '', false, d FROM (SELECT '"
              + IncidentJson.write(incident).replace("'", "''")
              + "'::jsonb AS d) AS x");
      statement.execute(
          "INSERT INTO alerts SELECT 'a-1', 'inc-a1', 1, 'open', 'lumio', 1, 'info', '{}', now(),"
              + " now(), now(), null, '', false, '"
              + AlertJson.write(Results.alert("a-1", "inc-a1", "lumio", "En panne"))
                  .replace("'", "''")
              + "'::jsonb");
      kpi.setTimestamp(1, Timestamp.from(incident.startedAt()));
      kpi.setTimestamp(2, Timestamp.from(incident.startedAt().plusSeconds(900)));
      kpi.execute();
    }
  }

  private int run(String incident, String... further) {
    String[] args = new String[further.length + 4];
    args[0] = "report";
    args[1] = incident;
    args[2] = "--out";
    args[3] = dir.resolve("r/report.html").toString();
    System.arraycopy(further, 0, args, 4, further.length);
    CommandLine command = Vigie.commandLine();
    command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter()));
    return command.execute(args);
  }

  private void write(String file, String lines) throws Exception {
    Files.writeString(dir.resolve(file), lines + "\n");
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
