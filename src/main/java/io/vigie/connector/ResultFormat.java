package io.vigie.connector;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Mention;
import io.vigie.mention.Origin;
import io.vigie.response.Triage;
import io.vigie.scoring.ScoredMention;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.flink.util.function.SerializableFunction;

/**
 * How the records of one stream are written, the same for Kafka and for files.
 *
 * <p>Records whose JSON belongs to another room take their encoder from the caller: UTF-8 bytes of
 * one line, without the line feed.
 *
 * @param stream where the records go
 * @param key the record key: records of one key stay in order
 * @param at event time of a record
 * @param order what files are sorted by, before the line itself: text without control characters,
 *     that sorts by its UTF-8 bytes
 * @param json one line of JSON as UTF-8 bytes
 */
public record ResultFormat<T>(
    ResultStream stream,
    SerializableFunction<T, String> key,
    SerializableFunction<T, Instant> at,
    SerializableFunction<T, String> order,
    SerializableFunction<T, byte[]> json)
    implements Serializable {

  public static ResultFormat<ScoredMention> scoredMentions(
      SerializableFunction<ScoredMention, byte[]> json) {
    return byTime(
        ResultStream.SCORED_MENTIONS,
        scored -> scored.mention().brand(),
        scored -> scored.mention().createdAt(),
        json);
  }

  /** KPI windows; their event time is the end of the window. */
  public static ResultFormat<KpiWindow> kpis() {
    return byTime(ResultStream.KPIS, KpiWindow::brand, KpiWindow::end, KpiWindowJson::toBytes);
  }

  public static ResultFormat<IndicatorStep> indicators() {
    return byTime(
        ResultStream.INDICATORS,
        IndicatorStep::brand,
        IndicatorStep::at,
        IndicatorStepJson::toBytes);
  }

  public static ResultFormat<Signal> signals() {
    return byTime(ResultStream.SIGNALS, Signal::brand, Signal::at, SignalJson::toBytes);
  }

  public static ResultFormat<Incident> incidents(SerializableFunction<Incident, byte[]> json) {
    return byTime(ResultStream.INCIDENTS, Incident::incidentId, Incident::updatedAt, json);
  }

  public static ResultFormat<Alert> alerts(SerializableFunction<Alert, byte[]> json) {
    return byTime(ResultStream.ALERTS, Alert::incidentId, Alert::at, json);
  }

  /** Files hold the most urgent of each minute first: that is the order in which they are read. */
  public static ResultFormat<Triage> triage() {
    return new ResultFormat<>(
        ResultStream.TRIAGE,
        Triage::brand,
        Triage::at,
        triage ->
            orderOf(triage.at().truncatedTo(ChronoUnit.MINUTES))
                + HexFormat.of().toHexDigits((byte) (100 - triage.priority()))
                + orderOf(triage.at()),
        TriageJson::toBytes);
  }

  public static ResultFormat<Mention> lateMentions(SerializableFunction<Mention, byte[]> json) {
    return byTime(ResultStream.LATE_MENTIONS, Mention::brand, Mention::createdAt, json);
  }

  /**
   * Dead letters have no trustworthy event time: their time is that of reading, and files are
   * sorted by where they were read.
   */
  public static ResultFormat<DeadLetter> deadLetters(
      SerializableFunction<DeadLetter, byte[]> json) {
    return new ResultFormat<>(
        ResultStream.DEAD_LETTERS,
        letter -> letter.origin().toString(),
        DeadLetter::at,
        letter -> orderOf(letter.origin()),
        json);
  }

  private static <T> ResultFormat<T> byTime(
      ResultStream stream,
      SerializableFunction<T, String> key,
      SerializableFunction<T, Instant> at,
      SerializableFunction<T, byte[]> json) {
    return new ResultFormat<>(stream, key, at, result -> orderOf(at.apply(result)), json);
  }

  /** Hexadecimal text that sorts as the instants do, those before 1970 included. */
  static String orderOf(Instant at) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(at.getEpochSecond() ^ Long.MIN_VALUE) + hex.toHexDigits(at.getNano());
  }

  private static String orderOf(Origin origin) {
    HexFormat hex = HexFormat.of();
    String source = origin.source().replaceAll("\\p{Cntrl}", " ");
    return source
        + ' '
        + hex.toHexDigits(origin.partition() ^ Integer.MIN_VALUE)
        + hex.toHexDigits(origin.position() ^ Long.MIN_VALUE);
  }
}
