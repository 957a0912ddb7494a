package io.vigie.response;

import java.util.Locale;

/** What is suggested to do with one mention. A person decides; nothing is sent or deleted. */
public enum Handling {
  /** Answer where it was written. */
  ANSWER,
  /** Answer in one sentence where it was written, and go on in private. */
  ANSWER_PRIVATELY,
  /** Check it, then correct it with a source that others can read. */
  CORRECT_WITH_SOURCE,
  /** Leave it alone. */
  IGNORE,
  /** Against a rule of the published moderation policy; the reason goes to its author. */
  MODERATE,
  /** For the lawyers: keep it, do not answer. */
  LEGAL;

  /** The name in YAML and JSON, such as {@code answer-privately}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
