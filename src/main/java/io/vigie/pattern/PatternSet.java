package io.vigie.pattern;

import io.vigie.signal.SignalRule;
import java.util.List;
import java.util.Map;

/**
 * Everything that analysts wrote in one directory of patterns.
 *
 * @param rules the signal rules by name, in the order of files and lines
 * @param patterns the patterns, in the order of files and lines
 */
public record PatternSet(Map<String, SignalRule> rules, List<PatternSpec> patterns) {

  /** The rules in their order, as the tracker of signals wants them. */
  public List<SignalRule> ruleList() {
    return List.copyOf(rules.values());
  }
}
