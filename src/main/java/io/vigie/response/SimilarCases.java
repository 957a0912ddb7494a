package io.vigie.response;

import io.vigie.response.Case.Action;
import io.vigie.response.Case.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Past cases that are like a new incident. The distance is Gower's (A General Coefficient of
 * Similarity and Some of Its Properties, Biometrics 27, 1971): the weighted mean of the differences
 * in those features that both have, each 0 to 1. So it can be told feature by feature.
 */
public final class SimilarCases {

  /** Weight of the scenario; every other feature has 1. Starting value. */
  static final double SCENARIO_WEIGHT = 3;

  /** Weight that must be comparable for a comparison to mean anything. Starting value. */
  static final double LEAST_WEIGHT = 3;

  /** Beyond this distance a case is not similar. Starting value. */
  static final double FARTHEST = 0.4;

  private SimilarCases() {}

  /**
   * One feature of a comparison.
   *
   * @param name of the feature
   * @param here its value in the new incident, in words
   * @param there its value in the case, in words
   * @param distance 0 the same to 1 entirely different
   * @param weight its part in the whole
   */
  public record Part(String name, String here, String there, double distance, double weight) {}

  /**
   * A similar case.
   *
   * @param distance 0 the same to {@link #FARTHEST}
   * @param parts what it was compared by, nearest first
   */
  public record Neighbour(Case found, double distance, List<Part> parts) {}

  /**
   * An action of a similar case that is known to have gone well or badly.
   *
   * @param from the case
   */
  public record Precedent(Action action, Case from) {}

  /**
   * The most similar cases, nearest first; of equals those of which more is known to have helped or
   * hurt, then those compared by more features, then by name.
   *
   * @param most at most this many
   * @return empty if no case is similar
   */
  public static List<Neighbour> of(CaseProfile profile, List<Case> cases, int most) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (Case candidate : cases) {
      Neighbour neighbour = compare(profile, candidate);
      if (neighbour != null && neighbour.distance() <= FARTHEST) {
        neighbours.add(neighbour);
      }
    }
    neighbours.sort(
        Comparator.comparingDouble(Neighbour::distance)
            .thenComparing(neighbour -> -known(neighbour.found()))
            .thenComparing(neighbour -> -neighbour.parts().size())
            .thenComparing(neighbour -> neighbour.found().id()));
    return List.copyOf(neighbours.subList(0, Math.min(most, neighbours.size())));
  }

  /** How many of a case's actions have a known result. */
  private static long known(Case told) {
    return told.actions().stream().filter(action -> action.result() != Result.UNCLEAR).count();
  }

  /** Actions of similar cases with a known result, in the order of the cases. */
  public static List<Precedent> precedents(List<Neighbour> neighbours, Result result) {
    List<Precedent> precedents = new ArrayList<>();
    for (Neighbour neighbour : neighbours) {
      for (Action action : neighbour.found().actions()) {
        if (action.result() == result) {
          precedents.add(new Precedent(action, neighbour.found()));
        }
      }
    }
    return precedents;
  }

  /** The comparison with one case, or null if too little can be compared. */
  static @Nullable Neighbour compare(CaseProfile here, Case candidate) {
    CaseProfile there = candidate.profile();
    List<Part> parts = new ArrayList<>();
    // "general" is not a scenario that two incidents share: it says that none was recognised
    if (!here.scenario().equals(Playbook.GENERAL) && !there.scenario().equals(Playbook.GENERAL)) {
      parts.add(
          new Part(
              "scenario",
              here.scenario(),
              there.scenario(),
              here.scenario().equals(there.scenario()) ? 0 : 1,
              SCENARIO_WEIGHT));
    }
    CrisisType hereType = here.crisisType();
    CrisisType thereType = there.crisisType();
    if (hereType != null && thereType != null) {
      parts.add(
          new Part(
              "crisis type",
              PlaybookReader.labelOf(hereType),
              PlaybookReader.labelOf(thereType),
              hereType == thereType ? 0 : 1,
              1));
    }
    for (CaseFeature feature : CaseFeature.values()) {
      Double a = here.features().get(feature);
      Double b = there.features().get(feature);
      if (a != null && b != null) {
        double distance = feature.distance(a, b);
        parts.add(new Part(feature.meaning(), number(a), number(b), distance, 1));
      }
    }
    double weight = parts.stream().mapToDouble(Part::weight).sum();
    if (weight < LEAST_WEIGHT) {
      return null;
    }
    double sum = parts.stream().mapToDouble(part -> part.distance() * part.weight()).sum();
    parts.sort(Comparator.comparingDouble(Part::distance));
    return new Neighbour(candidate, sum / weight, List.copyOf(parts));
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(java.util.Locale.ROOT, "%,.0f", value)
        : String.format(java.util.Locale.ROOT, "%.2f", value);
  }
}
