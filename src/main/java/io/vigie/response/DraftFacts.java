package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What drafts tell of an incident.
 *
 * @param originPlatform where it broke out, as far as the evidence tells: the platform of its
 *     earliest mention, else the one with most mentions; null if neither is there
 * @param mentions so far, or null if not known
 * @param topMention text of the mention that weighs most, or null
 */
public record DraftFacts(
    String brand,
    String incidentId,
    Level level,
    Instant startedAt,
    Instant detectedAt,
    @Nullable String originPlatform,
    @Nullable Long mentions,
    @Nullable String topMention,
    boolean exercise) {

  /** The facts of an alert. */
  public static DraftFacts of(Alert alert) {
    return new DraftFacts(
        alert.brand(),
        alert.incidentId(),
        alert.severityLevel(),
        alert.startedAt(),
        alert.detectedAt(),
        originPlatform(alert.evidence()),
        mentions(alert.evidence()),
        topMention(alert.evidence()),
        alert.exercise());
  }

  /** The facts of a revision of an incident. */
  public static DraftFacts of(Incident incident) {
    return new DraftFacts(
        incident.brand(),
        incident.incidentId(),
        incident.level(),
        incident.startedAt(),
        incident.detectedAt(),
        originPlatform(incident.evidence()),
        mentions(incident.evidence()),
        topMention(incident.evidence()),
        incident.exercise());
  }

  private static @Nullable String originPlatform(Evidence evidence) {
    return evidence.mentions().stream()
        .min(Comparator.comparing(Excerpt::createdAt).thenComparing(Excerpt::id))
        .map(Excerpt::platform)
        .orElseGet(
            () ->
                evidence.mentionsByPlatform().entrySet().stream()
                    .max(
                        Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse(null));
  }

  private static @Nullable Long mentions(Evidence evidence) {
    Map<String, Long> byPlatform = evidence.mentionsByPlatform();
    return byPlatform.isEmpty()
        ? null
        : (Long) byPlatform.values().stream().mapToLong(Long::longValue).sum();
  }

  private static @Nullable String topMention(Evidence evidence) {
    return evidence.mentions().stream().findFirst().map(Excerpt::text).orElse(null);
  }
}
