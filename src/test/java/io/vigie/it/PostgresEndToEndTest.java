package io.vigie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.PostgresSchema;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.ResultStream;
import io.vigie.connector.local.LocalPostgres;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.Talk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresEndToEndTest {

  private static final List<String> TABLES = List.of("kpis", "signals", "incidents", "alerts");

  @TempDir Path directory;

  @Test
  void tablesAreFilledAndASecondRunChangesNothing() throws Exception {
    Path input = Talk.write(directory.resolve("mentions.jsonl"), Talk.mentions());
    try (LocalPostgres server = LocalPostgres.start()) {
      PostgresSettings database = server.settings();
      PostgresSchema.ensure(database);

      FileRun first = run(input, "first", 2, database);
      Map<String, List<String>> tables = read(database);
      assertThat(tables.get("kpis"))
          .hasSize(distinct(first, ResultStream.KPIS, "brand", "platform", "size", "start"));
      assertThat(tables.get("incidents"))
          .hasSize(distinct(first, ResultStream.INCIDENTS, "incidentId"));
      assertThat(tables.get("alerts"))
          .isNotEmpty()
          .hasSize(distinct(first, ResultStream.ALERTS, "alertId"));
      assertThat(tables.get("signals")).isNotEmpty();
      assertThat(tables.get("incidents")).anyMatch(row -> row.contains(Talk.IN_CRISIS));

      run(input, "second", 1, database);
      assertThat(read(database)).isEqualTo(tables);
    }
  }

  private FileRun run(Path input, String out, int parallelism, PostgresSettings database)
      throws Exception {
    return FileRun.of(
        directory.resolve(out),
        parallelism,
        List.of(input),
        "sinks.postgres.url=" + database.url(),
        "sinks.postgres.user=" + database.user(),
        "sinks.postgres.password=" + database.password());
  }

  private static int distinct(FileRun run, ResultStream stream, String... key) throws Exception {
    Set<List<String>> keys = new HashSet<>();
    for (JsonNode result : run.results(stream)) {
      if (stream == ResultStream.KPIS && result.get("size").textValue().equals("1m")) {
        continue; // only longer windows go to the database unless it is said otherwise
      }
      List<String> one = new ArrayList<>();
      for (String field : key) {
        one.add(result.get(field).asText());
      }
      keys.add(one);
    }
    return keys.size();
  }

  private static Map<String, List<String>> read(PostgresSettings database) throws Exception {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        List<String> rows = new ArrayList<>();
        try (ResultSet result =
            statement.executeQuery("SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1")) {
          while (result.next()) {
            rows.add(result.getString(1));
          }
        }
        tables.put(table, rows);
      }
    }
    return tables;
  }
}
