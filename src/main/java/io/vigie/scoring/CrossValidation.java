package io.vigie.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the models of all folds together said of texts that they had not learned from. */
final class CrossValidation {

  private final Map<String, Evaluation> evaluations = new TreeMap<>();

  /** Scores the texts of one fold. */
  void add(TextScorer scorer, List<LabelledText> texts) {
    Evaluator.forEach(
        scorer,
        texts,
        (text, scores) -> {
          for (Head head : Head.values()) {
            float[] target = text.targets()[head.ordinal()];
            if (target == null) {
              continue;
            }
            Evaluation evaluation =
                evaluations.computeIfAbsent(
                    text.set() + " | " + text.lang() + " | " + head.label(),
                    row -> new Evaluation(head));
            float[] p = scores.of(head);
            if (p == null) {
              evaluation.addUnscored();
            } else {
              evaluation.add(Evaluation.argMax(target), p);
            }
          }
        });
  }

  /** One row for each set, language and head, with 95 % bootstrap intervals. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| set | language | head | texts | macro F1 | macro recall | F1 by class |\n"
                + "|---|---|---|--:|--:|--:|---|\n");
    evaluations.forEach(
        (row, evaluation) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s |%n",
                    row,
                    evaluation.count(),
                    number(evaluation.macroF1(), evaluation.interval(Evaluation::macroF1)),
                    number(evaluation.macroRecall(), evaluation.interval(Evaluation::macroRecall)),
                    byClass(evaluation))));
    return table.toString();
  }

  private static String number(double value, Evaluation.Interval interval) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, interval.low(), interval.high());
  }

  private static String byClass(Evaluation evaluation) {
    StringBuilder classes = new StringBuilder();
    List<String> labels = evaluation.labels();
    for (int label = 0; label < labels.size(); label++) {
      double f1 = evaluation.f1(label);
      if (!Double.isNaN(f1)) {
        classes.append(label == 0 ? "" : ", ").append(labels.get(label));
        classes.append(String.format(Locale.ROOT, " %.2f", f1));
      }
    }
    return classes.toString();
  }
}
