package io.vigie.pattern;

import io.vigie.signal.Indicator;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;

/**
 * The numbers that satisfy some conditions on one part of one indicator; with it the reader sees
 * conditions that can never be true together.
 */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {

  /** Everything that a part of an indicator can be. */
  static Interval possible(Indicator indicator, Part part) {
    double infinity = Double.POSITIVE_INFINITY;
    if (part == Part.SURPRISE) {
      return new Interval(0, true, 300, true);
    }
    Indicator.Range range = indicator.range();
    double high = range == Indicator.Range.SHARE || range == Indicator.Range.BALANCE ? 1 : infinity;
    double low =
        switch (range) {
          case AMOUNT, SHARE -> 0;
          case BALANCE -> -1;
          case SIGNED -> -infinity;
        };
    return switch (part) {
      case EXCESS -> new Interval(low - high, true, high - low, true);
      case RATIO -> new Interval(low < 0 ? -infinity : 0, true, infinity, true);
      default -> new Interval(low, true, high, true);
    };
  }

  /** The numbers that satisfy a condition. */
  static Interval of(Condition condition) {
    double threshold = condition.threshold();
    return switch (condition.comparison()) {
      case AT_LEAST -> new Interval(threshold, true, Double.POSITIVE_INFINITY, true);
      case ABOVE -> new Interval(threshold, false, Double.POSITIVE_INFINITY, true);
      case AT_MOST -> new Interval(Double.NEGATIVE_INFINITY, true, threshold, true);
      case BELOW -> new Interval(Double.NEGATIVE_INFINITY, true, threshold, false);
    };
  }

  /** The numbers in both. */
  Interval and(Interval other) {
    boolean otherLow = other.low > low || (other.low == low && !other.lowIncluded);
    boolean otherHigh = other.high < high || (other.high == high && !other.highIncluded);
    return new Interval(
        otherLow ? other.low : low,
        otherLow ? other.lowIncluded : lowIncluded,
        otherHigh ? other.high : high,
        otherHigh ? other.highIncluded : highIncluded);
  }

  boolean isEmpty() {
    return low > high || (low == high && !(lowIncluded && highIncluded));
  }
}
