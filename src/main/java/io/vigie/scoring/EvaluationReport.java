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

/**
 * How right a model is on labelled files, by file, language and head, with 95 % intervals, and how
 * stable its sentiment is under small changes of the text; as a table and as JSON.
 */
public final class EvaluationReport {

  /**
   * One line of the report.
   *
   * @param file the file's name
   * @param lang language as the file tells it, or {@code -}
   */
  public record Result(String file, String lang, Evaluation evaluation) {}

  /**
   * How stable the sentiment of one file's texts is.
   *
   * @param file the file's name
   * @param lang language as the file tells it, or {@code -}
   */
  public record Stability(String file, String lang, Robustness robustness) {}

  private final String model;
  private final List<Result> results = new ArrayList<>();
  private final List<Stability> stabilities = new ArrayList<>();

  private EvaluationReport(String model) {
    this.model = model;
  }

  /**
   * Evaluates a model.
   *
   * @param sets labelled texts
   * @throws InvalidFileException if a file cannot be read as labelled texts
   * @throws InvalidModelException if the bundle cannot be used
   */
  public static EvaluationReport of(Path model, List<EvaluationSet> sets) {
    Problems problems = new Problems();
    Map<EvaluationSet, List<LabelledText>> texts = new LinkedHashMap<>();
    for (EvaluationSet set : sets) {
      texts.put(set, set.read(problems));
    }
    if (!problems.none()) {
      throw new InvalidFileException(problems.sorted());
    }
    Scorers scorers = Scorers.of(model);
    EvaluationReport report = new EvaluationReport(scorers.manifest().id());
    try (TextScorer scorer = scorers.open();
        TextScorer listing = scorers.open(TextChange.BRANDS)) {
      texts.forEach(
          (set, all) -> {
            Map<String, List<LabelledText>> byLang = new TreeMap<>();
            for (LabelledText text : all) {
              String lang = text.lang() == null ? "-" : text.lang();
              byLang.computeIfAbsent(lang, key -> new ArrayList<>()).add(text);
            }
            byLang.forEach(
                (lang, some) -> {
                  report.judge(set, lang, Evaluator.answers(scorer, some));
                  report.stabilities.add(
                      new Stability(set.title(), lang, Robustness.of(scorer, listing, some)));
                });
          });
    }
    return report;
  }

  private void judge(EvaluationSet set, String lang, Map<Head, Answers> byHead) {
    byHead.forEach(
        (head, answers) -> {
          if (set.head() != null && set.head() != head) {
            return;
          }
          String yes = set.yes();
          if (yes != null) {
            results.add(new Result(set.title(), lang, answers.yesOrNo(yes)));
            return;
          }
          results.add(new Result(set.title(), lang, answers.all()));
          Evaluation amongItsOwn = answers.amongItsOwn();
          if (amongItsOwn != null) {
            results.add(new Result(set.title(), lang, amongItsOwn));
          }
        });
  }

  public List<Result> results() {
    return List.copyOf(results);
  }

  public List<Stability> stabilities() {
    return List.copyOf(stabilities);
  }

  /** A table for people: one line for each file, language and head, and one for each class. */
  public String table() {
    StringBuilder table = new StringBuilder(model).append('\n');
    for (Result result : results) {
      Evaluation evaluation = result.evaluation();
      table.append(
          String.format(
              Locale.ROOT,
              "%n%s  %s  %s%n  texts %d  unscored %d  macro recall %.4f %s  macro F1 %.4f %s"
                  + "  accuracy %.4f  calibration error %.4f%n",
              result.file(),
              result.lang(),
              evaluation.title(),
              evaluation.count(),
              evaluation.unscored(),
              evaluation.macroRecall(),
              range(evaluation.interval(Evaluation::macroRecall)),
              evaluation.macroF1(),
              range(evaluation.interval(Evaluation::macroF1)),
              evaluation.accuracy(),
              evaluation.calibrationError()));
      List<String> labels = evaluation.labels();
      table.append(
          String.format("  %-14s %9s %7s %6s   said:", "truth", "precision", "recall", "F1"));
      labels.forEach(label -> table.append(String.format(" %13s", label)));
      table.append('\n');
      for (int label = 0; label < labels.size(); label++) {
        table.append(
            String.format(
                Locale.ROOT,
                "  %-14s %9.4f %7.4f %6.4f        ",
                labels.get(label),
                evaluation.precision(label),
                evaluation.recall(label),
                evaluation.f1(label)));
        for (long cell : evaluation.confusion()[label]) {
          table.append(String.format(" %13d", cell));
        }
        table.append('\n');
      }
    }
    appendStabilities(table);
    return table.toString();
  }

  private void appendStabilities(StringBuilder table) {
    table.append("\nShare of texts whose sentiment flips when the text is changed a little:\n");
    for (Stability stability : stabilities) {
      Robustness robustness = stability.robustness();
      table.append(
          String.format(
              "  %s  %s  texts %d", stability.file(), stability.lang(), robustness.texts()));
      for (TextChange change : TextChange.values()) {
        table.append(
            String.format(Locale.ROOT, "  %s %.4f", change.label(), robustness.flipRate(change)));
      }
      table.append('\n');
    }
  }

  private static String range(Evaluation.Interval interval) {
    return String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high());
  }

  private static void putInterval(ObjectNode node, String name, Evaluation.Interval interval) {
    node.putArray(name).add(interval.low()).add(interval.high());
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
              .put("head", evaluation.title())
              .put("texts", evaluation.count())
              .put("unscored", evaluation.unscored())
              .put("macroRecall", evaluation.macroRecall())
              .put("macroF1", evaluation.macroF1())
              .put("accuracy", evaluation.accuracy())
              .put("calibrationError", evaluation.calibrationError());
      putInterval(node, "macroRecallInterval", evaluation.interval(Evaluation::macroRecall));
      putInterval(node, "macroF1Interval", evaluation.interval(Evaluation::macroF1));
      ObjectNode classes = node.putObject("classes");
      List<String> labels = evaluation.labels();
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
    ArrayNode stable = root.putArray("robustness");
    for (Stability stability : stabilities) {
      ObjectNode node =
          stable
              .addObject()
              .put("file", stability.file())
              .put("lang", stability.lang())
              .put("texts", stability.robustness().texts());
      ObjectNode flips = node.putObject("flipRate");
      for (TextChange change : TextChange.values()) {
        flips.put(change.label(), stability.robustness().flipRate(change));
      }
    }
    return root.toPrettyString();
  }
}
