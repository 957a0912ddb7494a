package io.vigie.connector;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.DeadLetter;
import io.vigie.response.Triage;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A table that a stream of results is upserted into. Every statement is idempotent: a repeat leaves
 * the table as it is, and an older revision never replaces a newer one, whatever the order.
 *
 * @param name name of the table
 * @param statement the upsert, with a parameter for each column
 * @param batchSize rows sent at once
 * @param binder binds a record to the parameters
 */
public record PostgresTable<T>(String name, String statement, int batchSize, Binder<T> binder)
    implements Serializable {
  private static final int BATCH = 200;

  /** A dead letter may hold 256 KB: a batch must stay small in memory. */
  private static final int DEAD_LETTER_BATCH = 20;

  /** Binds one record. */
  @FunctionalInterface
  interface Binder<T> extends Serializable {
    void bind(T result, PostgresRow row) throws SQLException;
  }

  /**
   * The ledger: one row per incident, at its last revision.
   *
   * @param json the incident as on its topic
   */
  public static PostgresTable<Incident> incidents(SerializableFunction<Incident, byte[]> json) {
    return new PostgresTable<>(
        "incidents",
        lastRevision(
            "incidents",
            List.of("incident_id"),
            List.of(
                "incident_id",
                "brand",
                "revision",
                "status",
                "severity",
                "level",
                "peak_severity",
                "patterns",
                "started_at",
                "detected_at",
                "first_mention_at",
                "updated_at",
                "resolved_at",
                "mentions",
                "negative_mentions",
                "summary",
                "exercise",
                "planned_event",
                "onset_at",
                "alerted_at",
                "escalated_at",
                "acknowledged_at",
                "acknowledged_by",
                "responded_at",
                "responded_by",
                "resolved_by",
                "outcome",
                "baseline_at",
                "seconds_to_detect",
                "seconds_to_acknowledge",
                "seconds_to_respond",
                "seconds_to_baseline",
                "merged_into",
                "document")),
        BATCH,
        (incident, row) ->
            row.name(incident.incidentId())
                .name(incident.brand())
                .integer(incident.revision())
                .name(incident.status().label())
                .decimal(incident.severity())
                .name(incident.level().label())
                .decimal(incident.peakSeverity())
                .names(incident.patterns())
                .instant(incident.startedAt())
                .instant(incident.detectedAt())
                .instant(incident.firstMentionAt())
                .instant(incident.updatedAt())
                .instant(incident.resolvedAt())
                .count(incident.mentions())
                .count(incident.negativeMentions())
                .text(incident.summary())
                .flag(incident.exercise())
                .name(incident.plannedEvent())
                .milestones(incident.milestones())
                .json(json.apply(incident)));
  }

  /**
   * One row per alert; a repeat has the same content and changes nothing.
   *
   * @param json the alert as on its topic
   */
  public static PostgresTable<Alert> alerts(SerializableFunction<Alert, byte[]> json) {
    return new PostgresTable<>(
        "alerts",
        firstOnly(
            "alerts",
            List.of("alert_id"),
            List.of(
                "alert_id",
                "incident_id",
                "revision",
                "status",
                "brand",
                "severity",
                "severity_level",
                "patterns",
                "started_at",
                "detected_at",
                "at",
                "first_mention_at",
                "summary",
                "exercise",
                "document")),
        BATCH,
        (alert, row) ->
            row.name(alert.alertId())
                .name(alert.incidentId())
                .integer(alert.revision())
                .name(alert.status().label())
                .name(alert.brand())
                .decimal(alert.severity())
                .name(alert.severityLevel().label())
                .names(alert.patterns())
                .instant(alert.startedAt())
                .instant(alert.detectedAt())
                .instant(alert.at())
                .instant(alert.firstMentionAt())
                .text(alert.summary())
                .flag(alert.exercise())
                .json(json.apply(alert)));
  }

  /** One row per brand, platform, size and start, at its last revision. */
  public static PostgresTable<KpiWindow> kpis() {
    return new PostgresTable<>(
        "kpis",
        lastRevision(
            "kpis",
            List.of("brand", "platform", "size", "window_start"),
            List.of(
                "brand",
                "platform",
                "size",
                "window_start",
                "window_end",
                "revision",
                "mentions",
                "authors",
                "positive",
                "neutral",
                "negative",
                "unscored",
                "net_sentiment",
                "likes",
                "shares",
                "replies",
                "interactions",
                "engagement_rate",
                "engagement_denominator",
                "engagement_base",
                "potential_reach",
                "share_of_voice",
                "competitor_set",
                "followers",
                "followers_change")),
        BATCH,
        (kpi, row) ->
            row.name(kpi.brand())
                .name(kpi.platform())
                .name(kpi.size())
                .instant(kpi.start())
                .instant(kpi.end())
                .integer(kpi.revision())
                .count(kpi.mentions())
                .count(kpi.authors())
                .count(kpi.positive())
                .count(kpi.neutral())
                .count(kpi.negative())
                .count(kpi.unscored())
                .decimal(kpi.netSentiment())
                .count(kpi.likes())
                .count(kpi.shares())
                .count(kpi.replies())
                .count(kpi.interactions())
                .decimal(kpi.engagementRate())
                .name(kpi.engagementDenominator())
                .count(kpi.engagementBase())
                .count(kpi.potentialReach())
                .decimal(kpi.shareOfVoice())
                .name(kpi.competitorSet())
                .count(kpi.followers())
                .count(kpi.followersChange()));
  }

  /** One row per brand and step. */
  public static PostgresTable<IndicatorStep> indicators() {
    return new PostgresTable<>(
        "indicators",
        last("indicators", List.of("brand", "at"), List.of("brand", "at", "learning", "readings")),
        BATCH,
        (step, row) ->
            row.name(step.brand())
                .instant(step.at())
                .flag(step.learning())
                .json(IndicatorStepJson.readingsToBytes(step)));
  }

  /** One row per brand, signal, time and phase. */
  public static PostgresTable<Signal> signals() {
    return new PostgresTable<>(
        "signals",
        last(
            "signals",
            List.of("brand", "name", "at", "phase", "exercise"),
            List.of(
                "brand",
                "name",
                "at",
                "phase",
                "exercise",
                "since",
                "indicator",
                "value",
                "expected",
                "surprise",
                "planned_event")),
        BATCH,
        (signal, row) ->
            row.name(signal.brand())
                .name(signal.name())
                .instant(signal.at())
                .name(SignalJson.label(signal.phase()))
                .flag(signal.exercise())
                .instant(signal.since())
                .name(signal.reading().name())
                .decimal(signal.reading().value())
                .decimal(signal.reading().expected())
                .decimal(signal.reading().surprise())
                .name(signal.plannedEvent()));
  }

  /** One row per incident and mention; a repeat has the same content and changes nothing. */
  public static PostgresTable<Triage> triage() {
    return new PostgresTable<>(
        "triage",
        firstOnly(
            "triage",
            List.of("brand", "incident_id", "mention_id"),
            List.of(
                "brand",
                "incident_id",
                "mention_id",
                "at",
                "platform",
                "lang",
                "priority",
                "handling",
                "rule",
                "faq_entry",
                "faq_confidence",
                "exercise",
                "document")),
        BATCH,
        (triage, row) ->
            row.name(triage.brand())
                .name(triage.incidentId())
                .name(triage.mentionId())
                .instant(triage.at())
                .name(triage.platform())
                .name(triage.lang())
                .integer(triage.priority())
                .name(triage.handling().label())
                .name(triage.rule())
                .name(triage.faq() == null ? null : triage.faq().entry())
                .decimal(triage.faq() == null ? null : triage.faq().confidence())
                .flag(triage.exercise())
                .json(TriageJson.toBytes(triage)));
  }

  /** One row per record that could not be read. */
  public static PostgresTable<DeadLetter> deadLetters() {
    return new PostgresTable<>(
        "dead_letters",
        firstOnly(
            "dead_letters",
            List.of("source", "source_partition", "source_position", "sha256"),
            List.of(
                "source",
                "source_partition",
                "source_position",
                "sha256",
                "reason",
                "detail",
                "original",
                "original_length",
                "at")),
        DEAD_LETTER_BATCH,
        (letter, row) ->
            row.name(letter.origin().source())
                .integer(letter.origin().partition())
                .count(letter.origin().position())
                .name(letter.sha256())
                .name(letter.reason().code())
                .text(letter.detail())
                .bytes(letter.original())
                .count(letter.originalLength())
                .instant(letter.at()));
  }

  private static String lastRevision(String table, List<String> key, List<String> columns) {
    return last(table, key, columns) + " WHERE excluded.revision >= " + table + ".revision";
  }

  private static String last(String table, List<String> key, List<String> columns) {
    return insert(table, key, columns)
        + columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", ", "UPDATE SET ", ""));
  }

  private static String firstOnly(String table, List<String> key, List<String> columns) {
    return insert(table, key, columns) + "NOTHING";
  }

  private static String insert(String table, List<String> key, List<String> columns) {
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO "
        .formatted(
            table,
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(columns.size(), "?")),
            String.join(", ", key));
  }
}
