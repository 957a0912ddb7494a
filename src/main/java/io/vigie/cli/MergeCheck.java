package io.vigie.cli;

import io.vigie.incident.Incident;
import io.vigie.incident.Milestones.Merge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether one incident can be merged into another. The job tracks each brand apart and knows the
 * other by its id alone, so this is looked up in its ledger before the message is sent.
 */
final class MergeCheck {

  private static final int MAX_LISTED = 10;

  private MergeCheck() {}

  /**
   * What is wrong with a merge, in words, or null.
   *
   * @param ledger the last revision of each incident, by its id
   */
  static @Nullable String problem(String incidentId, String into, Map<String, Incident> ledger) {
    Incident one = ledger.get(incidentId);
    Incident other = ledger.get(into);
    if (one == null || other == null) {
      String unknown = one == null ? incidentId : into;
      return "there is no incident " + unknown + " in the ledger; open are: " + open(ledger);
    }
    if (one.exercise() != other.exercise()) {
      String drill = one.exercise() ? incidentId : into;
      return drill + " is an exercise and the other is not: a drill and what is real stay apart";
    }
    Merge merged = other.milestones().merged();
    if (merged != null) {
      return merged.into().equals(incidentId)
          ? into + " was merged into " + incidentId + ": then neither would tell the story"
          : into + " was merged into " + merged.into() + " itself: merge into that one";
    }
    if (other.isOver() && !one.isOver()) {
      return into + " is over while " + incidentId + " goes on: nobody would hear of it any more";
    }
    return null;
  }

  private static String open(Map<String, Incident> ledger) {
    List<Incident> open =
        ledger.values().stream()
            .filter(incident -> !incident.status().isClosed())
            .sorted(
                Comparator.comparing(Incident::updatedAt)
                    .reversed()
                    .thenComparing(Incident::incidentId))
            .toList();
    List<String> named =
        open.stream()
            .limit(MAX_LISTED)
            .map(incident -> incident.incidentId() + " (" + incident.brand() + ")")
            .toList();
    return named.isEmpty()
        ? "none"
        : String.join(", ", named) + (open.size() > MAX_LISTED ? ", …" : "");
  }
}
