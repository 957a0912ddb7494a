package io.vigie.response;

import java.util.Locale;

/**
 * What a response does, after Coombs (2007). {@link #INSTRUCT} and {@link #INFORM} come before
 * everything that is for reputation.
 */
public enum Strategy {
  /** Say what happened, what is being done and that one feels with those hit. */
  INFORM,
  /** Tell people how to protect themselves. */
  INSTRUCT,
  /** Say that there is no crisis, and prove it: for a false rumour only. */
  DENY,
  /** Explain that it was neither meant nor foreseeable, or that the harm is small. */
  DIMINISH,
  /** Apologise, take responsibility, repair. */
  REBUILD,
  /** Remind of good works, thank those who help: a supplement, never alone. */
  BOLSTER;

  /** The word in YAML and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
