package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.Excerpt;
import java.util.List;
import java.util.Map;

/**
 * What is known of an incident when its playbook is chosen.
 *
 * @param level level of the incident
 * @param patterns ids of the patterns that matched
 * @param texts texts of the mentions that weigh most; at most 10
 * @param categories share of each category among the mentions, 0 to 1; empty where not known
 * @param emotions share of each emotion among the mentions, 0 to 1; empty where not known
 */
public record Clues(
    Level level,
    List<String> patterns,
    List<String> texts,
    Map<Category, Double> categories,
    Map<Emotion, Double> emotions) {

  /** The clues of an incident's evidence, which says nothing of categories and emotions. */
  public static Clues of(Incident incident) {
    return of(incident.level(), incident.patterns(), incident.evidence().mentions());
  }

  /** The clues of an alert's evidence, which says nothing of categories and emotions. */
  public static Clues of(Alert alert) {
    return of(alert.severityLevel(), alert.patterns(), alert.evidence().mentions());
  }

  private static Clues of(Level level, List<String> patterns, List<Excerpt> mentions) {
    return new Clues(
        level, patterns, mentions.stream().map(Excerpt::text).toList(), Map.of(), Map.of());
  }
}
