package io.vigie.pattern;

import io.vigie.pattern.SequenceStep.After;
import io.vigie.pattern.SequenceStep.Phase;
import io.vigie.signal.SignalRule;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the sequence of one pattern. */
final class SequenceReader {

  static final List<String> STEP_KEYS =
      List.of("signal", "anyOf", "not", "phase", "after", "times");
  static final List<String> TIMES_KEYS = List.of("min", "max");
  static final int MAX_ALTERNATIVES = 10;

  /** The keys that say which signals a step is about. */
  static final List<String> SUBJECTS = List.of("signal", "anyOf", "not");

  private final Map<String, SignalRule> rules;
  private final Set<String> known;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param rules the signal rules that could be read, by name
   * @param known names of all signals, also of those that could not
   */
  SequenceReader(Map<String, SignalRule> rules, Set<String> known, Problems problems) {
    this.rules = rules;
    this.known = known;
    this.problems = problems;
  }

  /**
   * The steps of a pattern; what is wrong is reported.
   *
   * @param within the pattern's time, zero if it could not be read
   */
  List<SequenceStep> read(YamlNode document, Duration within) {
    YamlNode list = document.required("sequence", problems);
    if (list == null) {
      return List.of();
    }
    if (!list.isSequence() || list.items().isEmpty()) {
      problems.add(list, "'sequence' should be a list of at least one step '- signal: NAME'");
      return List.of();
    }
    if (list.items().size() > PatternSpec.MAX_STEPS) {
      problems.add(list, "'sequence' should have at most " + PatternSpec.MAX_STEPS + " steps");
    }
    List<SequenceStep> steps = new ArrayList<>();
    for (YamlNode item : list.items()) {
      SequenceStep step = step(item, within);
      if (steps.isEmpty()) {
        checkFirst(item, step);
      } else {
        checkFollows(item, steps.get(steps.size() - 1), step);
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  private SequenceStep step(YamlNode item, Duration within) {
    item.allow(problems, STEP_KEYS.toArray(String[]::new));
    boolean absent = item.get("not") != null;
    List<String> signals = signals(item);
    YamlNode times = item.get("times");
    int atLeast = 1;
    int atMost = 1;
    if (times != null && times.isMapping()) {
      times.allow(problems, TIMES_KEYS.toArray(String[]::new));
      atLeast = (int) times.wholeNumber("min", 1, 1, SequenceStep.MAX_TIMES, problems);
      atMost =
          (int)
              times.wholeNumber("max", SequenceStep.MAX_TIMES, 1, SequenceStep.MAX_TIMES, problems);
      if (atLeast > atMost) {
        problems.add(times, "'min' should not be above 'max'");
        atMost = atLeast;
      }
    } else if (times != null) {
      if (!times.text().matches("\\d+")) {
        problems.add(
            times,
            "'times' is '"
                + times.text()
                + "' but should be a whole number from 1 to "
                + SequenceStep.MAX_TIMES
                + ", or {min: 2, max: 5}");
      } else {
        atLeast = (int) item.wholeNumber("times", 1, 1, SequenceStep.MAX_TIMES, problems);
      }
      atMost = atLeast;
    }
    if (absent) {
      checkAbsent(item);
    } else {
      checkPace(item, signals, atLeast, within);
    }
    return new SequenceStep(
        signals,
        item.choice("phase", Phase.class, Phase.TOLD, problems),
        item.choice("after", After.class, After.FOLLOWED_BY, problems),
        atLeast,
        atMost,
        absent);
  }

  /** The signals of a step, from the one of three keys that names them. */
  private List<String> signals(YamlNode item) {
    List<String> given = SUBJECTS.stream().filter(key -> item.get(key) != null).toList();
    if (!item.isMapping()) {
      return List.of();
    }
    if (given.size() != 1) {
      problems.add(
          item,
          "a step should have one of 'signal: NAME', 'anyOf: [NAME, NAME]' and 'not: NAME'"
              + (given.isEmpty() ? "" : ", not " + String.join(" and ", given)));
      return List.of();
    }
    String key = given.get(0);
    YamlNode value = Objects.requireNonNull(item.get(key));
    if (key.equals("signal") && !value.isScalar()) {
      problems.add(value, "'signal' should be one name; write anyOf: for several");
      return List.of();
    }
    List<String> signals = item.texts(key, problems);
    if (signals.size() > MAX_ALTERNATIVES || signals.isEmpty()) {
      problems.add(value, "'" + key + "' should name 1 to " + MAX_ALTERNATIVES + " signals");
    }
    for (String signal : signals) {
      if (!signal.isEmpty() && !known.contains(signal)) {
        problems.add(
            value,
            "unknown signal '" + signal + "'" + YamlNode.suggest(signal, List.copyOf(known)));
      }
    }
    return List.copyOf(signals);
  }

  private void checkFirst(YamlNode item, SequenceStep step) {
    YamlNode after = item.get("after");
    if (after != null) {
      problems.add(after, "'after' has no place in the first step: nothing is before it");
    }
    if (step.absent()) {
      problems.add(
          item,
          "a sequence cannot begin with 'not': say first what must happen before the absence");
    }
  }

  private void checkFollows(YamlNode item, SequenceStep before, SequenceStep step) {
    if (!before.absent()) {
      return;
    }
    if (step.absent()) {
      problems.add(item, "two steps 'not' in a row; write one, not: [NAME, NAME]");
    } else if (step.after() == After.NEXT) {
      problems.add(item, "'after: next' has no sense behind a step 'not'; leave 'after' out");
    } else if (step.phase() == before.phase()
        && !step.signals().isEmpty()
        && before.signals().containsAll(step.signals())) {
      problems.add(
          item, "never matches: the step before says that just this signal must not be told");
    }
  }

  private void checkAbsent(YamlNode item) {
    for (String key : List.of("times", "after")) {
      YamlNode value = item.get(key);
      if (value != null) {
        problems.add(value, "'" + key + "' has no place in a step 'not'; leave it out");
      }
    }
  }

  /** A signal that is told every five minutes cannot be told ten times in half an hour. */
  private void checkPace(YamlNode item, List<String> signals, int times, Duration within) {
    if (times <= 1 || within.isZero() || signals.size() != 1) {
      return;
    }
    SignalRule rule = rules.get(signals.get(0));
    if (rule == null || rule.holdsEveryMillis() <= 0) {
      return;
    }
    Duration needed = Duration.ofMillis((times - 1) * rule.holdsEveryMillis());
    if (needed.compareTo(within) >= 0) {
      problems.add(
          Objects.requireNonNull(item.get("times")),
          times
              + " times '"
              + rule.name()
              + "' at one every "
              + TimeSpan.inWords(Duration.ofMillis(rule.holdsEveryMillis()))
              + " takes "
              + TimeSpan.inWords(needed)
              + ", but the pattern must be complete within "
              + TimeSpan.inWords(within));
    }
  }
}
