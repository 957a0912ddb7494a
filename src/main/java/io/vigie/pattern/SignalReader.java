package io.vigie.pattern;

import io.vigie.signal.Indicator;
import io.vigie.signal.PlatformReadings;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one signal rule. */
final class SignalReader {

  static final List<String> KEYS =
      List.of("name", "when", "for", "ends", "holdsEvery", "overrides");
  static final List<String> OVERRIDE_KEYS =
      List.of("brands", "competitorSets", "when", "for", "ends");
  static final List<String> ENDS_KEYS = List.of("when", "after");
  static final List<String> CONDITION_KEYS =
      List.of("indicator", "platform", "value", "expected", "surprise", "excess", "ratio");

  static final int MAX_CONDITIONS = 10;
  static final int MAX_OVERRIDES = 50;
  static final Duration DEFAULT_HOLDS_EVERY = Duration.ofMinutes(5);

  private static final Duration MAX_TIME = Duration.ofDays(7);
  private static final Duration MIN_HOLDS_EVERY = Duration.ofMinutes(1);
  private static final Duration MAX_HOLDS_EVERY = Duration.ofDays(1);
  static final Pattern COMPARISON =
      Pattern.compile("(>=|>|<=|<)\\s*([+-]?\\d{1,15}(?:\\.\\d{1,15})?)");
  static final Pattern PLATFORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  static final List<String> PER_PLATFORM =
      PlatformReadings.INDICATORS.stream().map(Indicator::label).toList();
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
    SignalRule rule = rule(node, name, new SignalRule(name, List.of(), 0, List.of(), 0, 0));
    if (whenNode != null && rule.when().isEmpty() && whenNode.items().isEmpty()) {
      problems.add(whenNode, "'when' of signal '" + name + "' needs at least one condition");
    }
    Duration holdsEvery = holdsEvery(node);
    rule = holding(rule, holdsEvery, List.of());
    return holding(rule, holdsEvery, overrides(node, rule));
  }

  /** What a node says, and for what it does not say, what the basis does. */
  private SignalRule rule(YamlNode node, String name, SignalRule basis) {
    YamlNode whenNode = node.get("when");
    List<Condition> when = whenNode == null ? basis.when() : conditions(whenNode);
    List<Condition> endsWhen = basis.endsWhen();
    long endsAfter = basis.endsAfterMillis();
    YamlNode ends = node.get("ends");
    if (ends != null) {
      ends.allow(problems, ENDS_KEYS.toArray(String[]::new));
      YamlNode endsWhenNode = ends.get("when");
      endsWhen = endsWhenNode == null ? List.of() : conditions(endsWhenNode);
      endsAfter = time(ends, "after").toMillis();
    }
    YamlNode said = ends == null ? whenNode : ends.get("when");
    if (said != null) {
      checkEnding(said, name, when, endsWhen);
    }
    long forMillis = node.get("for") == null ? basis.forMillis() : time(node, "for").toMillis();
    return new SignalRule(
        name, when, forMillis, endsWhen, endsAfter, basis.holdsEveryMillis(), List.of());
  }

  private static SignalRule holding(
      SignalRule rule, Duration holdsEvery, List<SignalRule.Override> overrides) {
    return new SignalRule(
        rule.name(),
        rule.when(),
        rule.forMillis(),
        rule.endsWhen(),
        rule.endsAfterMillis(),
        holdsEvery.toMillis(),
        overrides);
  }

  private List<SignalRule.Override> overrides(YamlNode node, SignalRule basis) {
    YamlNode list = node.get("overrides");
    if (list == null) {
      return List.of();
    }
    if (!list.isSequence() || list.items().size() > MAX_OVERRIDES) {
      problems.add(
          list, "'overrides' should be a list of at most " + MAX_OVERRIDES + " '- brands: [NAME]'");
      return List.of();
    }
    List<SignalRule.Override> overrides = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (YamlNode item : list.items()) {
      item.allow(problems, OVERRIDE_KEYS.toArray(String[]::new));
      if (!item.isMapping()) {
        continue;
      }
      List<String> brands = item.texts("brands", problems);
      List<String> sets = item.texts("competitorSets", problems);
      if (brands.isEmpty() && sets.isEmpty()) {
        problems.add(item, "an override should say for which 'brands' or 'competitorSets' it is");
      }
      if (item.get("when") == null && item.get("for") == null && item.get("ends") == null) {
        problems.add(item, "an override should have another 'when', 'for' or 'ends'");
      }
      for (String brand : brands) {
        if (!named.add(brand)) {
          problems.add(item, "brand '" + brand + "' has an override of this signal already");
        }
      }
      SignalRule rule = rule(item, basis.name(), basis);
      overrides.add(new SignalRule.Override(brands, sets, rule, item.file() + ":" + item.line()));
    }
    return List.copyOf(overrides);
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
    String reading = ofPlatform(item, indicator);
    List<Condition> conditions = new ArrayList<>();
    boolean anyPart = false;
    for (Part part : Part.values()) {
      YamlNode text = item.get(label(part));
      if (text != null) {
        anyPart = true;
        Condition condition = condition(reading, part, text);
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

  /** The name of the reading: that of the indicator, or of its part on one platform. */
  private String ofPlatform(YamlNode item, String indicator) {
    String platform = item.optionalText("platform", problems);
    if (platform == null || !INDICATORS.contains(indicator)) {
      return indicator;
    }
    YamlNode value = Objects.requireNonNull(item.get("platform"));
    if (!PLATFORM.matcher(platform).matches()) {
      problems.add(
          value, "'platform' should be a platform as mentions spell it, in lower case: twitter");
      return indicator;
    }
    if (!PER_PLATFORM.contains(indicator)) {
      problems.add(
          value,
          "there is no '"
              + indicator
              + "' of one platform; there are "
              + String.join(", ", PER_PLATFORM));
      return indicator;
    }
    return PlatformReadings.name(indicator, platform);
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
              + "' but should be a comparison with a number, such as '>= 6' (>=, >, <= or <)"
              + shareHint(text.text()));
      return null;
    }
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(candidate -> candidate.symbol().equals(matcher.group(1)))
            .findFirst()
            .orElseThrow();
    return new Condition(indicator, part, comparison, Double.parseDouble(matcher.group(2)));
  }

  private static String shareHint(String text) {
    return text.indexOf('%') < 0 && text.indexOf(',') < 0
        ? ""
        : "; shares are from 0 to 1, with a point: '>= 0.10'";
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
        .filter(indicator -> indicator.label().equals(PlatformReadings.indicator(label)))
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
