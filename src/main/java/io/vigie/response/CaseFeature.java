package io.vigie.response;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number by which cases are compared. The name in YAML is the constant in camel case. Scales are
 * starting values: the span is what makes two cases entirely different in that feature.
 */
public enum CaseFeature {
  /** Mentions of the busiest hour divided by the expected ones. */
  PEAK_RATIO("busiest hour against the expected", true, 2, 1e6),
  /** Negative mentions divided by scored ones. */
  NEGATIVE_SHARE("share of negative mentions", false, 0.6, 1),
  /** Anger, disgust and fear among the mentions with an emotion. */
  AROUSAL_SHARE("share of anger, disgust and fear", false, 0.6, 1),
  /** Complaints among the mentions with a category. */
  COMPLAINT_SHARE("share of complaints", false, 0.6, 1),
  /** Growth of the volume between two quarters of an hour, natural logarithm. */
  GROWTH("growth within a quarter of an hour", false, 3, 20),
  /** Platforms with a twentieth of the mentions or more. */
  PLATFORMS("platforms", false, 4, 50),
  /** Followers of those who wrote negatively. */
  REACH("reach of negative mentions", true, 4, 1e11),
  /** Most followers of one of them. */
  AUTHORITY("followers of the weightiest critic", true, 4, 1e10);

  private final String meaning;
  private final boolean logarithmic;
  private final double span;
  private final double max;

  CaseFeature(String meaning, boolean logarithmic, double span, double max) {
    this.meaning = meaning;
    this.logarithmic = logarithmic;
    this.span = span;
    this.max = max;
  }

  /** The key in YAML, such as peakRatio. */
  public String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      key.append(
          key.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }

  /** Highest value that makes sense; the lowest is 0. */
  public double max() {
    return max;
  }

  /** How far apart two values are: 0 the same, 1 the whole span or more. */
  double distance(double a, double b) {
    double apart = logarithmic ? Math.log10(Math.max(1, a)) - Math.log10(Math.max(1, b)) : a - b;
    return Math.min(1, Math.abs(apart) / span);
  }

  static @Nullable CaseFeature of(String key) {
    return Stream.of(values()).filter(f -> f.key().equals(key)).findFirst().orElse(null);
  }
}
