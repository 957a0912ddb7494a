package io.vigie.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one head answered on labelled texts, kept so that it can be judged in several ways. */
final class Answers {

  private final Head head;
  private final List<Integer> truths = new ArrayList<>();
  private final List<float[]> probabilities = new ArrayList<>();
  private long unscored;

  Answers(Head head) {
    this.head = head;
  }

  void add(int truth, float[] p) {
    truths.add(truth);
    probabilities.add(p);
  }

  void addUnscored() {
    unscored++;
  }

  /** Judged by the head's own classes. */
  Evaluation all() {
    Evaluation evaluation = new Evaluation(head);
    for (int i = 0; i < truths.size(); i++) {
      evaluation.add(truths.get(i), probabilities.get(i));
    }
    return counted(evaluation);
  }

  /**
   * Judged among the classes that the texts have, as a benchmark of fewer classes is published: the
   * likeliest of these counts as the answer, whatever else the model knows.
   *
   * @return null if the texts have all classes of the head, or fewer than two
   */
  @Nullable Evaluation amongItsOwn() {
    int[] classes =
        IntStream.range(0, head.size()).filter(label -> truths.contains(label)).toArray();
    if (classes.length == head.size() || classes.length < 2) {
      return null;
    }
    List<String> labels = IntStream.of(classes).mapToObj(head.labels()::get).toList();
    Evaluation evaluation =
        new Evaluation(head.label() + " among " + String.join(", ", labels), labels);
    for (int i = 0; i < truths.size(); i++) {
      float[] p = new float[classes.length];
      float sum = 0;
      for (int c = 0; c < p.length; c++) {
        p[c] = probabilities.get(i)[classes[c]];
        sum += p[c];
      }
      for (int c = 0; c < p.length; c++) {
        p[c] = sum == 0 ? 1f / p.length : p[c] / sum;
      }
      evaluation.add(IntStream.of(classes).boxed().toList().indexOf(truths.get(i)), p);
    }
    return counted(evaluation);
  }

  /** Judged by one question: this label, or any other. */
  Evaluation yesOrNo(String yes) {
    int asked = head.labels().indexOf(yes);
    Evaluation evaluation = new Evaluation(head.label() + "=" + yes, List.of(yes, "not " + yes));
    for (int i = 0; i < truths.size(); i++) {
      float[] p = probabilities.get(i);
      boolean said = Evaluation.argMax(p) == asked;
      // as sure as the model was of its answer; of "not", as far as it is sure of no yes
      float sure = said ? Math.max(p[asked], 0.5f) : Math.max(1 - p[asked], 0.5f);
      evaluation.add(
          truths.get(i) == asked ? 0 : 1,
          new float[] {said ? sure : 1 - sure, said ? 1 - sure : sure});
    }
    return counted(evaluation);
  }

  private Evaluation counted(Evaluation evaluation) {
    for (long i = 0; i < unscored; i++) {
      evaluation.addUnscored();
    }
    return evaluation;
  }
}
