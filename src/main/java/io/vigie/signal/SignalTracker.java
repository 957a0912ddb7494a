package io.vigie.signal;

import io.vigie.signal.Signal.Phase;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalState.Held;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows all signal rules over the steps of one brand. Pure: what it remembers is in the {@link
 * SignalState} that the caller keeps (one for a brand, another one for the brand's drills).
 *
 * <ul>
 *   <li>A signal <b>fires</b> at the first step at which its conditions have been true at every
 *       step for the rule's {@code for} time; never at a step that is still learning, and learning
 *       steps do not count towards that time. A missing number makes a condition false.
 *   <li>It is <b>held</b> until it ends, also between the two thresholds of a hysteresis. It is
 *       sent again at the rule's pace, and at a step at which another signal fires, so that a
 *       sequence sees at once what already holds; but not while its ending is met.
 *   <li>It <b>ends</b> when the ending has been met at every step for its {@code after} time. A
 *       number that the ending asks about and that is missing counts as met, or a signal would
 *       outlive its brand's silence; conditions that are true keep it from ending in any case.
 *   <li>A <b>gap</b> (the brand slept) counts as steps at which nothing was observed: what waited
 *       is forgotten, and a signal whose ending fits into the gap has ended. It is told at the step
 *       after the gap, since nothing may be sent into the past, and may fire anew at that step.
 * </ul>
 */
public final class SignalTracker implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<SignalRule> rules;

  /** The rules of the brands for which any is overridden. */
  private final HashMap<String, ArrayList<SignalRule>> rulesByBrand = new HashMap<>();

  private final HashMap<String, Integer> order = new HashMap<>();
  private final long stepMillis;

  /**
   * A tracker of rules.
   *
   * @param rules with distinct names; signals of one step come out in this order
   * @param step time from one step to the next; more than that between two steps is a gap
   */
  public SignalTracker(List<SignalRule> rules, Duration step) {
    this.rules = new ArrayList<>(rules);
    for (SignalRule rule : rules) {
      order.put(rule.name(), order.size());
      rule.overrides().forEach(own -> own.brands().forEach(this::override));
    }
    stepMillis = step.toMillis();
  }

  private void override(String brand) {
    ArrayList<SignalRule> own = new ArrayList<>();
    rules.forEach(rule -> own.add(rule.of(brand)));
    rulesByBrand.put(brand, own);
  }

  /** Names of all rules. */
  public Set<String> names() {
    return Set.copyOf(order.keySet());
  }

  private List<SignalRule> rulesOf(String brand) {
    return rulesByBrand.getOrDefault(brand, rules);
  }

  /**
   * The signals of one step, in the order of the rules (an ending before a new beginning).
   *
   * @param step the brand's next step; one that is not later than the last one is ignored
   * @param exercise true if the step belongs to a drill
   * @param state what was remembered of this brand, changed by this call; entries of rules that are
   *     gone are dropped
   */
  public List<Signal> next(IndicatorStep step, boolean exercise, SignalState state) {
    Instant previous = state.getLastStep();
    if (previous != null && !step.at().isAfter(previous)) {
      return List.of();
    }
    state.setLastStep(step.at());
    state.getHeld().keySet().retainAll(order.keySet());

    List<Signal> signals = new ArrayList<>();
    for (SignalRule rule : rulesOf(step.brand())) {
      Held held = state.getHeld().get(rule.name());
      if (held != null && previous != null) {
        held = afterGap(rule, held, previous, step, signals);
      }
      held =
          held != null && held.firing()
              ? whileFiring(rule, held, step, signals)
              : beforeFiring(rule, held, step, exercise, signals);
      remember(state, rule, held);
    }
    addHolds(step, state, signals);
    signals.sort(Comparator.comparing(signal -> order.get(signal.name())));
    return signals;
  }

  private @Nullable Held afterGap(
      SignalRule rule, Held held, Instant previous, IndicatorStep step, List<Signal> signals) {
    Instant firstMissing = previous.plusMillis(stepMillis);
    Instant lastMissing = step.at().minusMillis(stepMillis);
    if (lastMissing.isBefore(firstMissing)) {
      return held;
    }
    if (!held.firing()) {
      return null;
    }
    Instant endingSince = Objects.requireNonNullElse(held.endingSince(), firstMissing);
    if (lasted(endingSince, lastMissing, rule.endsAfterMillis())) {
      signals.add(signal(rule, Phase.ENDS, step, held));
      return null;
    }
    return new Held(
        held.since(), true, endingSince, held.sentAt(), held.reading(), held.exercise());
  }

  private static @Nullable Held whileFiring(
      SignalRule rule, Held held, IndicatorStep step, List<Signal> signals) {
    IndicatorReading reading =
        Objects.requireNonNullElse(step.reading(rule.when().get(0).indicator()), held.reading());
    boolean ending = !allTrue(rule.when(), step, false) && allTrue(rule.endsWhen(), step, true);
    Instant endingSince = ending ? Objects.requireNonNullElse(held.endingSince(), step.at()) : null;
    Held now = new Held(held.since(), true, endingSince, held.sentAt(), reading, held.exercise());
    if (endingSince != null && lasted(endingSince, step.at(), rule.endsAfterMillis())) {
      signals.add(signal(rule, Phase.ENDS, step, now));
      return null;
    }
    return now;
  }

  private static @Nullable Held beforeFiring(
      SignalRule rule,
      @Nullable Held held,
      IndicatorStep step,
      boolean exercise,
      List<Signal> signals) {
    IndicatorReading reading = step.reading(rule.when().get(0).indicator());
    if (step.learning() || reading == null || !allTrue(rule.when(), step, false)) {
      return null;
    }
    Instant since = held == null ? step.at() : held.since();
    boolean fires = lasted(since, step.at(), rule.forMillis());
    Held now = new Held(since, fires, null, fires ? step.at() : since, reading, exercise);
    if (fires) {
      signals.add(signal(rule, Phase.FIRES, step, now));
    }
    return now;
  }

  /** Sends again what holds, where it is time or where another signal fires at this step. */
  private void addHolds(IndicatorStep step, SignalState state, List<Signal> signals) {
    boolean anyFires = signals.stream().anyMatch(signal -> signal.phase() == Phase.FIRES);
    for (SignalRule rule : rulesOf(step.brand())) {
      Held held = state.getHeld().get(rule.name());
      if (held == null
          || !held.firing()
          || held.endingSince() != null
          || held.sentAt().equals(step.at())
          || rule.holdsEveryMillis() <= 0) {
        continue;
      }
      if (anyFires || lasted(held.sentAt(), step.at(), rule.holdsEveryMillis())) {
        Held sent = new Held(held.since(), true, null, step.at(), held.reading(), held.exercise());
        signals.add(signal(rule, Phase.HOLDS, step, sent));
        remember(state, rule, sent);
      }
    }
  }

  private static void remember(SignalState state, SignalRule rule, @Nullable Held held) {
    if (held == null) {
      state.getHeld().remove(rule.name());
    } else {
      state.getHeld().put(rule.name(), held);
    }
  }

  private static Signal signal(SignalRule rule, Phase phase, IndicatorStep step, Held held) {
    return new Signal(
        step.brand(),
        rule.name(),
        phase,
        step.at(),
        held.since(),
        held.reading(),
        held.exercise(),
        step.plannedEvent());
  }

  private static boolean lasted(Instant from, Instant to, long millis) {
    return to.toEpochMilli() - from.toEpochMilli() >= millis;
  }

  private static boolean allTrue(
      List<Condition> conditions, IndicatorStep step, boolean whereMissing) {
    for (Condition condition : conditions) {
      Double number = number(condition, step.reading(condition.indicator()));
      if (number == null ? !whereMissing : !isTrue(condition, number)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTrue(Condition condition, double number) {
    return switch (condition.comparison()) {
      case AT_LEAST -> number >= condition.threshold();
      case ABOVE -> number > condition.threshold();
      case AT_MOST -> number <= condition.threshold();
      case BELOW -> number < condition.threshold();
    };
  }

  /** The number that a condition is about, or null if it is missing or not a number. */
  private static @Nullable Double number(Condition condition, @Nullable IndicatorReading reading) {
    if (reading == null) {
      return null;
    }
    Double expected = reading.expected();
    Double number =
        switch (condition.part()) {
          case VALUE -> Double.valueOf(reading.value());
          case EXPECTED -> expected;
          case SURPRISE -> reading.surprise();
          case EXCESS -> expected == null ? null : Double.valueOf(reading.value() - expected);
          case RATIO ->
              expected == null || expected == 0 ? null : Double.valueOf(reading.value() / expected);
        };
    return number == null || number.isNaN() ? null : number;
  }
}
