package io.vigie.scoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How right a model is on labelled files: by file, language and head; as a table and as JSON. */
public final class EvaluationReport {

  /**
   * One line of the report.
   *
   * @param file the file's name
   * @param lang language as the file tells it, or {@code -}
   */
  public record Result(String file, String lang, Evaluation evaluation) {}

  private final String model;
  private final List<Result> results = new ArrayList<>();

  private EvaluationReport(String model) {
    this.model = model;
  }

  /**
   * Evaluates a model.
   *
   * @param files labelled texts, .tsv or .tsv.gz
   * @throws InvalidFileException if a file cannot be read as labelled texts
   * @throws InvalidModelException if the bundle cannot be used
   */
  public static EvaluationReport of(Path model, List<Path> files) {
    Problems problems = new Problems();
    Map<Path, List<LabelledText>> texts = new LinkedHashMap<>();
    for (Path file : files) {
      texts.put(file, LabelledTexts.read(file, problems));
    }
    if (!problems.none()) {
      throw new InvalidFileException(problems.sorted());
    }
    Scorers scorers = Scorers.of(model);
    EvaluationReport report = new EvaluationReport(scorers.manifest().id());
    try (TextScorer scorer = scorers.open()) {
      texts.forEach(
          (file, all) -> {
            Map<String, List<LabelledText>> byLang = new TreeMap<>();
            for (LabelledText text : all) {
              String lang = text.lang() == null ? "-" : text.lang();
              byLang.computeIfAbsent(lang, key -> new ArrayList<>()).add(text);
            }
            byLang.forEach(
                (lang, some) ->
                    Evaluator.evaluate(scorer, some)
                        .values()
                        .forEach(
                            evaluation ->
                                report.results.add(
                                    new Result(file.getFileName().toString(), lang, evaluation))));
          });
    }
    return report;
  }

  public List<Result> results() {
    return List.copyOf(results);
  }

  /** A table for people: one line for each file, language and head, and one for each class. */
  public String table() {
    StringBuilder table = new StringBuilder(model).append('\n');
    for (Result result : results) {
      Evaluation evaluation = result.evaluation();
      table.append(
          String.format(
              Locale.ROOT,
              "%n%s  %s  %s%n  texts %d  unscored %d  macro recall %.4f  macro F1 %.4f  accuracy"
                  + " %.4f  calibration error %.4f%n",
              result.file(),
              result.lang(),
              evaluation.head().label(),
              evaluation.count(),
              evaluation.unscored(),
              evaluation.macroRecall(),
              evaluation.macroF1(),
              evaluation.accuracy(),
              evaluation.calibrationError()));
      List<String> labels = evaluation.head().labels();
      table.append(
          String.format("  %-10s %9s %7s %6s   said:", "truth", "precision", "recall", "F1"));
      labels.forEach(label -> table.append(String.format(" %9s", label)));
      table.append('\n');
      for (int label = 0; label < labels.size(); label++) {
        table.append(
            String.format(
                Locale.ROOT,
                "  %-10s %9.4f %7.4f %6.4f        ",
                labels.get(label),
                evaluation.precision(label),
                evaluation.recall(label),
                evaluation.f1(label)));
        for (long cell : evaluation.confusion()[label]) {
          table.append(String.format(" %9d", cell));
        }
        table.append('\n');
      }
    }
    return table.toString();
  }

  /** The same as JSON; a measure that does not exist (no text of a class) is null. */
  public String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode().put("model", model);
    ArrayNode array = root.putArray("results");
    for (Result result : results) {
      Evaluation evaluation = result.evaluation();
      ObjectNode node =
          array
              .addObject()
              .put("file", result.file())
              .put("lang", result.lang())
              .put("head", evaluation.head().label())
              .put("texts", evaluation.count())
              .put("unscored", evaluation.unscored())
              .put("macroRecall", evaluation.macroRecall())
              .put("macroF1", evaluation.macroF1())
              .put("accuracy", evaluation.accuracy())
              .put("calibrationError", evaluation.calibrationError());
      ObjectNode classes = node.putObject("classes");
      List<String> labels = evaluation.head().labels();
      for (int label = 0; label < labels.size(); label++) {
        double recall = evaluation.recall(label);
        ObjectNode one = classes.putObject(labels.get(label));
        one.put("precision", evaluation.precision(label));
        if (Double.isNaN(recall)) {
          one.putNull("recall").putNull("f1");
        } else {
          one.put("recall", recall).put("f1", evaluation.f1(label));
        }
        ObjectNode said = one.putObject("said");
        for (int other = 0; other < labels.size(); other++) {
          said.put(labels.get(other), evaluation.confusion()[label][other]);
        }
      }
    }
    return root.toPrettyString();
  }
}
