package io.vigie.cli.report;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.Milestones.Merge;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded about one incident and around it.
 *
 * @param revisions of the incident, by revision; at least one. A database keeps only the last
 * @param alerts of the incident, by time
 * @param kpis windows of its brand within {@link #AROUND} of it, by time; the last revision of each
 * @param steps of its brand within {@link #AROUND} of it, by time
 * @param merged the last revision of each incident that was merged into it, by start
 */
public record IncidentRecords(
    List<Incident> revisions,
    List<Alert> alerts,
    List<Kpi> kpis,
    List<Step> steps,
    List<Incident> merged) {

  /** The records of an incident that no other was merged into. */
  public IncidentRecords(
      List<Incident> revisions, List<Alert> alerts, List<Kpi> kpis, List<Step> steps) {
    this(revisions, alerts, kpis, steps, List.of());
  }

  /** How far before and after an incident its brand is looked at. */
  public static final Duration AROUND = Duration.ofDays(7);

  /** Windows of all platforms that are read. */
  static final String FINE = "15m";

  /** Windows of single platforms that are read. */
  static final String COARSE = "1h";

  /**
   * A KPI window.
   *
   * @param platform or {@link io.vigie.kpi.KpiWindow#ALL_PLATFORMS}
   * @param size {@link #FINE} or {@link #COARSE}
   * @param followers of the brand's own account, or null where unknown
   */
  public record Kpi(
      String platform,
      String size,
      Instant start,
      int revision,
      long mentions,
      long positive,
      long neutral,
      long negative,
      long interactions,
      long potentialReach,
      @Nullable Long followers) {}

  /**
   * The indicators of a step; NaN where there is none.
   *
   * @param at end of the step
   * @param volume mentions of the last hour
   * @param expected what the baseline expected
   * @param negativeShare 0 to 1
   * @param negativeExpected 0 to 1
   * @param arousalShare anger, disgust and fear, 0 to 1
   */
  public record Step(
      Instant at,
      double volume,
      double expected,
      double negativeShare,
      double negativeExpected,
      double arousalShare) {}

  /** The last revision: where the incident stands. */
  Incident last() {
    return revisions.get(revisions.size() - 1);
  }

  /** Of all revisions, in any order, the last of each incident that was merged into another. */
  static List<Incident> mergedInto(String incidentId, List<Incident> all) {
    Map<String, Incident> last = new HashMap<>();
    all.forEach(
        incident ->
            last.merge(
                incident.incidentId(), incident, (a, b) -> b.revision() >= a.revision() ? b : a));
    return last.values().stream()
        .filter(
            incident -> {
              Merge merge = incident.milestones().merged();
              return merge != null && merge.into().equals(incidentId);
            })
        .sorted(Comparator.comparing(Incident::startedAt).thenComparing(Incident::incidentId))
        .toList();
  }

  /** When the first wave began: its volume became unusual, or else its first signal began. */
  static Instant onset(List<Incident> revisions) {
    Incident first = revisions.get(0);
    Instant onset = first.milestones().onsetAt();
    return onset == null ? first.startedAt() : onset;
  }

  /** When the last wave was resolved, or how far it is known. */
  static Instant end(List<Incident> revisions) {
    Incident last = revisions.get(revisions.size() - 1);
    return last.resolvedAt() == null ? last.updatedAt() : last.resolvedAt();
  }
}
