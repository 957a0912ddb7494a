package io.vigie.pattern;

import io.vigie.pattern.PatternSpec.AfterMatch;
import io.vigie.pattern.PatternSpec.Status;
import io.vigie.pattern.SequenceStep.After;
import io.vigie.pattern.SequenceStep.Phase;
import io.vigie.signal.Indicator;
import io.vigie.signal.PlatformReadings;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in plain words what a pattern waits for. */
public final class PatternExplanation {

  private PatternExplanation() {}

  /** Words and a drawing: several lines, without a line break at the end. */
  public static String of(PatternSpec pattern, PatternSet set) {
    List<String> lines = new ArrayList<>();
    lines.add(inWords(pattern, set));
    lines.add("");
    PatternDrawing.inText(pattern).forEach(drawn -> lines.add("  " + drawn));
    return String.join("\n", lines);
  }

  /** The words alone. */
  static String inWords(PatternSpec pattern, PatternSet set) {
    StringBuilder text = new StringBuilder();
    text.append(pattern.id())
        .append(", version ")
        .append(pattern.version())
        .append(" (")
        .append(label(pattern.status()))
        .append("): ")
        .append(pattern.description());
    line(text, "  Waits, for one brand, " + time(pattern) + ":");
    int number = 1;
    Set<String> explained = new HashSet<>();
    for (SequenceStep step : pattern.sequence()) {
      line(text, "  " + number + ". " + step(step, pattern, number));
      for (String signal : step.signals()) {
        if (explained.add(signal)) {
          signal(text, Objects.requireNonNull(set.rules().get(signal)), step.signals().size() > 1);
        }
      }
      number++;
    }
    if (pattern.sequence().stream().anyMatch(step -> step.phase() == Phase.TOLD)) {
      line(
          text,
          "  A signal that still holds counts like one that fires, so what began before counts"
              + " too.");
    }
    outcome(text, pattern);
    pattern.falsePositives().forEach(reason -> line(text, "  May also be: " + reason));
    pattern.gaps().forEach(gap -> line(text, "  Does not see: " + gap));
    line(text, "  What to do: " + pattern.runbook());
    return text.toString();
  }

  private static String time(PatternSpec pattern) {
    String within = TimeSpan.inWords(pattern.within());
    return pattern.endsInAbsence()
        ? "and matches " + within + " after the first of these, for"
        : "in less than " + within + ", for";
  }

  private static void outcome(StringBuilder text, PatternSpec pattern) {
    line(
        text,
        "  After a match, no other one of the same brand for "
            + TimeSpan.inWords(pattern.cooldown())
            + (pattern.afterMatch() == AfterMatch.SKIP_TO_NEXT
                ? "; what began later than the match may still match."
                : "."));
    if (!pattern.opens()) {
      line(text, "  It opens no incident; it joins one that is open and does not keep it open.");
    }
    if (pattern.severityAtLeast() != null) {
      line(
          text,
          "  An incident with it is at least at level " + label(pattern.severityAtLeast()) + ".");
    }
    if (pattern.opens() && pattern.ceiling() != null) {
      line(
          text,
          "  An incident of this pattern alone is at most at level "
              + label(pattern.ceiling())
              + (pattern.status() == Status.EXPERIMENTAL ? ", because it is experimental." : "."));
    }
    line(
        text,
        switch (pattern.plannedEvents()) {
          case SUPPRESS -> "  While a planned event of the brand runs, a match is ignored.";
          case WATCH -> "  While a planned event of the brand runs, it stays at level watch.";
          case IGNORE -> "  A planned event of the brand changes nothing.";
        });
  }

  private static String step(SequenceStep step, PatternSpec pattern, int number) {
    String signals = signals(step);
    if (step.absent()) {
      boolean last = number == pattern.sequence().size();
      return "and no " + signals + (last ? " until the time is over" : " before what follows");
    }
    String how =
        number == 1
            ? ""
            : step.after() == After.NEXT ? "directly next " : "then, at once or later, ";
    return how + signals + times(step);
  }

  /** Such as {@code volume-spike or negativity fires}. */
  static String signals(SequenceStep step) {
    String names = String.join(" or ", step.signals());
    return switch (step.phase()) {
      case TOLD -> names;
      case FIRES -> names + (step.absent() ? " that fires" : " fires");
      case ENDS -> names + (step.absent() ? " that ends" : " ends");
    };
  }

  /** Such as {@code , 3 times}; nothing for once. */
  static String times(SequenceStep step) {
    if (step.atMost() == 1) {
      return "";
    }
    if (step.atLeast() == step.atMost()) {
      return ", " + step.atLeast() + " times";
    }
    return ", " + step.atLeast() + " to " + step.atMost() + " times";
  }

  private static void signal(StringBuilder text, SignalRule rule, boolean oneOfSeveral) {
    line(
        text,
        "     "
            + (oneOfSeveral ? rule.name() + " " : "")
            + "fires when all of this is true"
            + (rule.forMillis() == 0 ? "" : " for " + time(rule.forMillis()))
            + ":");
    rule.when().forEach(condition -> line(text, "       - " + inWords(condition)));
    String ending = rule.endsWhen().isEmpty() ? "this is no longer true" : inWords(rule.endsWhen());
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
    rule.overrides().forEach(override -> override(text, override));
  }

  private static void override(StringBuilder text, SignalRule.Override override) {
    List<String> whose = new ArrayList<>(override.brands());
    override.competitorSets().forEach(set -> whose.add("the brands of " + set));
    SignalRule rule = override.rule();
    line(
        text,
        "     but for "
            + String.join(", ", whose)
            + (rule.forMillis() == 0 ? "" : " for " + time(rule.forMillis()))
            + ": "
            + inWords(rule.when())
            + (rule.endsWhen().isEmpty() ? "" : "; ends when " + inWords(rule.endsWhen()))
            + (rule.endsAfterMillis() == 0 ? "" : ", for " + time(rule.endsAfterMillis())));
  }

  private static String inWords(List<Condition> conditions) {
    return conditions.stream()
        .map(PatternExplanation::inWords)
        .collect(Collectors.joining(" and "));
  }

  private static String inWords(Condition condition) {
    String platform = PlatformReadings.platform(condition.indicator());
    String indicator = PlatformReadings.indicator(condition.indicator());
    String meaning =
        (platform == null ? "" : "on " + platform + ", ")
            + Arrays.stream(Indicator.values())
                .filter(candidate -> candidate.label().equals(indicator))
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

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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
