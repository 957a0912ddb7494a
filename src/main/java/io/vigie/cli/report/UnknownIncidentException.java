package io.vigie.cli.report;

import io.vigie.incident.Incident;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** No incident, or more than one, is meant by what was given; the message says which there are. */
public final class UnknownIncidentException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN = 20;

  private UnknownIncidentException(String message) {
    super(message);
  }

  /**
   * The id of the one incident whose id is, or begins with, what was given.
   *
   * @param where for the message
   * @throws UnknownIncidentException if there is not exactly one
   */
  static String find(String given, Collection<Incident> all, String where) {
    List<String> ids = all.stream().map(Incident::incidentId).distinct().sorted().toList();
    if (ids.contains(given)) {
      return given;
    }
    List<String> found = ids.stream().filter(id -> id.startsWith(given)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String what =
        found.isEmpty() ? "has no incident '" + given + "'" : "has several '" + given + "…'";
    List<String> shown = found.isEmpty() ? ids : found;
    throw new UnknownIncidentException(
        where
            + " "
            + what
            + (shown.isEmpty() ? " (it has none at all)" : "; there are:\n  ")
            + shown.stream()
                .limit(MAX_SHOWN)
                .map(id -> id + "  " + describe(id, all))
                .collect(Collectors.joining("\n  "))
            + (shown.size() > MAX_SHOWN ? "\n  and " + (shown.size() - MAX_SHOWN) + " more" : ""));
  }

  private static String describe(String id, Collection<Incident> all) {
    return all.stream()
        .filter(incident -> incident.incidentId().equals(id))
        .reduce((a, b) -> a.revision() > b.revision() ? a : b)
        .map(last -> last.brand() + ", " + last.startedAt() + ", peak " + (int) last.peakSeverity())
        .orElse("");
  }
}
