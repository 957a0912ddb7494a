package io.vigie.signal;

import java.io.Serializable;
import java.util.List;

/**
 * When a signal fires, holds and ends: a threshold with hysteresis on the indicators of a brand.
 *
 * @param name name of the signal, kebab-case, unique among all rules
 * @param when conditions that must all be true at a step; at least one
 * @param forMillis how long they must stay true before it fires; 0 fires at the first step
 * @param endsWhen conditions that must all be true for it to end; if empty, the opposite of {@code
 *     when}
 * @param endsAfterMillis how long the ending must last; 0 ends at the first step
 * @param holdsEveryMillis pace at which a signal that stays true is sent again as {@code HOLDS}; 0
 *     = never
 */
public record SignalRule(
    String name,
    List<Condition> when,
    long forMillis,
    List<Condition> endsWhen,
    long endsAfterMillis,
    long holdsEveryMillis)
    implements Serializable {

  /** The same rule with other conditions for it to fire. */
  public SignalRule withWhen(List<Condition> others) {
    return new SignalRule(name, others, forMillis, endsWhen, endsAfterMillis, holdsEveryMillis);
  }

  /**
   * A threshold on one number of one indicator's reading.
   *
   * @param indicator name of the {@link Indicator}
   * @param part which number of the reading
   * @param comparison how it is compared
   * @param threshold with what
   */
  public record Condition(String indicator, Part part, Comparison comparison, double threshold)
      implements Serializable {}

  /** A number of a reading. */
  public enum Part {
    VALUE,
    EXPECTED,
    SURPRISE,
    /** Value minus expected. */
    EXCESS,
    /** Value divided by expected. */
    RATIO
  }

  /** A comparison; a missing number makes any of them false. */
  public enum Comparison {
    AT_LEAST(">="),
    ABOVE(">"),
    AT_MOST("<="),
    BELOW("<");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    /** As written in YAML. */
    public String symbol() {
      return symbol;
    }
  }
}
