package io.vigie.scoring;

import java.util.Locale;

/**
 * Whether a mention insults, threatens or swears at people, whatever else it says: a hint for
 * moderation; the order is that of every probability array.
 */
public enum Offence {
  OFFENSIVE,
  INOFFENSIVE;

  /** The label in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
