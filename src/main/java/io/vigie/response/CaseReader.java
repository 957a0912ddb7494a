package io.vigie.response;

import io.vigie.response.Case.Action;
import io.vigie.response.Case.Result;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory of cases, one document each. Every problem of every file is reported with its
 * line.
 */
public final class CaseReader {

  static final String[] KEYS = {
    "case",
    "title",
    "scenario",
    "crisisType",
    "features",
    "actions",
    "outcome",
    "lessons",
    "sources"
  };
  static final String[] ACTION_KEYS = {"what", "after", "result", "evidence"};
  static final String[] OUTCOME_KEYS = {"summary", "backToUsual", "residualSentiment"};

  private final Problems problems;
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, YamlNode> seen = new HashMap<>();

  private CaseReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a directory, without its sub-directories, in the order of file names.
   *
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static List<Case> read(Path directory, Problems problems) {
    CaseReader reader = new CaseReader(problems);
    for (Path file : YamlFiles.list(directory, "cases", problems)) {
      YamlFiles.read(file, problems).forEach(reader::read);
    }
    return List.copyOf(reader.cases);
  }

  /**
   * Reads one case that is not in a file.
   *
   * @param name what problems call it
   * @param yaml as {@link CaseText} writes it
   * @return the case; empty if a problem was found
   */
  public static List<Case> read(String name, String yaml, Problems problems) {
    CaseReader reader = new CaseReader(problems);
    YamlFiles.parse(name, yaml, problems).forEach(reader::read);
    return List.copyOf(reader.cases);
  }

  private void read(YamlNode document) {
    document.allow(problems, KEYS);
    if (!document.isMapping()) {
      return;
    }
    String id = document.requiredName("case", "dominos-2009", problems);
    YamlNode first = seen.putIfAbsent(id, document);
    if (first != null && !id.isEmpty()) {
      problems.add(
          document, "case '" + id + "' is already told at " + first.file() + ":" + first.line());
    }
    CrisisType type =
        document.get("crisisType") == null
            ? null
            : document.choice("crisisType", CrisisType.class, CrisisType.VICTIM, problems);
    YamlNode outcome = document.get("outcome");
    if (outcome != null) {
      outcome.allow(problems, OUTCOME_KEYS);
    }
    cases.add(
        new Case(
            id,
            document.requiredText("title", problems).strip(),
            new CaseProfile(
                document.requiredName("scenario", "service-outage", problems),
                type,
                features(document)),
            document.list("actions", this::action),
            outcome == null ? "" : text(outcome, "summary"),
            outcome == null ? null : span(outcome, "backToUsual"),
            outcome == null ? null : residual(outcome),
            document.texts("lessons", problems),
            document.texts("sources", problems)));
  }

  private String text(YamlNode node, String key) {
    return Objects.requireNonNullElse(node.optionalText(key, problems), "").strip();
  }

  private @Nullable Duration span(YamlNode node, String key) {
    return node.get(key) == null ? null : node.duration(key, Duration.ZERO, problems);
  }

  private @Nullable Double residual(YamlNode outcome) {
    return outcome.get("residualSentiment") == null
        ? null
        : (Double) outcome.number("residualSentiment", 0, -2, 2, problems);
  }

  private Map<CaseFeature, Double> features(YamlNode document) {
    Map<CaseFeature, Double> features = new EnumMap<>(CaseFeature.class);
    YamlNode node = document.get("features");
    if (node == null) {
      return features;
    }
    node.allow(
        problems, Stream.of(CaseFeature.values()).map(CaseFeature::key).toArray(String[]::new));
    for (String key : node.keys()) {
      CaseFeature feature = CaseFeature.of(key);
      if (feature != null && node.get(key) != null) {
        features.put(feature, node.number(key, 0, 0, feature.max(), problems));
      }
    }
    return Collections.unmodifiableMap(features);
  }

  private Action action(YamlNode node) {
    node.allow(problems, ACTION_KEYS);
    Result result = node.choice("result", Result.class, Result.UNCLEAR, problems);
    String evidence = text(node, "evidence");
    if (result != Result.UNCLEAR && evidence.isEmpty()) {
      problems.add(
          node, "an action that " + result.label() + " needs its 'evidence'; else it is 'unclear'");
    }
    return new Action(
        node.requiredText("what", problems).strip(), span(node, "after"), result, evidence);
  }
}
