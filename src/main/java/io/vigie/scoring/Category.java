package io.vigie.scoring;

import java.util.Locale;

/**
 * The kind of comment, as a community manager would sort it; the order is that of every probability
 * array.
 */
public enum Category {
  COMPLAINT,
  REQUEST,
  PRAISE,
  HOSTILE,
  CLAIM,
  OTHER;

  /** The label in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
