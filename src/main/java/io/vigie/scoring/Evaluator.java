package io.vigie.scoring;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Runs a scorer over labelled texts. */
final class Evaluator {

  private static final int BATCH = 256;

  private Evaluator() {}

  /** Scores every text and hands it on with its scores, in order. */
  static void forEach(
      TextScorer scorer, List<LabelledText> texts, BiConsumer<LabelledText, Scores> use) {
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<LabelledText> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
      List<Scores> scores =
          scorer.score(
              batch.stream().map(text -> new TextScorer.Input(text.text(), text.lang())).toList());
      for (int i = 0; i < batch.size(); i++) {
        use.accept(batch.get(i), scores.get(i));
      }
    }
  }

  /** A text with the probabilities that people want of a head, and those that it gives. */
  record Labelled(LabelledText text, float[] target, float[] p) {}

  /** Scores every text; of those that are labelled for a head, what it says, in order. */
  static List<Labelled> labelled(TextScorer scorer, List<LabelledText> texts, Head head) {
    List<Labelled> labelled = new ArrayList<>();
    forEach(
        scorer,
        texts,
        (text, scores) -> {
          float[] target = text.targets()[head.ordinal()];
          float[] p = scores.of(head);
          if (target != null && p != null) {
            labelled.add(new Labelled(text, target, p));
          }
        });
    return labelled;
  }

  /** How right each head is on the texts that are labelled for it. */
  static Map<Head, Evaluation> evaluate(TextScorer scorer, List<LabelledText> texts) {
    Map<Head, Evaluation> evaluations = new EnumMap<>(Head.class);
    answers(scorer, texts).forEach((head, answers) -> evaluations.put(head, answers.all()));
    return evaluations;
  }

  /** What each head says of the texts that are labelled for it. */
  static Map<Head, Answers> answers(TextScorer scorer, List<LabelledText> texts) {
    Map<Head, Answers> answers = new EnumMap<>(Head.class);
    forEach(
        scorer,
        texts,
        (text, scores) -> {
          for (Head head : Head.values()) {
            float[] target = text.targets()[head.ordinal()];
            if (target == null) {
              continue;
            }
            float[] p = scores.of(head);
            if (p != null) {
              answers(answers, head).add(Evaluation.argMax(target), p);
            } else if (!scores.scored()) {
              answers(answers, head).addUnscored();
            }
          }
        });
    return answers;
  }

  private static Answers answers(Map<Head, Answers> answers, Head head) {
    return answers.computeIfAbsent(head, Answers::new);
  }
}
