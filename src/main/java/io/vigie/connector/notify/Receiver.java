package io.vigie.connector.notify;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import java.util.Set;

/**
 * Somebody who is told of alerts.
 *
 * @param name lower-case words with hyphens; it is part of a consumer group's name, so a renamed
 *     receiver is a new one
 * @param atLeast alerts below this level are not for it, unless they end what it was told of
 * @param brands brands it is told of; none = all
 * @param exercises whether it is told of drills
 */
record Receiver(String name, Target target, Level atLeast, Set<String> brands, boolean exercises) {

  Receiver {
    brands = Set.copyOf(brands);
  }

  /** Whether an alert is about what this receiver watches, whatever its level. */
  boolean watches(Alert alert) {
    return (exercises || !alert.exercise()) && (brands.isEmpty() || brands.contains(alert.brand()));
  }

  /** Whether an alert is grave enough for this receiver. */
  boolean wants(Alert alert) {
    return watches(alert) && alert.severityLevel().compareTo(atLeast) >= 0;
  }
}
