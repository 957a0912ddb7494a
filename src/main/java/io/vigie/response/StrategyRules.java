package io.vigie.response;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of Situational Crisis Communication Theory (Coombs 2007, guidelines for response
 * strategies) that a playbook is held to.
 */
final class StrategyRules {

  /** The only scenario that may be denied. */
  static final String FALSE_RUMOUR = "false-rumour";

  private StrategyRules() {}

  /**
   * What is wrong with a strategy, in words that say what would be right; empty if nothing is.
   *
   * @param type type of the crisis, or null where it is not known before the assessment
   */
  static List<String> problems(
      String scenario, @Nullable CrisisType type, List<Strategy> strategy) {
    List<String> problems = new ArrayList<>();
    boolean deny = strategy.contains(Strategy.DENY);
    boolean diminish = strategy.contains(Strategy.DIMINISH);
    boolean rebuild = strategy.contains(Strategy.REBUILD);
    if (!strategy.contains(Strategy.INFORM) || !strategy.contains(Strategy.INSTRUCT)) {
      problems.add(
          "'strategy' should always have inform and instruct: people come before reputation");
    }
    if (deny && (diminish || rebuild)) {
      problems.add("'strategy' mixes deny with diminish or rebuild: that contradicts itself");
    }
    if (deny && !scenario.equals(FALSE_RUMOUR)) {
      problems.add("'strategy' has deny, which is only for the scenario " + FALSE_RUMOUR);
    }
    if (type == null && (deny || diminish || rebuild)) {
      problems.add(
          "'strategy' should be inform, instruct and bolster only while 'crisisType' is not known");
    }
    if (type == CrisisType.VICTIM && rebuild) {
      problems.add(
          "'strategy' has rebuild, but nobody holds a victim responsible: at most diminish");
    }
    if (type == CrisisType.ACCIDENTAL && !diminish && !rebuild) {
      problems.add("'strategy' needs diminish (or rebuild) for an accidental crisis");
    }
    if (type == CrisisType.PREVENTABLE && (!rebuild || diminish)) {
      problems.add("'strategy' needs rebuild, without diminish, for a preventable crisis");
    }
    if (strategy.contains(Strategy.BOLSTER)
        && strategy.get(strategy.size() - 1) != Strategy.BOLSTER) {
      problems.add("'strategy' should have bolster last: it only supplements the others");
    }
    return problems;
  }
}
