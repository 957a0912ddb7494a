package io.vigie.pattern;

import io.vigie.signal.Indicator;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one signal rule. */
final class SignalReader {

  static final List<String> KEYS = List.of("name", "when", "for", "ends", "holdsEvery");
  static final List<String> ENDS_KEYS = List.of("when", "after");
  static final List<String> CONDITION_KEYS =
      List.of("indicator", "value", "expected", "surprise", "excess", "ratio");

  static final int MAX_CONDITIONS = 10;
  static final Duration DEFAULT_HOLDS_EVERY = Duration.ofMinutes(5);

  private static final Duration MAX_TIME = Duration.ofDays(7);
  private static final Duration MIN_HOLDS_EVERY = Duration.ofMinutes(1);
  private static final Duration MAX_HOLDS_EVERY = Duration.ofDays(1);
  private static final Pattern COMPARISON =
      Pattern.compile("(>=|>|<=|<)\\s*([+-]?\\d{1,15}(?:\\.\\d{1,15})?)");
  private static final List<String> INDICATORS =
      Arrays.stream(Indicator.values()).map(Indicator::label).toList();

  private final Problems problems;

  SignalReader(Problems problems) {
    this.problems = problems;
  }

  /** The rule of one item of a {@code signals} list; unusable parts are reported. */
  SignalRule read(YamlNode node, String name) {
    node.allow(problems, KEYS.toArray(String[]::new));
    YamlNode whenNode = node.required("when", problems);
    List<Condition> when = whenNode == null ? List.of() : conditions(whenNode);
    if (whenNode != null && when.isEmpty() && whenNode.items().isEmpty()) {
      problems.add(whenNode, "'when' of signal '" + name + "' needs at least one condition");
    }
    List<Condition> endsWhen = List.of();
    Duration endsAfter = Duration.ZERO;
    YamlNode ends = node.get("ends");
    if (ends != null) {
      ends.allow(problems, ENDS_KEYS.toArray(String[]::new));
      YamlNode endsWhenNode = ends.get("when");
      if (endsWhenNode != null) {
        endsWhen = conditions(endsWhenNode);
        checkEnding(endsWhenNode, name, when, endsWhen);
      }
      endsAfter = time(ends, "after");
    }
    return new SignalRule(
        name,
        when,
        time(node, "for").toMillis(),
        endsWhen,
        endsAfter.toMillis(),
        holdsEvery(node).toMillis());
  }

  private Duration time(YamlNode node, String key) {
    Duration time = node.duration(key, Duration.ZERO, problems);
    if (time.compareTo(MAX_TIME) > 0) {
      problems.add(
          new Problem(node.file(), node.lineOf(key), "'" + key + "' should be at most 7d"));
    }
    return time;
  }

  private Duration holdsEvery(YamlNode node) {
    YamlNode value = node.get("holdsEvery");
    if (value == null) {
      return DEFAULT_HOLDS_EVERY;
    }
    if (value.text().equals("never")) {
      return Duration.ZERO;
    }
    Duration pace = YamlNode.parseDuration(value.text());
    if (pace == null
        || pace.compareTo(MIN_HOLDS_EVERY) < 0
        || pace.compareTo(MAX_HOLDS_EVERY) > 0) {
      problems.add(value, "'holdsEvery' should be 'never' or a time span from 1m to 1d");
      return DEFAULT_HOLDS_EVERY;
    }
    return pace;
  }

  private List<Condition> conditions(YamlNode list) {
    if (list.items().size() > MAX_CONDITIONS) {
      problems.add(list, "has more than " + MAX_CONDITIONS + " conditions");
    }
    List<Condition> conditions = new ArrayList<>();
    Map<String, Interval> met = new HashMap<>();
    for (YamlNode item : list.items()) {
      for (Condition condition : conditionsOf(item)) {
        conditions.add(condition);
        checkPossible(item, condition, met);
      }
    }
    return List.copyOf(conditions);
  }

  private List<Condition> conditionsOf(YamlNode item) {
    item.allow(problems, CONDITION_KEYS.toArray(String[]::new));
    if (!item.isMapping()) {
      return List.of();
    }
    String indicator = item.requiredText("indicator", problems);
    if (!indicator.isEmpty() && !INDICATORS.contains(indicator)) {
      problems.add(
          Objects.requireNonNull(item.get("indicator")),
          "unknown indicator '" + indicator + "'" + YamlNode.suggest(indicator, INDICATORS));
    }
    List<Condition> conditions = new ArrayList<>();
    boolean anyPart = false;
    for (Part part : Part.values()) {
      YamlNode text = item.get(label(part));
      if (text != null) {
        anyPart = true;
        Condition condition = condition(indicator, part, text);
        if (condition != null) {
          conditions.add(condition);
        }
      }
    }
    if (!anyPart) {
      problems.add(item, "compares nothing; write for example value: '>= 20'");
    }
    return INDICATORS.contains(indicator) ? conditions : List.of();
  }

  private @Nullable Condition condition(String indicator, Part part, YamlNode text) {
    Matcher matcher = COMPARISON.matcher(text.text().strip());
    if (!matcher.matches()) {
      problems.add(
          text,
          "'"
              + label(part)
              + "' is '"
              + text.text()
              + "' but should be a comparison with a number, such as '>= 6' (>=, >, <= or <)");
      return null;
    }
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(candidate -> candidate.symbol().equals(matcher.group(1)))
            .findFirst()
            .orElseThrow();
    return new Condition(indicator, part, comparison, Double.parseDouble(matcher.group(2)));
  }

  private void checkPossible(YamlNode item, Condition condition, Map<String, Interval> met) {
    Interval possible =
        Interval.possible(indicator(condition.indicator()), condition.part())
            .and(Interval.of(condition));
    if (possible.isEmpty()) {
      problems.add(item, inWords(condition) + " is never true: it is out of the indicator's range");
      return;
    }
    Interval together = met.merge(key(condition), possible, Interval::and);
    if (together.isEmpty()) {
      problems.add(item, inWords(condition) + " contradicts a condition before it");
    }
  }

  /** An ending that is true together with the signal's own condition would never be reached. */
  private void checkEnding(
      YamlNode node, String name, List<Condition> when, List<Condition> endsWhen) {
    Map<String, Interval> met = new HashMap<>();
    when.forEach(c -> met.merge(key(c), Interval.of(c), Interval::and));
    for (Condition condition : endsWhen) {
      Interval own = met.get(key(condition));
      if (own != null && !own.and(Interval.of(condition)).isEmpty()) {
        problems.add(
            node,
            "signal '"
                + name
                + "' can be true and ending at once: "
                + inWords(condition)
                + " overlaps with its 'when'");
      }
    }
  }

  private static Indicator indicator(String label) {
    return Arrays.stream(Indicator.values())
        .filter(indicator -> indicator.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static String key(Condition condition) {
    return condition.indicator() + " " + condition.part();
  }

  static String label(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  static String inWords(Condition condition) {
    return condition.indicator()
        + " "
        + label(condition.part())
        + " "
        + condition.comparison().symbol()
        + " "
        + number(condition.threshold());
  }

  static String number(double number) {
    return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : "" + number;
  }
}
