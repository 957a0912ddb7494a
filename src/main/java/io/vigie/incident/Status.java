package io.vigie.incident;

import java.util.Locale;

/** Where an incident is in its life. */
public enum Status {
  /** A pattern matched. */
  OPEN,
  /** It is told again: nobody has acknowledged it in time. */
  ESCALATED,
  /** Somebody has taken it in hand. */
  ACKNOWLEDGED,
  /** None of its signals has been held for a while; it is on its way to its end. */
  EASING,
  /** It is over. */
  RESOLVED,
  /** A second or later wave that nobody has acknowledged yet. */
  REOPENED,
  /** It is told with another incident: it was merged into it, and tells no alerts of its own. */
  MERGED;

  /** Whether nobody has to act on it any more: its alerts have come to their end. */
  public boolean isClosed() {
    return this == RESOLVED || this == MERGED;
  }

  /** The status in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
