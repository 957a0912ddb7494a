package io.vigie.cli.backtest;

import io.vigie.pattern.PatternSet;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One threshold of one signal, tried at several values: {@code volume-spike.surprise=4:12:1}.
 *
 * @param signal name of the signal
 * @param indicator whose condition is meant, or null: the signal's only one on this number
 * @param part the number that the condition is about
 * @param from first value
 * @param to last value
 * @param step from one value to the next
 */
public record Sweep(
    String signal, @Nullable String indicator, Part part, double from, double to, double step) {

  static final int MAX_VALUES = 50;

  private static final String NUMBER = "([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)";
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9-]+)\\.(?:([a-z0-9-]+)\\.)?([a-z]+)=" + NUMBER + ":" + NUMBER + ":" + NUMBER);

  /**
   * Reads {@code SIGNAL.NUMBER=FROM:TO:STEP} or {@code SIGNAL.INDICATOR.NUMBER=FROM:TO:STEP}.
   *
   * @throws IllegalArgumentException if it is not of this form, or has no or too many values
   */
  public static Sweep parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' should be like volume-spike.surprise=4:12:1");
    }
    Sweep sweep;
    try {
      sweep =
          new Sweep(
              matcher.group(1),
              matcher.group(2),
              Part.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
              Double.parseDouble(matcher.group(4)),
              Double.parseDouble(matcher.group(5)),
              Double.parseDouble(matcher.group(6)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has a number that is none", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + matcher.group(3) + "' should be one of value, expected, surprise, excess, ratio",
          e);
    }
    if (!(sweep.step > 0) || sweep.to < sweep.from) {
      throw new IllegalArgumentException(
          "'" + text + "' should go up, FROM:TO:STEP with a STEP above 0");
    }
    if ((sweep.to - sweep.from) / sweep.step >= MAX_VALUES) {
      throw new IllegalArgumentException("'" + text + "' has more than " + MAX_VALUES + " values");
    }
    return sweep;
  }

  /** The values, ascending. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    // Counted and not added up, and rounded as written: 0.1 ten times is 1.
    for (int i = 0; from + i * step <= to + step / 1e6; i++) {
      values.add(Math.round((from + i * step) * 1e9) / 1e9);
    }
    return values;
  }

  /** What is swept, such as {@code volume-spike.surprise}. */
  String name() {
    return signal
        + "."
        + (indicator == null ? "" : indicator + ".")
        + part.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The patterns with another threshold.
   *
   * @throws IllegalArgumentException if there is no such condition, or several
   */
  public PatternSet apply(PatternSet patterns, double value) {
    SignalRule rule = patterns.rules().get(signal);
    if (rule == null) {
      throw new IllegalArgumentException(
          "there is no signal '" + signal + "'; there are " + patterns.rules().keySet());
    }
    List<Condition> when = new ArrayList<>();
    int found = 0;
    for (Condition condition : rule.when()) {
      boolean meant =
          condition.part() == part
              && (indicator == null || indicator.equals(condition.indicator()));
      found += meant ? 1 : 0;
      when.add(
          meant
              ? new Condition(condition.indicator(), part, condition.comparison(), value)
              : condition);
    }
    if (found != 1) {
      throw new IllegalArgumentException(
          "the signal '"
              + signal
              + "' has "
              + (found == 0 ? "no condition" : "several conditions")
              + " on this number; it has "
              + rule.when());
    }
    Map<String, SignalRule> rules = new LinkedHashMap<>(patterns.rules());
    rules.put(signal, rule.withWhen(when));
    return new PatternSet(rules, patterns.patterns());
  }
}
