package io.vigie.connector;

import io.vigie.response.Case;
import io.vigie.response.Case.Result;
import io.vigie.response.CaseReader;
import io.vigie.response.CaseText;
import io.vigie.response.CrisisType;
import io.vigie.yaml.Problems;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory in the database: one row for each case, by its name. The whole case is in {@code
 * document}, as in a file; the other columns are for queries.
 */
public final class CaseTable {

  private static final String UPSERT =
      "INSERT INTO cases (case_id, title, scenario, crisis_type, outcome, back_to_usual_seconds,"
          + " residual_sentiment, known_results, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (case_id) DO UPDATE SET title = excluded.title,"
          + " scenario = excluded.scenario, crisis_type = excluded.crisis_type,"
          + " outcome = excluded.outcome,"
          + " back_to_usual_seconds = excluded.back_to_usual_seconds,"
          + " residual_sentiment = excluded.residual_sentiment,"
          + " known_results = excluded.known_results, document = excluded.document,"
          + " recorded_at = now()";

  private CaseTable() {}

  /**
   * Writes a case, in the place of an earlier one of the same name.
   *
   * @throws ServiceUnreachableException if no server answers
   * @throws IllegalStateException if the server refuses
   */
  public static void write(PostgresSettings settings, Case told) {
    PostgresSchema.ensure(settings);
    CrisisType type = told.profile().crisisType();
    Duration back = told.backToUsual();
    long known = told.actions().stream().filter(one -> one.result() != Result.UNCLEAR).count();
    try (Connection connection = settings.connect();
        PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      new PostgresRow(statement)
          .name(told.id())
          .text(told.title())
          .name(told.profile().scenario())
          .name(type == null ? null : type.label())
          .text(told.outcome())
          .count(back == null ? null : back.toSeconds())
          .decimal(told.residualSentiment())
          .integer((int) known)
          .whole(CaseText.of(told));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw refused(settings, e);
    }
  }

  /**
   * All cases, by name.
   *
   * @throws ServiceUnreachableException if no server answers
   * @throws io.vigie.yaml.InvalidFileException if somebody wrote a row that is no case, with its
   *     name and line
   */
  public static List<Case> read(PostgresSettings settings) {
    PostgresSchema.ensure(settings);
    List<Case> cases = new ArrayList<>();
    Problems problems = new Problems();
    try (Connection connection = settings.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT case_id, document FROM cases ORDER BY case_id")) {
      while (rows.next()) {
        String name = "table cases, row " + rows.getString(1);
        cases.addAll(CaseReader.read(name, rows.getString(2), problems));
      }
    } catch (SQLException e) {
      throw refused(settings, e);
    }
    problems.throwIfAny();
    return cases;
  }

  private static IllegalStateException refused(PostgresSettings settings, SQLException e) {
    return new IllegalStateException(
        "PostgreSQL at " + settings.address() + ": the table cases: " + e.getMessage(), e);
  }
}
