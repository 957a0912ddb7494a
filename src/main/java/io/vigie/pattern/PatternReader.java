package io.vigie.pattern;

import io.vigie.pattern.PatternSpec.AfterMatch;
import io.vigie.pattern.PatternSpec.LevelLimit;
import io.vigie.pattern.PatternSpec.Status;
import io.vigie.signal.SignalRule;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory of patterns. Each {@code .yaml} file holds documents of two kinds: {@code
 * signals:} (a list of signal rules) and {@code pattern:} (one pattern). A pattern may use the
 * signals of any file of the directory. Every problem of every file is reported with its line.
 */
public final class PatternReader {

  static final List<String> SIGNALS_KEYS = List.of("signals");
  static final List<String> PATTERN_KEYS =
      List.of(
          "pattern",
          "version",
          "status",
          "description",
          "sequence",
          "within",
          "cooldown",
          "afterMatch",
          "severity",
          "opens",
          "plannedEvents",
          "labels",
          "falsePositives",
          "gaps",
          "runbook");
  static final List<String> SEVERITY_KEYS = List.of("atLeast", "atMost");

  static final Duration DEFAULT_COOLDOWN = Duration.ofHours(1);
  static final int MAX_DESCRIPTION = 200;
  static final int MAX_SIGNALS = 200;
  static final int MAX_PATTERNS = 100;

  private final Problems problems;
  private final Map<String, SignalRule> rules = new LinkedHashMap<>();
  private final Map<String, YamlNode> ruleNodes = new LinkedHashMap<>();
  private final List<PatternSpec> patterns = new ArrayList<>();
  private final Map<String, YamlNode> patternNodes = new LinkedHashMap<>();

  private PatternReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a directory, without its sub-directories, in the order of file names.
   *
   * @param directory the directory, or one of its files (the whole directory is read: patterns
   *     share signals)
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static PatternSet read(Path directory, Problems problems) {
    PatternReader reader = new PatternReader(problems);
    List<YamlNode> documents = new ArrayList<>();
    for (Path file : YamlFiles.list(directoryOf(directory), "patterns", problems)) {
      documents.addAll(YamlFiles.read(file, problems));
    }
    // Rules first, so that a pattern can name signals of any file.
    documents.forEach(reader::readSignals);
    documents.forEach(reader::readPattern);
    reader.checkWhole(directory);
    return new PatternSet(Collections.unmodifiableMap(reader.rules), List.copyOf(reader.patterns));
  }

  /** The directory that is meant by a path to it or to one of its files. */
  public static Path directoryOf(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return Files.isRegularFile(path) && parent != null
        ? Objects.requireNonNullElse(path.getParent(), parent)
        : path;
  }

  private void readSignals(YamlNode document) {
    if (!document.isMapping()
        || (!document.keys().contains("signals") && !document.keys().contains("pattern"))) {
      problems.add(document, "a document should begin with 'signals:' or with 'pattern: NAME'");
      return;
    }
    if (!document.keys().contains("signals") || document.keys().contains("pattern")) {
      return;
    }
    document.allow(problems, SIGNALS_KEYS.toArray(String[]::new));
    YamlNode list = document.get("signals");
    if (list == null || !list.isSequence() || list.items().isEmpty()) {
      problems.add(document, "'signals' should be a list with at least one signal");
      return;
    }
    SignalReader reader = new SignalReader(problems);
    for (YamlNode item : list.items()) {
      String name = name(item, "name");
      SignalRule rule = reader.read(item, name);
      YamlNode first = ruleNodes.putIfAbsent(name, item);
      if (first != null && !name.isEmpty()) {
        problems.add(item, duplicate("signal", name, first));
      } else {
        rules.put(name, rule);
      }
    }
  }

  private void readPattern(YamlNode document) {
    if (!document.isMapping() || !document.keys().contains("pattern")) {
      return;
    }
    document.allow(problems, PATTERN_KEYS.toArray(String[]::new));
    String id = name(document, "pattern");
    YamlNode first = patternNodes.putIfAbsent(id, document);
    if (first != null && !id.isEmpty()) {
      problems.add(document, duplicate("pattern", id, first));
    }
    document.required("version", problems);
    Duration within = within(document);
    Status status = document.choice("status", Status.class, Status.EXPERIMENTAL, problems);
    LevelLimit atLeast = severity(document, "atLeast");
    LevelLimit atMost = severity(document, "atMost");
    boolean opens = document.flag("opens", true, problems);
    checkSeverity(document, status, atLeast, atMost, opens);
    patterns.add(
        new PatternSpec(
            id,
            (int) document.wholeNumber("version", 1, 1, Integer.MAX_VALUE, problems),
            status,
            description(document),
            new SequenceReader(rules, ruleNodes.keySet(), problems).read(document, within),
            within,
            cooldown(document),
            document.choice("afterMatch", AfterMatch.class, AfterMatch.SKIP_PAST_LAST, problems),
            atLeast,
            atMost,
            opens,
            document.choice(
                "plannedEvents",
                PlannedEventBehaviour.class,
                PlannedEventBehaviour.WATCH,
                problems),
            labels(document),
            falsePositives(document),
            document.texts("gaps", problems),
            runbook(document),
            document.file(),
            document.lineOf("pattern")));
  }

  private String name(YamlNode node, String key) {
    return node.isMapping() ? node.requiredName(key, "volume-spike", problems) : "";
  }

  private static String duplicate(String kind, String name, YamlNode first) {
    return kind + " '" + name + "' is already defined at " + first.file() + ":" + first.line();
  }

  private String description(YamlNode document) {
    String text = document.requiredText("description", problems).strip();
    if (text.length() > MAX_DESCRIPTION || text.contains("\n")) {
      problems.add(
          Objects.requireNonNull(document.get("description")),
          "'description' should be one sentence of at most " + MAX_DESCRIPTION + " characters");
    }
    return text;
  }

  /** The pattern's time; zero after a problem. */
  private Duration within(YamlNode document) {
    YamlNode value = document.get("within");
    if (value == null) {
      problems.add(document, "'within' is missing: every pattern needs a time such as 30m");
      return Duration.ZERO;
    }
    Duration within = document.duration("within", Duration.ofHours(1), problems);
    if (within.isZero() || within.compareTo(PatternSpec.MAX_WITHIN) > 0) {
      problems.add(value, "'within' should be more than 0 and at most 7d");
      return Duration.ZERO;
    }
    return within;
  }

  private Duration cooldown(YamlNode document) {
    Duration cooldown = document.duration("cooldown", DEFAULT_COOLDOWN, problems);
    if (cooldown.compareTo(Duration.ofMinutes(1)) < 0
        || cooldown.compareTo(PatternSpec.MAX_WITHIN) > 0) {
      problems.add(
          Objects.requireNonNull(document.get("cooldown")),
          "'cooldown' should be from 1m to 7d, or a lasting crisis is told at every step");
    }
    return cooldown;
  }

  private @Nullable LevelLimit severity(YamlNode document, String key) {
    YamlNode severity = document.get("severity");
    return severity == null || severity.get(key) == null
        ? null
        : severity.choice(key, LevelLimit.class, LevelLimit.WATCH, problems);
  }

  private void checkSeverity(
      YamlNode document,
      Status status,
      @Nullable LevelLimit atLeast,
      @Nullable LevelLimit atMost,
      boolean opens) {
    YamlNode severity = document.get("severity");
    if (severity == null) {
      return;
    }
    severity.allow(problems, SEVERITY_KEYS.toArray(String[]::new));
    if (severity.isMapping() && atLeast == null && atMost == null) {
      problems.add(severity, "'severity' says nothing; write atLeast: or atMost: and a level");
    }
    if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
      problems.add(severity, "'atLeast' should not be above 'atMost'");
    }
    if (atLeast == LevelLimit.INCIDENT && status == Status.EXPERIMENTAL) {
      problems.add(
          severity,
          "an experimental pattern stays at level watch; write status: stable, or atLeast: watch");
    }
    if (!opens) {
      problems.add(
          severity, "'severity' has no effect with opens: false; leave one of the two out");
    }
  }

  private Map<String, String> labels(YamlNode document) {
    YamlNode labels = document.get("labels");
    if (labels == null) {
      return Map.of();
    }
    if (!labels.isMapping()) {
      problems.add(labels, "'labels' should be a mapping of words to words");
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    labels.keys().forEach(key -> texts.put(key, labels.requiredText(key, problems)));
    return Collections.unmodifiableMap(texts);
  }

  private List<String> falsePositives(YamlNode document) {
    List<String> texts = document.texts("falsePositives", problems);
    if (texts.isEmpty()) {
      problems.add(
          document,
          "'falsePositives' is missing: say in one line or more what else looks like this");
    }
    return texts;
  }

  /** The runbook, which must be found from the file's directory or one above it. */
  private String runbook(YamlNode document) {
    String runbook = document.requiredText("runbook", problems);
    if (runbook.isEmpty()) {
      return runbook;
    }
    Path above = Path.of(document.file()).toAbsolutePath().normalize().getParent();
    while (above != null) {
      if (Files.isRegularFile(above.resolve(runbook))) {
        return runbook;
      }
      above = above.getParent();
    }
    problems.add(
        Objects.requireNonNull(document.get("runbook")),
        "runbook '"
            + runbook
            + "' does not exist; it is looked for in the directory of this file and in those above");
    return runbook;
  }

  private void checkWhole(Path directory) {
    Set<String> used = new LinkedHashSet<>();
    patterns.forEach(pattern -> used.addAll(pattern.signals()));
    ruleNodes.forEach(
        (name, node) -> {
          if (!name.isEmpty() && !used.contains(name)) {
            problems.add(node, "signal '" + name + "' is used by no pattern");
          }
        });
    if (problems.none() && patterns.isEmpty()) {
      problems.add(new Problem(directory.toString(), 0, "holds no pattern in a .yaml file"));
    }
    if (rules.size() > MAX_SIGNALS || patterns.size() > MAX_PATTERNS) {
      problems.add(
          new Problem(
              directory.toString(),
              0,
              "holds more than " + MAX_SIGNALS + " signals or " + MAX_PATTERNS + " patterns"));
    }
  }
}
