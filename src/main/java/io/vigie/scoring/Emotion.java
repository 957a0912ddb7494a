package io.vigie.scoring;

import java.util.Locale;

/** The dominant emotion of a mention; the order is the order of every probability array. */
public enum Emotion {
  ANGER,
  DISGUST,
  FEAR,
  SADNESS,
  JOY,
  SURPRISE,
  NONE;

  /** The label in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
