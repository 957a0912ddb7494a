package io.vigie.incident;

import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.PatternSpec.LevelLimit;
import io.vigie.pattern.PlannedEventBehaviour;
import io.vigie.pattern.SequenceStep;
import io.vigie.signal.SignalRule;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern says of the incidents that it is in.
 *
 * @param atLeast lowest level of an open incident with this pattern
 * @param atMost highest level of an incident; one with several patterns has the highest of theirs
 * @param opens whether a match opens an incident or reopens one; if not, it only joins an open one
 *     and does not keep it open
 * @param plannedEvents what a match does while a planned event of the brand runs
 * @param labels words for routing and reports
 * @param momentary its signals that are told once and never again while they last: they tell of an
 *     event, and do not hold an incident open
 */
public record PatternRules(
    Level atLeast,
    Level atMost,
    boolean opens,
    PlannedEventBehaviour plannedEvents,
    Map<String, String> labels,
    Set<String> momentary)
    implements Serializable {

  /** The rules of a pattern that is not known (any more), and of one that says nothing. */
  public static final PatternRules NONE =
      new PatternRules(
          Level.INFO, Level.CRISIS, true, PlannedEventBehaviour.WATCH, Map.of(), Set.of());

  /** The rules of a set of patterns, by pattern id. */
  public static Map<String, PatternRules> of(PatternSet patterns) {
    Map<String, PatternRules> rules = new HashMap<>();
    for (PatternSpec pattern : patterns.patterns()) {
      rules.put(
          pattern.id(),
          new PatternRules(
              level(pattern.severityAtLeast(), Level.INFO),
              level(pattern.ceiling(), Level.CRISIS),
              pattern.opens(),
              pattern.plannedEvents(),
              new HashMap<>(pattern.labels()),
              momentary(pattern, patterns)));
    }
    return rules;
  }

  private static Set<String> momentary(PatternSpec pattern, PatternSet patterns) {
    Set<String> names = new HashSet<>();
    for (SequenceStep step : pattern.sequence()) {
      for (String name : step.signals()) {
        SignalRule rule = patterns.rules().get(name);
        if (rule != null && rule.holdsEveryMillis() == 0) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static Level level(@Nullable LevelLimit limit, Level without) {
    return limit == null ? without : Level.valueOf(limit.name());
  }
}
