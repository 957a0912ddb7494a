package io.vigie.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables, by versions: each file {@code sql/V<n>__<name>.sql} is applied once, in order. A file
 * that was released never changes; a new one is added.
 */
public final class PostgresSchema {
  private static final List<String> VERSIONS =
      List.of(
          "V1__results.sql",
          "V2__milestones.sql",
          "V3__triage.sql",
          "V4__cases.sql",
          "V5__merged.sql");

  /** Any number, the same for every Vigie: whoever comes second waits for the first to finish. */
  private static final long LOCK = 0x5649474945L;

  private PostgresSchema() {}

  /**
   * Brings the database up to the newest version; does nothing if it is there already.
   *
   * @return the version in force
   * @throws ServiceUnreachableException if no server answers
   * @throws IllegalStateException if the server refuses, or if the database is newer than this
   *     release
   */
  public static int ensure(PostgresSettings settings) {
    try (Connection connection = settings.connect()) {
      connection.setAutoCommit(false);
      int version = migrate(connection);
      connection.commit();
      return version;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL at %s: the schema could not be applied: %s"
              .formatted(settings.address(), e.getMessage()),
          e);
    }
  }

  /** All in one transaction: a version that fails leaves nothing behind. */
  private static int migrate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY, "
              + "name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
      int current = currentVersion(statement);
      if (current > VERSIONS.size()) {
        throw new IllegalStateException(
            "The database has schema version %d, this release knows %d: use the newer release"
                .formatted(current, VERSIONS.size()));
      }
      for (int next = current + 1; next <= VERSIONS.size(); next++) {
        String file = VERSIONS.get(next - 1);
        statement.execute(read(file));
        statement.execute(
            "INSERT INTO schema_version (version, name) VALUES (" + next + ", '" + file + "')");
      }
      return VERSIONS.size();
    }
  }

  private static int currentVersion(Statement statement) throws SQLException {
    try (ResultSet max =
        statement.executeQuery("SELECT coalesce(max(version), 0) FROM schema_version")) {
      max.next();
      return max.getInt(1);
    }
  }

  private static String read(String file) {
    try (@Nullable InputStream in = PostgresSchema.class.getResourceAsStream("/sql/" + file)) {
      if (in == null) {
        throw new IllegalStateException("sql/" + file + " is missing from the job's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("sql/" + file + " cannot be read", e);
    }
  }
}
