package io.vigie.pattern;

import io.vigie.pattern.PatternTest.Expected;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.PlatformReadings;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tests of a directory of patterns: each document of {@code tests/*.yaml} is one. */
public final class PatternTestReader {

  static final List<String> TEST_KEYS =
      List.of("test", "pattern", "brand", "start", "step", "learning", "series", "expect");
  static final List<String> READING_KEYS = List.of("value", "expected", "surprise");
  static final List<String> EXPECT_KEYS = List.of("pattern", "at", "labels");

  private static final Instant DEFAULT_START = Instant.parse("2026-01-05T09:00:00Z");
  private static final List<String> INDICATORS =
      Arrays.stream(Indicator.values()).map(Indicator::label).toList();

  private final List<String> patternIds;
  private final Map<String, Map<String, String>> labels;
  private final Problems problems;

  private PatternTestReader(List<PatternSpec> patterns, Problems problems) {
    this.patternIds = patterns.stream().map(PatternSpec::id).toList();
    this.labels =
        patterns.stream()
            .collect(Collectors.toMap(PatternSpec::id, PatternSpec::labels, (a, b) -> a));
    this.problems = problems;
  }

  /** The series of one indicator; a part that is missing has no numbers. */
  private record Readings(
      String indicator,
      List<@Nullable Double> value,
      List<@Nullable Double> expected,
      List<@Nullable Double> surprise) {

    @Nullable IndicatorReading at(int i) {
      Double now = number(value, i);
      return now == null
          ? null
          : new IndicatorReading(indicator, now, number(expected, i), number(surprise, i));
    }

    private static @Nullable Double number(List<@Nullable Double> numbers, int i) {
      return i < numbers.size() ? numbers.get(i) : null;
    }
  }

  /**
   * Reads all tests.
   *
   * @param directory the directory of patterns, or one of its files
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static List<PatternTest> read(Path directory, PatternSet patterns, Problems problems) {
    PatternTestReader reader = new PatternTestReader(patterns.patterns(), problems);
    Path tests = PatternReader.directoryOf(directory).resolve("tests");
    if (!Files.isDirectory(tests)) {
      problems.add(new Problem(tests.toString(), 0, "does not exist, so nothing can be tested"));
      return List.of();
    }
    List<PatternTest> read = new ArrayList<>();
    for (Path file : YamlFiles.list(tests, "patterns", problems)) {
      for (YamlNode document : YamlFiles.read(file, problems)) {
        read.add(reader.test(document));
      }
    }
    if (read.isEmpty() && problems.none()) {
      problems.add(new Problem(tests.toString(), 0, "holds no test in a .yaml file"));
    }
    return read;
  }

  private PatternTest test(YamlNode node) {
    node.allow(problems, TEST_KEYS.toArray(String[]::new));
    String name = node.isMapping() ? node.requiredText("test", problems) : "";
    String pattern = node.optionalText("pattern", problems);
    if (pattern != null) {
      checkPattern(Objects.requireNonNull(node.get("pattern")), pattern);
    }
    String brand = Objects.requireNonNullElse(node.optionalText("brand", problems), "brand");
    Instant start = start(node);
    Duration step = node.duration("step", Duration.ofMinutes(1), problems);
    if (step.isZero()) {
      problems.add(Objects.requireNonNull(node.get("step")), "'step' should be more than 0");
      step = Duration.ofMinutes(1);
    }
    boolean learning = node.flag("learning", false, problems);
    return new PatternTest(
        name,
        node.file(),
        node.line(),
        brand,
        pattern,
        step,
        steps(brand, start, step, learning, readings(node)),
        expected(node, start));
  }

  private Instant start(YamlNode node) {
    YamlNode value = node.get("start");
    return value == null ? DEFAULT_START : instant(value, "start", DEFAULT_START);
  }

  private Instant instant(YamlNode value, String key, Instant defaultValue) {
    try {
      return Instant.parse(value.text());
    } catch (DateTimeParseException e) {
      problems.add(value, "'" + key + "' should be a time such as 2026-01-05T09:00:00Z");
      return defaultValue;
    }
  }

  private List<Readings> readings(YamlNode node) {
    YamlNode series = node.isMapping() ? node.required("series", problems) : null;
    if (series == null) {
      return List.of();
    }
    if (!series.isMapping()) {
      problems.add(series, "'series' should be a mapping of indicators to their readings");
      return List.of();
    }
    Map<String, Readings> readings = new LinkedHashMap<>();
    for (String indicator : series.keys()) {
      if (!isReading(indicator)) {
        problems.add(
            new Problem(
                series.file(),
                series.lineOf(indicator),
                "unknown indicator '" + indicator + "'" + YamlNode.suggest(indicator, INDICATORS)));
      }
      YamlNode parts = series.get(indicator);
      if (parts != null) {
        parts.allow(problems, READING_KEYS.toArray(String[]::new));
        parts.required("value", problems);
        readings.put(
            indicator,
            new Readings(
                indicator,
                numbers(parts, "value"),
                numbers(parts, "expected"),
                numbers(parts, "surprise")));
      }
    }
    // In the order of the catalogue, as the engine of indicators gives them.
    List<Readings> ordered = new ArrayList<>(readings.values());
    ordered.sort(
        Comparator.comparingInt(
            r -> INDICATORS.indexOf(PlatformReadings.indicator(r.indicator()))));
    return List.copyOf(ordered);
  }

  private static boolean isReading(String name) {
    return INDICATORS.contains(name)
        || (PlatformReadings.platform(name) != null
            && SignalReader.PER_PLATFORM.contains(PlatformReadings.indicator(name)));
  }

  private List<@Nullable Double> numbers(YamlNode parts, String key) {
    YamlNode text = parts.get(key);
    if (text == null) {
      return List.of();
    }
    try {
      return Series.parse(text.text());
    } catch (IllegalArgumentException e) {
      problems.add(text, "'" + key + "': " + e.getMessage());
      return List.of();
    }
  }

  /** The steps at which there is any reading: at the others the brand sleeps. */
  private static List<IndicatorStep> steps(
      String brand, Instant start, Duration step, boolean learning, List<Readings> series) {
    int length = series.stream().mapToInt(r -> r.value().size()).max().orElse(0);
    List<IndicatorStep> steps = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      List<IndicatorReading> readings = new ArrayList<>();
      for (Readings one : series) {
        IndicatorReading reading = one.at(i);
        if (reading != null) {
          readings.add(reading);
        }
      }
      if (!readings.isEmpty()) {
        steps.add(
            new IndicatorStep(
                brand, start.plus(step.multipliedBy(i)), learning, List.copyOf(readings)));
      }
    }
    return List.copyOf(steps);
  }

  private List<Expected> expected(YamlNode node, Instant start) {
    YamlNode expect = node.isMapping() ? node.required("expect", problems) : null;
    if (expect == null || expect.text().equals("no match")) {
      return List.of();
    }
    List<Expected> expected = new ArrayList<>();
    for (YamlNode item : expect.items()) {
      item.allow(problems, EXPECT_KEYS.toArray(String[]::new));
      if (item.isMapping()) {
        String pattern = item.requiredText("pattern", problems);
        if (!pattern.isEmpty()) {
          checkPattern(Objects.requireNonNull(item.get("pattern")), pattern);
          checkLabels(item, pattern);
        }
        YamlNode at = item.required("at", problems);
        if (at != null) {
          Duration offset = YamlNode.parseDuration(at.text());
          expected.add(
              new Expected(
                  pattern, offset == null ? instant(at, "at", start) : start.plus(offset)));
        }
      }
    }
    return expected.stream().sorted().toList();
  }

  /** Labels that an alert of a pattern must carry; they are the pattern's own. */
  private void checkLabels(YamlNode item, String pattern) {
    YamlNode expected = item.get("labels");
    Map<String, String> actual = labels.getOrDefault(pattern, Map.of());
    if (expected == null) {
      return;
    }
    if (!expected.isMapping()) {
      problems.add(expected, "'labels' should be a mapping of words to words");
    }
    for (String key : expected.keys()) {
      String value = expected.requiredText(key, problems);
      if (!value.equals(actual.get(key))) {
        problems.add(
            expected,
            "expects the label " + key + ": " + value + ", but '" + pattern + "' has " + actual);
      }
    }
  }

  private void checkPattern(YamlNode at, String pattern) {
    if (!patternIds.contains(pattern)) {
      problems.add(at, "unknown pattern '" + pattern + "'" + YamlNode.suggest(pattern, patternIds));
    }
  }
}
