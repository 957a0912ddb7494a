package io.vigie.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.connector.PostgresSettings;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.kpi.KpiWindow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what a job recorded in its tables (docs/reference/tables.md). */
public final class PostgresRecords {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PostgresSettings settings;

  public PostgresRecords(PostgresSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads what was recorded about an incident.
   *
   * @param id its incidentId, or how it begins if no other begins so
   * @throws UnknownIncidentException if there is none, or several; the message says which there are
   * @throws io.vigie.connector.ServiceUnreachableException if no server answers
   */
  public IncidentRecords read(String id) throws IOException {
    try (Connection connection = settings.connect()) {
      Incident incident = incident(connection, id);
      List<Incident> revisions = List.of(incident);
      Instant from = IncidentRecords.onset(revisions).minus(IncidentRecords.AROUND);
      Instant to = IncidentRecords.end(revisions).plus(IncidentRecords.AROUND);
      return new IncidentRecords(
          revisions,
          alerts(connection, incident.incidentId()),
          kpis(connection, incident.brand(), from, to),
          steps(connection, incident.brand(), from, to),
          IncidentRecords.mergedInto(
              incident.incidentId(),
              incidents(
                  connection,
                  "SELECT document::text FROM incidents WHERE merged_into = ?",
                  incident.incidentId())));
    } catch (SQLException e) {
      throw new IOException("the tables cannot be read: " + e.getMessage(), e);
    }
  }

  private static Incident incident(Connection connection, String id) throws SQLException {
    List<Incident> found =
        incidents(
            connection,
            "SELECT document::text FROM incidents WHERE starts_with(incident_id, ?)"
                + " ORDER BY updated_at DESC LIMIT 100",
            id);
    if (found.isEmpty()) {
      found =
          incidents(
              connection,
              "SELECT document::text FROM incidents WHERE incident_id <> ?"
                  + " ORDER BY updated_at DESC LIMIT 100",
              id);
    }
    String incidentId = UnknownIncidentException.find(id, found, "the database");
    return found.stream()
        .filter(incident -> incident.incidentId().equals(incidentId))
        .findFirst()
        .orElseThrow();
  }

  private static List<Incident> incidents(Connection connection, String sql, String id)
      throws SQLException {
    List<Incident> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(IncidentJson.read(text(rows, 1)));
        }
      }
    }
    return found;
  }

  private static List<Alert> alerts(Connection connection, String incidentId) throws SQLException {
    List<Alert> alerts = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT document::text FROM alerts WHERE incident_id = ? ORDER BY at, revision")) {
      statement.setString(1, incidentId);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          alerts.add(AlertJson.read(text(rows, 1)));
        }
      }
    }
    return alerts;
  }

  private static List<Kpi> kpis(Connection connection, String brand, Instant from, Instant to)
      throws SQLException {
    List<Kpi> kpis = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT platform, size, window_start, revision, mentions, positive, neutral, negative,"
                + " interactions, potential_reach, followers FROM kpis"
                + " WHERE brand = ? AND window_start >= ? AND window_start < ?"
                + " AND size = CASE WHEN platform = ? THEN ? ELSE ? END")) {
      statement.setString(1, brand);
      statement.setTimestamp(2, Timestamp.from(from));
      statement.setTimestamp(3, Timestamp.from(to));
      statement.setString(4, KpiWindow.ALL_PLATFORMS);
      statement.setString(5, IncidentRecords.FINE);
      statement.setString(6, IncidentRecords.COARSE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          kpis.add(
              new Kpi(
                  text(rows, 1),
                  text(rows, 2),
                  rows.getTimestamp(3).toInstant(),
                  rows.getInt(4),
                  rows.getLong(5),
                  rows.getLong(6),
                  rows.getLong(7),
                  rows.getLong(8),
                  rows.getLong(9),
                  rows.getLong(10),
                  (Long) rows.getObject(11)));
        }
      }
    }
    return RecordJson.lastRevisions(kpis);
  }

  private static List<Step> steps(Connection connection, String brand, Instant from, Instant to)
      throws SQLException, IOException {
    List<Step> steps = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT at, readings::text FROM indicators WHERE brand = ? AND at >= ? AND at <= ?"
                + " ORDER BY at")) {
      statement.setString(1, brand);
      statement.setTimestamp(2, Timestamp.from(from));
      statement.setTimestamp(3, Timestamp.from(to));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          JsonNode readings = MAPPER.readTree(text(rows, 2));
          steps.add(RecordJson.step(rows.getTimestamp(1).toInstant(), readings));
        }
      }
    }
    return steps;
  }

  private static String text(ResultSet rows, int column) throws SQLException {
    return Objects.requireNonNull(rows.getString(column));
  }
}
