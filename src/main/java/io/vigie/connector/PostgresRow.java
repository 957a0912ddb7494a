package io.vigie.connector;

import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.Merge;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Binds one row to a statement, column by column, in values that PostgreSQL accepts. */
final class PostgresRow {
  /** Names and ids are parts of keys, and an index entry holds at most 2,704 bytes. */
  static final int LONGEST_NAME = 200;

  static final int LONGEST_TEXT = 10_000;

  private final PreparedStatement statement;
  private int column;

  PostgresRow(PreparedStatement statement) {
    this.statement = statement;
  }

  /** An id, a label or a name: at most {@link #LONGEST_NAME} UTF-16 units are kept. */
  PostgresRow name(@Nullable String value) throws SQLException {
    statement.setString(++column, value == null ? null : CleanText.forColumn(value, LONGEST_NAME));
    return this;
  }

  /** Text for people: at most {@link #LONGEST_TEXT} UTF-16 units are kept. */
  PostgresRow text(String value) throws SQLException {
    statement.setString(++column, CleanText.forColumn(value, LONGEST_TEXT));
    return this;
  }

  /** A text that machines read again: never cut. */
  PostgresRow whole(String value) throws SQLException {
    statement.setString(++column, CleanText.forColumn(value, Integer.MAX_VALUE));
    return this;
  }

  PostgresRow names(List<String> values) throws SQLException {
    Object[] clean =
        values.stream().map(value -> CleanText.forColumn(value, LONGEST_NAME)).toArray();
    statement.setArray(++column, statement.getConnection().createArrayOf("text", clean));
    return this;
  }

  PostgresRow instant(@Nullable Instant value) throws SQLException {
    statement.setObject(
        ++column,
        value == null ? null : OffsetDateTime.ofInstant(value, ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
    return this;
  }

  /** In the order of the columns from {@code onset_at} to {@code merged_into}. */
  PostgresRow milestones(Milestones milestones) throws SQLException {
    Merge merged = milestones.merged();
    return instant(milestones.onsetAt())
        .instant(milestones.alertedAt())
        .instant(milestones.escalatedAt())
        .instant(milestones.acknowledgedAt())
        .name(milestones.acknowledgedBy())
        .instant(milestones.respondedAt())
        .name(milestones.respondedBy())
        .name(milestones.resolvedBy())
        .name(milestones.outcome())
        .instant(milestones.baselineAt())
        .count(milestones.toDetect())
        .count(milestones.toAcknowledge())
        .count(milestones.toRespond())
        .count(milestones.toBaseline())
        .name(merged == null ? null : merged.into());
  }

  PostgresRow integer(int value) throws SQLException {
    statement.setInt(++column, value);
    return this;
  }

  PostgresRow count(@Nullable Long value) throws SQLException {
    statement.setObject(++column, value, Types.BIGINT);
    return this;
  }

  /** What is not a finite number is null, as in JSON. */
  PostgresRow decimal(@Nullable Double value) throws SQLException {
    boolean known = value != null && Double.isFinite(value);
    statement.setObject(++column, known ? value : null, Types.DOUBLE);
    return this;
  }

  PostgresRow flag(boolean value) throws SQLException {
    statement.setBoolean(++column, value);
    return this;
  }

  PostgresRow bytes(byte[] value) throws SQLException {
    statement.setBytes(++column, value);
    return this;
  }

  /** UTF-8 JSON for a jsonb column. */
  PostgresRow json(byte[] value) throws SQLException {
    PGobject jsonb = new PGobject();
    jsonb.setType("jsonb");
    jsonb.setValue(CleanText.forJsonb(new String(value, StandardCharsets.UTF_8)));
    statement.setObject(++column, jsonb);
    return this;
  }
}
