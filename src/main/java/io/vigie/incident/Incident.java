package io.vigie.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of the story of one crisis (or of what may become one). All times are event time.
 *
 * @param incidentId hash of brand, first pattern and start: the same input always gives the same id
 * @param revision 1 for the opening, then 2, 3, …
 * @param severity 0 to 100 at this revision
 * @param level level of this revision (what makes it more than its severity alone is in {@link
 *     Level})
 * @param peakSeverity highest severity so far
 * @param patterns ids of the patterns that matched, in the order of their first match
 * @param startedAt when the first signal of the first match began
 * @param detectedAt when the first match was complete
 * @param firstMentionAt earliest mention of the step in which it started, or null
 * @param updatedAt the step of this revision
 * @param resolvedAt when it was resolved, or null
 * @param mentions mentions since it started
 * @param negativeMentions those of them that are negative: each step's mentions times the negative
 *     part of its last hour, so exact over hours and approximate over minutes
 * @param summary one sentence in plain words
 * @param plannedEvent name of the planned event that runs at this revision, or null
 * @param milestones how fast it was noticed, taken in hand, answered and over
 */
public record Incident(
    String incidentId,
    String brand,
    int revision,
    Status status,
    double severity,
    Level level,
    double peakSeverity,
    List<String> patterns,
    Instant startedAt,
    Instant detectedAt,
    @Nullable Instant firstMentionAt,
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    long mentions,
    long negativeMentions,
    String summary,
    Evidence evidence,
    boolean exercise,
    @Nullable String plannedEvent,
    Milestones milestones) {

  /** An incident of which nothing is known beside what is said. */
  public Incident(
      String incidentId,
      String brand,
      int revision,
      Status status,
      double severity,
      Level level,
      double peakSeverity,
      List<String> patterns,
      Instant startedAt,
      Instant detectedAt,
      @Nullable Instant firstMentionAt,
      Instant updatedAt,
      @Nullable Instant resolvedAt,
      long mentions,
      long negativeMentions,
      String summary,
      Evidence evidence,
      boolean exercise) {
    this(
        incidentId,
        brand,
        revision,
        status,
        severity,
        level,
        peakSeverity,
        patterns,
        startedAt,
        detectedAt,
        firstMentionAt,
        updatedAt,
        resolvedAt,
        mentions,
        negativeMentions,
        summary,
        evidence,
        exercise,
        null,
        Milestones.NONE);
  }

  /** Whether its story is over; that of a merged one may still go on. */
  public boolean isOver() {
    return status == Status.RESOLVED || (status == Status.MERGED && resolvedAt != null);
  }

  /** The same revision with another summary and evidence. */
  Incident with(String otherSummary, Evidence otherEvidence) {
    return new Incident(
        incidentId,
        brand,
        revision,
        status,
        severity,
        level,
        peakSeverity,
        patterns,
        startedAt,
        detectedAt,
        firstMentionAt,
        updatedAt,
        resolvedAt,
        mentions,
        negativeMentions,
        otherSummary,
        otherEvidence,
        exercise,
        plannedEvent,
        milestones);
  }
}
