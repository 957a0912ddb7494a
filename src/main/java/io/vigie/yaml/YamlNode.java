package io.vigie.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value in a YAML file, with its line. The typed accessors report what is wrong to {@link
 * Problems} and return a default, so that reading goes on and every problem is told at once.
 */
public final class YamlNode {

  /** What a name looks like: lower-case letters and digits with hyphens between. */
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Characters of the longest name. */
  public static final int MAX_NAME = 60;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private final String file;
  private final int line;
  private final @Nullable Map<String, YamlNode> entries;
  private final Map<String, Integer> keyLines;
  private final @Nullable List<YamlNode> items;
  private final String scalar;
  private final boolean isNull;
  private final boolean isString;

  private YamlNode(
      String file,
      int line,
      @Nullable Map<String, YamlNode> entries,
      Map<String, Integer> keyLines,
      @Nullable List<YamlNode> items,
      String scalar,
      boolean isNull,
      boolean isString) {
    this.file = file;
    this.line = line;
    this.entries = entries;
    this.keyLines = keyLines;
    this.items = items;
    this.scalar = scalar;
    this.isNull = isNull;
    this.isString = isString;
  }

  static YamlNode mapping(
      String file, int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines) {
    return new YamlNode(file, line, entries, keyLines, null, "", false, false);
  }

  static YamlNode sequence(String file, int line, List<YamlNode> items) {
    return new YamlNode(file, line, null, Map.of(), items, "", false, false);
  }

  static YamlNode scalar(String file, int line, String value, boolean isNull, boolean isString) {
    return new YamlNode(file, line, null, Map.of(), null, value, isNull, isString);
  }

  public String file() {
    return file;
  }

  /** Line of the value, from 1. */
  public int line() {
    return line;
  }

  public boolean isMapping() {
    return entries != null;
  }

  public boolean isSequence() {
    return items != null;
  }

  public boolean isScalar() {
    return entries == null && items == null;
  }

  public boolean isNull() {
    return isNull;
  }

  /** True for a scalar that YAML reads as text (and not as number, boolean or null). */
  public boolean isString() {
    return isString;
  }

  /** The text of a scalar as written, without quotes; empty for anything else. */
  public String text() {
    return scalar;
  }

  /** Keys of a mapping in the order of the file; none for anything else. */
  public Set<String> keys() {
    return entries == null ? Set.of() : entries.keySet();
  }

  /** Items of a sequence; a scalar or mapping counts as a sequence of itself, null as none. */
  public List<YamlNode> items() {
    if (items != null) {
      return items;
    }
    return isNull ? List.of() : List.of(this);
  }

  /** The value of a key, or null where it is missing or empty. */
  public @Nullable YamlNode get(String key) {
    YamlNode value = entries == null ? null : entries.get(key);
    return value == null || value.isNull ? null : value;
  }

  /** Line on which a key stands, or the line of this mapping. */
  public int lineOf(String key) {
    return keyLines.getOrDefault(key, line);
  }

  /**
   * Reports every key that is not among the known ones, with the nearest known one as a suggestion.
   */
  public void allow(Problems problems, String... known) {
    if (entries == null) {
      problems.add(this, "should be a mapping with the keys " + String.join(", ", known));
      return;
    }
    List<String> names = Arrays.asList(known);
    for (String key : entries.keySet()) {
      if (!names.contains(key)) {
        problems.add(
            new Problem(file, lineOf(key), "unknown key '" + key + "'" + suggest(key, names)));
      }
    }
  }

  /** Text of a required key; empty after a problem. */
  public String requiredText(String key, Problems problems) {
    YamlNode value = required(key, problems);
    return value == null ? "" : value.asText(key, problems);
  }

  /** Text of an optional key. */
  public @Nullable String optionalText(String key, Problems problems) {
    YamlNode value = get(key);
    return value == null ? null : value.asText(key, problems);
  }

  /**
   * A required name in lower-case letters with hyphens; what is wrong is reported with an example.
   */
  public String requiredName(String key, String example, Problems problems) {
    YamlNode value = required(key, problems);
    if (value == null) {
      return "";
    }
    String name = value.asText(key, problems);
    if (!name.isEmpty() && !isName(name)) {
      problems.add(
          value,
          "'"
              + key
              + "' is '"
              + name
              + "' but should be at most "
              + MAX_NAME
              + " lower-case letters and digits with hyphens between, such as "
              + example);
    }
    return name;
  }

  public static boolean isName(String text) {
    return text.length() <= MAX_NAME && NAME.matcher(text).matches();
  }

  /** A whole number within bounds; the default where the key is missing or wrong. */
  public long wholeNumber(String key, long defaultValue, long min, long max, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      long number = Long.parseLong(value.text().replace("_", ""));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of bounds
    }
    problems.add(value, "'" + key + "' should be a whole number from " + min + " to " + max);
    return defaultValue;
  }

  /** A number within bounds; the default where the key is missing or wrong. */
  public double number(String key, double defaultValue, double min, double max, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      double number = Double.parseDouble(value.text());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of bounds
    }
    problems.add(value, "'" + key + "' should be a number from " + min + " to " + max);
    return defaultValue;
  }

  /** true or false; the default where the key is missing or wrong. */
  public boolean flag(String key, boolean defaultValue, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      return defaultValue;
    }
    if (value.text().equals("true") || value.text().equals("false")) {
      return value.text().equals("true");
    }
    problems.add(value, "'" + key + "' should be true or false");
    return defaultValue;
  }

  /**
   * A time span such as 500ms, 30s, 5m, 2h or 14d; the default where the key is missing or wrong.
   */
  public Duration duration(String key, Duration defaultValue, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      return defaultValue;
    }
    Duration duration = parseDuration(value.text());
    if (duration == null) {
      problems.add(value, "'" + key + "' should be a time span such as 30s, 5m, 2h or 14d");
      return defaultValue;
    }
    return duration;
  }

  /** A time span such as 500ms, 30s, 5m, 2h or 14d, or null if the text is none. */
  public static @Nullable Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(
      String key, Class<E> type, E defaultValue, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      return defaultValue;
    }
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(value.text())) {
        return constant;
      }
      names.add(name);
    }
    problems.add(
        value,
        "'" + key + "' is '" + value.text() + "' but should be one of " + String.join(", ", names));
    return defaultValue;
  }

  /** Texts of a list of scalars (or of a single one); empty where the key is missing. */
  public List<String> texts(String key, Problems problems) {
    return list(key, item -> item.asText(key, problems));
  }

  /** Items of a list (or a single one), each converted; empty where the key is missing. */
  public <T> List<T> list(String key, Function<YamlNode, T> convert) {
    YamlNode value = get(key);
    return value == null ? List.of() : value.items().stream().map(convert).toList();
  }

  /** The value of a key that must be there, or null after reporting that it is not. */
  public @Nullable YamlNode required(String key, Problems problems) {
    YamlNode value = get(key);
    if (value == null) {
      problems.add(this, "'" + key + "' is missing");
    }
    return value;
  }

  private String asText(String key, Problems problems) {
    if (!isScalar() || scalar.isBlank()) {
      problems.add(this, "'" + key + "' should be a text");
      return "";
    }
    return scalar;
  }

  /** " (did you mean 'x'?)" for the nearest of the known words, or their list if none is near. */
  public static String suggest(String word, List<String> known) {
    String best = nearest(word, known, Math.max(2, word.length() / 3));
    return best == null
        ? "; known are " + String.join(", ", known)
        : " (did you mean '" + best + "'?)";
  }

  /**
   * The known word that a word was probably meant to be, whatever the case, or null.
   *
   * @param edits letters that may be added, left out or changed at most
   */
  public static @Nullable String nearest(String word, List<String> known, int edits) {
    String best = null;
    int bestDistance = edits + 1;
    for (String candidate : known) {
      int distance =
          editDistance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitute, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
