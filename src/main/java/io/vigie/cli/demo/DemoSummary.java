package io.vigie.cli.demo;

import io.vigie.connector.PostgresSettings;
import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a demo did, in the lines that it ends with. */
final class DemoSummary {

  private DemoSummary() {}

  /** Alerts by brand and level: one line for each brand, the quiet ones too. */
  static List<String> alerts(List<String> brands, List<Alert> alerts) {
    Map<String, EnumMap<Level, Integer>> counts = new TreeMap<>();
    brands.forEach(brand -> counts.put(brand, new EnumMap<>(Level.class)));
    for (Alert alert : alerts) {
      counts
          .computeIfAbsent(alert.brand(), brand -> new EnumMap<>(Level.class))
          .merge(alert.severityLevel(), 1, Integer::sum);
    }
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (brand, byLevel) -> {
          List<String> parts = new ArrayList<>();
          byLevel.forEach((level, count) -> parts.add(count + " " + level.label()));
          lines.add(
              String.format(
                  Locale.ROOT,
                  "  %-10s %s",
                  brand,
                  parts.isEmpty() ? "no alert" : String.join(", ", parts)));
        });
    return lines;
  }

  /**
   * Rows of each table of results, in the order of their names.
   *
   * @throws SQLException if the database does not answer
   */
  static Map<String, Long> rows(PostgresSettings postgres) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery(
              "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                  + " AND table_name <> 'schema_version' ORDER BY table_name")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        String quoted = statement.enquoteIdentifier(table, true);
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + quoted)) {
          count.next();
          rows.put(table, count.getLong(1));
        }
      }
    }
    return rows;
  }
}
