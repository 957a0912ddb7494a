package io.vigie.signal;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
 * @param overrides other thresholds for some brands; the first that names a brand counts
 */
public record SignalRule(
    String name,
    List<Condition> when,
    long forMillis,
    List<Condition> endsWhen,
    long endsAfterMillis,
    long holdsEveryMillis,
    List<Override> overrides)
    implements Serializable {

  /** A rule that is the same for every brand. */
  public SignalRule(
      String name,
      List<Condition> when,
      long forMillis,
      List<Condition> endsWhen,
      long endsAfterMillis,
      long holdsEveryMillis) {
    this(name, when, forMillis, endsWhen, endsAfterMillis, holdsEveryMillis, List.of());
  }

  /**
   * Another rule for some brands.
   *
   * @param brands names of brands, as the watchlist spells them
   * @param competitorSets names of sets of the watchlist, all of whose brands are meant
   * @param rule what counts for them, whole; it has no overrides of its own
   * @param place file:line of the override
   */
  public record Override(
      List<String> brands, List<String> competitorSets, SignalRule rule, String place)
      implements Serializable {}

  /** The rule that counts for a brand. */
  public SignalRule of(String brand) {
    for (Override override : overrides) {
      if (override.brands().contains(brand)) {
        return override.rule();
      }
    }
    return this;
  }

  /** The indicators that it asks about, those of its overrides included. */
  public Set<String> indicators() {
    Set<String> names = new TreeSet<>();
    when.forEach(condition -> names.add(condition.indicator()));
    endsWhen.forEach(condition -> names.add(condition.indicator()));
    overrides.forEach(override -> names.addAll(override.rule().indicators()));
    return names;
  }

  /**
   * The same rule with other conditions for it to fire; brands with a rule of their own keep it.
   */
  public SignalRule withWhen(List<Condition> others) {
    return new SignalRule(
        name, others, forMillis, endsWhen, endsAfterMillis, holdsEveryMillis, overrides);
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
