package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Voices;
import io.vigie.incident.Voices.Term;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.Excerpt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is known of an incident when its playbook is chosen.
 *
 * @param level level of the incident
 * @param patterns ids of the patterns that matched
 * @param texts texts of the mentions that weigh most, one of each author; at most 10
 * @param said terms that are said more than usual, by the whole sample of mentions that was read;
 *     empty where not known
 * @param categories share of each category among the mentions, 0 to 1; empty where not known
 * @param emotions share of each emotion among the mentions, 0 to 1; empty where not known
 */
public record Clues(
    Level level,
    List<String> patterns,
    List<String> texts,
    List<String> said,
    Map<Category, Double> categories,
    Map<Emotion, Double> emotions) {

  /** The clues of an incident's evidence. */
  public static Clues of(Incident incident) {
    return of(incident.level(), incident.patterns(), incident.evidence());
  }

  /** The clues of an alert's evidence. */
  public static Clues of(Alert alert) {
    return of(alert.severityLevel(), alert.patterns(), alert.evidence());
  }

  private static Clues of(Level level, List<String> patterns, Evidence evidence) {
    Voices voices = evidence.voices();
    return new Clues(
        level,
        patterns,
        texts(evidence.mentions()),
        voices == null ? List.of() : voices.terms().stream().map(Term::term).toList(),
        voices == null ? Map.of() : shares(voices.categories(), Category.values(), Category::label),
        voices == null ? Map.of() : shares(voices.emotions(), Emotion.values(), Emotion::label));
  }

  /** The weightiest text of each author: who writes twice is one voice. */
  private static List<String> texts(List<Excerpt> mentions) {
    Set<String> heard = new HashSet<>();
    return mentions.stream()
        .filter(mention -> mention.author() == null || heard.add(mention.author()))
        .map(Excerpt::text)
        .toList();
  }

  /** By constant what is told by label; what another release called otherwise is left out. */
  private static <E extends Enum<E>> Map<E, Double> shares(
      Map<String, Double> told, E[] constants, Function<E, String> label) {
    Map<E, Double> shares = new HashMap<>();
    for (E constant : constants) {
      Double share = told.get(label.apply(constant));
      if (share != null) {
        shares.put(constant, share);
      }
    }
    return shares;
  }
}
