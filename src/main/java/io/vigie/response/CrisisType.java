package io.vigie.response;

import java.util.Locale;

/**
 * Who is held responsible for a crisis, after Situational Crisis Communication Theory (W. T.
 * Coombs, "Protecting Organization Reputations During a Crisis", Corporate Reputation Review 10(3),
 * 2007). In the order of growing responsibility.
 */
public enum CrisisType {
  /** The organisation is a victim too: a rumour, a disaster, an attack from outside. */
  VICTIM,
  /** It acted without intent: a failure of technology, a challenge by critics. */
  ACCIDENTAL,
  /** It knew, or should have: human error, misconduct, a rule that was broken. */
  PREVENTABLE;

  /** The word in YAML and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type to answer as after earlier crises or with a bad reputation: people then hold the
   * organisation more responsible, by one step.
   */
  public CrisisType oneStepUp() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }
}
