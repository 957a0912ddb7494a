package io.vigie.job;

import io.vigie.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a job.
 *
 * @param key where it stands in job.yaml: the names of the nested mappings, joined by dots
 * @param kind what a value looks like, in words, for messages and for the reference
 * @param defaultText the value where nothing is said, as one would write it; null if it is off by
 *     default
 * @param secret whether the value is never shown
 * @param meaning one sentence for the reference
 * @param read the value of a text; throws IllegalArgumentException with what would be right
 */
public record Option<T>(
    String key,
    String kind,
    @Nullable String defaultText,
    boolean secret,
    String meaning,
    Function<String, T> read) {

  /** What the name of every environment variable that is a setting begins with. */
  static final String VARIABLE_PREFIX = "VIGIE_";

  static Option<String> text(String key, @Nullable String defaultText, String meaning) {
    return new Option<>(key, "text", defaultText, false, meaning, text -> text);
  }

  static Option<String> secret(String key, String meaning) {
    return new Option<>(key, "text, secret", null, true, meaning, text -> text);
  }

  static <T> Option<T> secret(String key, String meaning, Function<String, T> read) {
    return new Option<>(key, "text, secret", null, true, meaning, read);
  }

  static Option<List<String>> texts(String key, String defaultText, String meaning) {
    return new Option<>(
        key,
        "list of texts",
        defaultText,
        false,
        meaning,
        text ->
            Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  static Option<Boolean> flag(String key, boolean defaultValue, String meaning) {
    return new Option<>(
        key,
        "true or false",
        String.valueOf(defaultValue),
        false,
        meaning,
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("should be true or false");
          }
          return text.equals("true");
        });
  }

  static Option<Long> number(String key, long defaultValue, long min, long max, String meaning) {
    String kind = "whole number, " + min + " to " + max;
    return new Option<>(
        key,
        kind,
        String.valueOf(defaultValue),
        false,
        meaning,
        text -> {
          try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException e) {
            // told below, like a number out of bounds
          }
          throw new IllegalArgumentException("should be a " + kind);
        });
  }

  static Option<Duration> duration(
      String key, String defaultText, Duration min, Duration max, String meaning) {
    return new Option<>(
        key,
        "time span such as 500ms, 30s, 5m, 2h or 14d",
        defaultText,
        false,
        meaning,
        text -> {
          Duration value = YamlNode.parseDuration(text);
          if (value == null) {
            throw new IllegalArgumentException(
                "should be a time span such as 500ms, 30s, 5m, 2h or 14d");
          }
          if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                "should be a time span from " + inWords(min) + " to " + inWords(max));
          }
          return value;
        });
  }

  static <E extends Enum<E>> Option<E> choice(
      String key, Class<E> type, E defaultValue, String meaning) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Option::label).toList();
    return new Option<>(
        key,
        "one of " + String.join(", ", names),
        label(defaultValue),
        false,
        meaning,
        text -> {
          int index = names.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException("should be one of " + String.join(", ", names));
          }
          return type.getEnumConstants()[index];
        });
  }

  /**
   * The environment variable that overrides this setting, such as VIGIE_KAFKA_GROUP_ID for
   * kafka.groupId.
   */
  public String environmentVariable() {
    return VARIABLE_PREFIX
        + key.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String inWords(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0 && millis > 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 1000 == 0) {
      return millis / 1000 + "s";
    }
    return millis + "ms";
  }
}
