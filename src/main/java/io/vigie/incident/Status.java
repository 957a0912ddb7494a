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
  REOPENED;

  /** The status in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
