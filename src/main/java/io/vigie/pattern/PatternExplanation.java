package io.vigie.pattern;

import io.vigie.pattern.SequenceStep.After;
import io.vigie.signal.Indicator;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Condition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says in plain words what a pattern waits for. */
public final class PatternExplanation {

  private PatternExplanation() {}

  /** Several lines, without a line break at the end. */
  public static String of(PatternSpec pattern, PatternSet set) {
    StringBuilder text = new StringBuilder();
    text.append(pattern.id())
        .append(", version ")
        .append(pattern.version())
        .append(" (")
        .append(pattern.status().name().toLowerCase(Locale.ROOT))
        .append("): ")
        .append(pattern.description());
    line(
        text,
        "  Waits, for one brand, in less than " + TimeSpan.inWords(pattern.within()) + ", for:");
    int number = 1;
    for (SequenceStep step : pattern.sequence()) {
      line(text, "  " + number + ". " + step(step, number == 1));
      signal(text, Objects.requireNonNull(set.rules().get(step.signal())));
      number++;
    }
    line(
        text,
        "  A signal that still holds counts like one that fires, so what began before counts too.");
    line(
        text,
        "  After a match, no other one of the same brand for "
            + TimeSpan.inWords(pattern.cooldown())
            + ".");
    if (pattern.severityAtLeast() != null) {
      line(
          text,
          "  An incident with it is at least at level "
              + pattern.severityAtLeast().name().toLowerCase(Locale.ROOT)
              + ".");
    }
    pattern.falsePositives().forEach(reason -> line(text, "  May also be: " + reason));
    pattern.gaps().forEach(gap -> line(text, "  Does not see: " + gap));
    line(text, "  What to do: " + pattern.runbook());
    return text.toString();
  }

  private static String step(SequenceStep step, boolean first) {
    String times = step.times() == 1 ? "" : ", " + step.times() + " times";
    if (first) {
      return step.signal() + times;
    }
    return (step.after() == After.NEXT ? "directly next " : "then, at once or later, ")
        + step.signal()
        + times;
  }

  private static void signal(StringBuilder text, SignalRule rule) {
    line(
        text,
        "     fires when all of this is true"
            + (rule.forMillis() == 0 ? "" : " for " + time(rule.forMillis()))
            + ":");
    rule.when().forEach(condition -> line(text, "       - " + inWords(condition)));
    String ending =
        rule.endsWhen().isEmpty()
            ? "this is no longer true"
            : rule.endsWhen().stream()
                .map(PatternExplanation::inWords)
                .collect(Collectors.joining(" and "));
    line(
        text,
        "     ends when "
            + ending
            + (rule.endsAfterMillis() == 0 ? "" : ", for " + time(rule.endsAfterMillis())));
    line(
        text,
        rule.holdsEveryMillis() == 0
            ? "     is told once, when it fires"
            : "     is told again every " + time(rule.holdsEveryMillis()) + " while it holds");
  }

  private static String inWords(Condition condition) {
    String meaning =
        Arrays.stream(Indicator.values())
            .filter(indicator -> indicator.label().equals(condition.indicator()))
            .findFirst()
            .orElseThrow()
            .meaning();
    String number = SignalReader.number(condition.threshold());
    String comparison =
        switch (condition.comparison()) {
          case AT_LEAST -> "at least " + number;
          case ABOVE -> "more than " + number;
          case AT_MOST -> "at most " + number;
          case BELOW -> "less than " + number;
        };
    return switch (condition.part()) {
      case VALUE -> meaning + ": " + comparison;
      case EXPECTED -> meaning + ", as expected by the baseline: " + comparison;
      case SURPRISE ->
          meaning
              + ": surprise "
              + comparison
              + " (its baseline gives such a number once in 10^"
              + number
              + ")";
      case EXCESS -> meaning + ": " + comparison + " above what is expected";
      case RATIO -> meaning + ": " + comparison + " times what is expected";
    };
  }

  private static String time(long millis) {
    return TimeSpan.inWords(Duration.ofMillis(millis));
  }

  private static void line(StringBuilder text, String line) {
    text.append('\n').append(line);
  }

  /** All patterns of a set, an empty line between. */
  public static String of(PatternSet set) {
    List<String> texts = set.patterns().stream().map(pattern -> of(pattern, set)).toList();
    return String.join("\n\n", texts);
  }
}
