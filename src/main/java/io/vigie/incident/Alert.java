package io.vigie.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message about one revision of an incident. At least once: a repeat has the same id and the same
 * content.
 *
 * @param alertId hash of brand, pattern id and version, incident and revision
 * @param status status of the incident at this revision
 * @param severity 0 to 100
 * @param severityLevel level at this revision
 * @param patterns ids of the patterns that matched
 * @param startedAt when the first signal began (event time)
 * @param detectedAt when the first match was complete (event time)
 * @param at the step that this alert speaks of (event time)
 * @param firstMentionAt earliest mention of the story, or null
 * @param summary in plain words: what happened, how unusual it is, since when, in which words
 * @param playbook what to do first, or null where nothing is suggested (no playbooks, or resolved)
 * @param labels words of its patterns for routing and reports; at equal keys those of the pattern
 *     that came first
 */
public record Alert(
    String alertId,
    String incidentId,
    int revision,
    Status status,
    String brand,
    double severity,
    Level severityLevel,
    List<String> patterns,
    Instant startedAt,
    Instant detectedAt,
    Instant at,
    @Nullable Instant firstMentionAt,
    String summary,
    Evidence evidence,
    boolean exercise,
    @Nullable SuggestedPlaybook playbook,
    Map<String, String> labels) {

  /** An alert that suggests nothing yet. */
  public Alert(
      String alertId,
      String incidentId,
      int revision,
      Status status,
      String brand,
      double severity,
      Level severityLevel,
      List<String> patterns,
      Instant startedAt,
      Instant detectedAt,
      Instant at,
      @Nullable Instant firstMentionAt,
      String summary,
      Evidence evidence,
      boolean exercise) {
    this(
        alertId,
        incidentId,
        revision,
        status,
        brand,
        severity,
        severityLevel,
        patterns,
        startedAt,
        detectedAt,
        at,
        firstMentionAt,
        summary,
        evidence,
        exercise,
        null,
        Map.of());
  }

  /** The same alert, with its id, with another summary and evidence. */
  Alert with(String otherSummary, Evidence otherEvidence) {
    return copy(otherSummary, otherEvidence, playbook, labels);
  }

  /** The same alert, with its id, and with what to do. */
  public Alert withPlaybook(SuggestedPlaybook suggestion) {
    return copy(summary, evidence, suggestion, labels);
  }

  /** The same alert, with its id, and with labels. */
  public Alert withLabels(Map<String, String> words) {
    return copy(summary, evidence, playbook, words);
  }

  private Alert copy(
      String otherSummary,
      Evidence otherEvidence,
      @Nullable SuggestedPlaybook suggestion,
      Map<String, String> words) {
    return new Alert(
        alertId,
        incidentId,
        revision,
        status,
        brand,
        severity,
        severityLevel,
        patterns,
        startedAt,
        detectedAt,
        at,
        firstMentionAt,
        otherSummary,
        otherEvidence,
        exercise,
        suggestion,
        words);
  }
}
