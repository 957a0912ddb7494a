package io.vigie.scoring;

import java.util.Locale;

/**
 * What the author expresses towards the brand; the order is the order of every probability array.
 */
public enum Sentiment {
  NEGATIVE,
  NEUTRAL,
  POSITIVE;

  /** The label in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
