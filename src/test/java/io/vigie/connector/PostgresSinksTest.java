package io.vigie.connector;

import static io.vigie.fixture.Results.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.local.LocalPostgres;
import io.vigie.fixture.Cluster;
import io.vigie.fixture.Results;
import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.DeadLetter;
import io.vigie.response.Triage;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSinksTest {
  private static LocalPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = LocalPostgres.start();
    assertThat(PostgresSchema.ensure(postgres.settings())).isEqualTo(5);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void empty() throws Exception {
    try (Connection connection = postgres.settings().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE incidents, alerts, kpis, indicators, signals, dead_letters, triage");
    }
  }

  @Test
  void everyTableTakesItsResultsAndRepeatsChangeNothing() throws Exception {
    runAll();
    List<String> once = contents();
    runAll();

    assertThat(contents()).isEqualTo(once);
    assertThat(query("SELECT count(*) FROM kpis")).containsExactly("1");
    assertThat(query("SELECT readings->'volume'->>'expected' FROM indicators"))
        .containsExactly("12.345679");
    assertThat(query("SELECT document->'evidence'->'mentions'->0->>'text' FROM alerts"))
        .containsExactly("Toujours en panne");
    assertThat(query("SELECT patterns[1] FROM incidents")).containsExactly("pile-on");
    assertThat(query("SELECT convert_from(original, 'UTF8') FROM dead_letters"))
        .containsExactly("{\"id");
    assertThat(query("SELECT phase || ' ' || extract(epoch FROM at)::bigint FROM signals"))
        .containsExactly("fires " + AT.getEpochSecond());
  }

  private static void runAll() throws Exception {
    PostgresSettings settings = postgres.settings();
    Cluster.ofParallelism(2)
        .add(
            Incident.class,
            List.of(Results.incident("i-1", "lumio", 1, 55)),
            Incident::incidentId,
            PostgresSinks.sink(settings, PostgresTable.incidents(Results.encoder())))
        .add(
            Alert.class,
            List.of(Results.alert("a-1", "i-1", "lumio", "Toujours en panne")),
            Alert::alertId,
            PostgresSinks.sink(settings, PostgresTable.alerts(Results.encoder())))
        .add(
            KpiWindow.class,
            List.of(Results.kpi("lumio", AT, 0, 5)),
            KpiWindow::brand,
            PostgresSinks.sink(settings, PostgresTable.kpis()))
        .add(
            IndicatorStep.class,
            List.of(Results.step("lumio", AT)),
            IndicatorStep::brand,
            PostgresSinks.sink(settings, PostgresTable.indicators()))
        .add(
            Signal.class,
            List.of(Results.signal("lumio", AT)),
            Signal::brand,
            PostgresSinks.sink(settings, PostgresTable.signals()))
        .add(
            DeadLetter.class,
            List.of(Results.deadLetter("mentions.jsonl", 3)),
            letter -> letter.origin().toString(),
            PostgresSinks.sink(settings, PostgresTable.deadLetters()))
        .add(
            Triage.class,
            List.of(Results.triage("i-1", "lumio", "tw-1", AT)),
            Triage::brand,
            PostgresSinks.sink(settings, PostgresTable.triage()))
        .run();
  }

  private static List<String> contents() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String table :
        List.of("incidents", "alerts", "kpis", "indicators", "signals", "dead_letters", "triage")) {
      List<String> of = query("SELECT t::text FROM " + table + " t");
      assertThat(of).as(table).hasSize(1);
      rows.addAll(of);
    }
    return rows;
  }

  @Test
  void anOlderRevisionNeverReplacesANewerOne() throws Exception {
    // One key, so one subtask and this very order; all in one batch.
    Cluster.ofParallelism(1)
        .add(
            Incident.class,
            List.of(
                Results.incident("i-1", "lumio", 1, 30),
                Results.incident("i-1", "lumio", 3, 70),
                Results.incident("i-1", "lumio", 2, 50)),
            Incident::incidentId,
            PostgresSinks.sink(postgres.settings(), PostgresTable.incidents(Results.encoder())))
        .add(
            KpiWindow.class,
            List.of(
                Results.kpi("lumio", AT, 1, 8),
                Results.kpi("lumio", AT, 0, 5),
                Results.kpi("lumio", AT, 1, 9)),
            KpiWindow::brand,
            PostgresSinks.sink(postgres.settings(), PostgresTable.kpis()))
        .run();

    assertThat(query("SELECT revision || ' ' || severity FROM incidents")).containsExactly("3 70");
    assertThat(query("SELECT revision || ' ' || mentions FROM kpis")).containsExactly("1 9");
  }

  @Test
  void parallelBatchesOfKeyedRowsDoNotDeadlock() throws Exception {
    List<KpiWindow> windows = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int brand = 0; brand < 100; brand++) {
        // Each round goes through the rows the other way about: what deadlocks if not keyed.
        int of = round % 2 == 0 ? brand : 99 - brand;
        windows.add(Results.kpi("brand-" + of, AT, round, round));
      }
    }

    Cluster.ofParallelism(4)
        .add(
            KpiWindow.class,
            windows,
            KpiWindow::brand,
            PostgresSinks.sink(postgres.settings(), PostgresTable.kpis()))
        .run();

    assertThat(query("SELECT count(*) || ' ' || min(revision) || ' ' || max(revision) FROM kpis"))
        .containsExactly("100 19 19");
  }

  @Test
  void whatPostgresRefusesIsCleanedAndBounded() throws Exception {
    String dirty = "Lu\0mio\ud83d " + "x".repeat(20_000);

    Cluster.ofParallelism(1)
        .add(
            Alert.class,
            List.of(Results.alert("a-1", "i-1", "Lu\0mio", "en\0 panne \\u0000")),
            Alert::alertId,
            PostgresSinks.sink(postgres.settings(), PostgresTable.alerts(Results.encoder())))
        .add(
            IndicatorStep.class,
            List.of(Results.step(dirty, AT)),
            IndicatorStep::brand,
            PostgresSinks.sink(postgres.settings(), PostgresTable.indicators()))
        .run();

    assertThat(query("SELECT brand FROM alerts")).containsExactly("Lumio");
    assertThat(query("SELECT document->'evidence'->'mentions'->0->>'text' FROM alerts"))
        .containsExactly("en panne \\u0000");
    assertThat(query("SELECT length(brand) || left(brand, 6) FROM indicators"))
        .containsExactly("200Lumio\ufffd");
  }

  @Test
  void theSchemaIsAppliedOnceAndANewerOneIsRefused() throws Exception {
    assertThat(PostgresSchema.ensure(postgres.settings())).isEqualTo(5);
    assertThat(query("SELECT version || ' ' || name FROM schema_version"))
        .containsExactly(
            "1 V1__results.sql",
            "2 V2__milestones.sql",
            "3 V3__triage.sql",
            "4 V4__cases.sql",
            "5 V5__merged.sql");

    execute("INSERT INTO schema_version (version, name) VALUES (99, 'V99__future.sql')");
    try {
      assertThatThrownBy(() -> PostgresSchema.ensure(postgres.settings()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("schema version 99");
    } finally {
      execute("DELETE FROM schema_version WHERE version = 99");
    }
  }

  @Test
  void theReferenceNamesEveryTableAndColumn() throws Exception {
    String reference = Files.readString(Path.of("docs", "reference", "tables.md"));

    List<String> columns =
        query(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
                + " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position");

    assertThat(columns).hasSizeGreaterThan(70);
    String table = "";
    for (String column : columns) {
      table = column.substring(0, column.indexOf('.'));
      String section = reference.split("\n## `" + table + "`", 2)[1].split("\n## ", 2)[0];
      assertThat(section).contains("| `" + column.substring(table.length() + 1) + "` |");
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachableAndOneThatRefusesSaysWhy() {
    PostgresSettings nobody =
        new PostgresSettings(
            "jdbc:postgresql://127.0.0.1:1/vigie?password=hunter2", "u", "hunter2");
    PostgresSettings noDatabase =
        new PostgresSettings(
            postgres.settings().url().replace("/postgres", "/nowhere"), "postgres", "hunter2");

    assertThatThrownBy(() -> PostgresSchema.ensure(nobody))
        .isInstanceOf(ServiceUnreachableException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/vigie")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> PostgresSchema.ensure(noDatabase))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nowhere")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void secretsAreNotPrinted() {
    PostgresSettings settings =
        new PostgresSettings(
            "jdbc:postgresql://me:hunter1@db:5432/vigie?password=hunter2&ssl=true",
            "me",
            "hunter3");

    assertThat(settings.toString())
        .isEqualTo("PostgresSettings[jdbc:postgresql://db:5432/vigie, user me]");
  }

  @Test
  void batchesThatMergeRowsAreRefused() {
    PostgresSettings merging =
        new PostgresSettings("jdbc:postgresql://db/vigie?reWriteBatchedInserts=true", "u", "p");

    assertThatThrownBy(() -> PostgresSinks.sink(merging, PostgresTable.kpis()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two revisions of a row");
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = postgres.settings().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(String sql) throws Exception {
    try (Connection connection = postgres.settings().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
