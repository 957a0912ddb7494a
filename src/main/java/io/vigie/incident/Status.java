package io.vigie.incident;

import java.util.Locale;

/** Where an incident is in its life. */
public enum Status {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED;

  /** The status in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
