package io.vigie.scoring;

import io.vigie.scoring.Evaluator.Labelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is added to each output of the network in French, in English and in posts of unknown
 * language. The last passes of training lean to one class or another by chance, and more in one
 * language than in the other; these numbers are fitted on texts kept from training, as the
 * temperatures are, and undo that.
 *
 * @param french by output
 * @param english by output
 */
record LanguageBiases(float[] french, float[] english) {

  /** A class that hardly occurs must not decide. */
  private static final double MAX_CLASS_WEIGHT = 8;

  /** With fewer texts a head stays as it is. */
  private static final int FEW = 100;

  /** How much the numbers are held back, in texts: a class with few of them moves little. */
  private static final double HELD_BACK = 40;

  private static final int STEPS = 300;
  private static final double RATE = 3;

  /**
   * Fits the biases: those with the smallest cross-entropy of texts, each weighed by its class
   * within its set, as in training, at the model's own temperatures. Every set counts the same,
   * however large it is: the posts to come are like none of them.
   *
   * @param scorer of the model; its probabilities are calibrated
   * @param balance by head, as {@link Recipe#balance}
   */
  static LanguageBiases fit(
      Model model, TextScorer scorer, List<LabelledText> texts, Map<Head, Double> balance) {
    return new LanguageBiases(
        biases(model, scorer, of(texts, LanguageDetector.FRENCH), balance),
        biases(model, scorer, of(texts, LanguageDetector.ENGLISH), balance));
  }

  private static List<LabelledText> of(List<LabelledText> texts, String language) {
    return texts.stream().filter(text -> language.equals(text.lang())).toList();
  }

  private static float[] biases(
      Model model, TextScorer scorer, List<LabelledText> texts, Map<Head, Double> balance) {
    float[] biases = new float[Head.OUTPUTS];
    for (Head head : Head.values()) {
      List<Labelled> labelled = Evaluator.labelled(scorer, texts, head);
      if (labelled.size() >= FEW) {
        List<float[]> targets = weighed(labelled, Objects.requireNonNull(balance.get(head)));
        double[] shifts = shifts(labelled.stream().map(Labelled::p).toList(), targets);
        for (int i = 0; i < shifts.length; i++) {
          biases[head.offset() + i] = (float) (shifts[i] * model.temperature(head));
        }
      }
    }
    return biases;
  }

  /** What is added to the logarithms of the probabilities: plain descent, the loss is convex. */
  private static double[] shifts(List<float[]> said, List<float[]> targets) {
    int classes = targets.get(0).length;
    double[] shifts = new double[classes];
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[classes];
      double total = 0;
      for (int t = 0; t < said.size(); t++) {
        double[] p = shifted(said.get(t), shifts);
        double weight = 0;
        for (float share : targets.get(t)) {
          weight += share;
        }
        total += weight;
        for (int i = 0; i < classes; i++) {
          slope[i] += weight * p[i] - targets.get(t)[i];
        }
      }
      for (int i = 0; i < classes; i++) {
        shifts[i] -= RATE * (slope[i] + HELD_BACK * shifts[i]) / total;
      }
    }
    return shifts;
  }

  /** The targets, multiplied by the weight of their text; one on average in each set. */
  private static List<float[]> weighed(List<Labelled> texts, double balance) {
    Map<String, double[]> counts = new HashMap<>();
    for (Labelled labelled : texts) {
      float[] target = labelled.target();
      double[] ofSet =
          counts.computeIfAbsent(labelled.text().set(), set -> new double[target.length]);
      for (int i = 0; i < ofSet.length; i++) {
        ofSet[i] += target[i];
      }
    }
    double perSet = (double) texts.size() / counts.size();
    Map<String, double[]> weights = new HashMap<>();
    counts.forEach((set, ofSet) -> weights.put(set, weights(ofSet, balance, perSet)));
    List<float[]> weighed = new ArrayList<>();
    for (Labelled labelled : texts) {
      double[] ofClass = Objects.requireNonNull(weights.get(labelled.text().set()));
      float[] target = labelled.target().clone();
      double weight = 0;
      for (int i = 0; i < target.length; i++) {
        weight += target[i] * ofClass[i];
      }
      for (int i = 0; i < target.length; i++) {
        target[i] *= (float) weight;
      }
      weighed.add(target);
    }
    return weighed;
  }

  /** Weights of the classes of one set, all of whose texts together weigh {@code perSet}. */
  private static double[] weights(double[] counts, double balance, double perSet) {
    double even = Arrays.stream(counts).sum() / counts.length;
    double[] weights =
        Arrays.stream(counts)
            .map(c -> c == 0 ? 1 : Math.min(MAX_CLASS_WEIGHT, Math.pow(even / c, balance)))
            .toArray();
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      total += counts[i] * weights[i];
    }
    for (int i = 0; i < counts.length; i++) {
      weights[i] *= perSet / total;
    }
    return weights;
  }

  private static double[] shifted(float[] p, double[] shifts) {
    double[] moved = new double[p.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      moved[i] = p[i] * StrictMath.exp(shifts[i]);
      sum += moved[i];
    }
    for (int i = 0; i < p.length; i++) {
      moved[i] /= sum;
    }
    return moved;
  }

  /**
   * The same network with these biases in it: two more hidden units, each of which passes on the
   * measure that tells French or English, carry them to the outputs. Posts of unknown language get
   * the mean of both.
   */
  Trainer.Trained addTo(Trainer.Trained trained, Recipe recipe) {
    int inputs = recipe.encoder().inputs();
    int hidden = recipe.hidden();
    int wider = hidden + 2;
    float[] own = trained.parameters();
    float[] all = new float[(inputs + 1) * wider + (wider + 1) * Head.OUTPUTS];
    System.arraycopy(own, 0, all, 0, inputs * hidden);
    all[inputs * hidden + inputs - 2] = 1;
    all[inputs * (hidden + 1) + inputs - 1] = 1;
    System.arraycopy(own, inputs * hidden, all, inputs * wider, hidden);
    int from = (inputs + 1) * hidden;
    int to = (inputs + 1) * wider;
    int biases = to + wider * Head.OUTPUTS;
    for (int out = 0; out < Head.OUTPUTS; out++) {
      System.arraycopy(own, from + out * hidden, all, to + out * wider, hidden);
      float mean = (french[out] + english[out]) / 2;
      all[to + out * wider + hidden] = french[out] - mean;
      all[to + out * wider + hidden + 1] = english[out] - mean;
      all[biases + out] = own[from + hidden * Head.OUTPUTS + out] + mean;
    }
    try (DenseNetwork shape =
        DenseNetwork.create(inputs, wider, recipe.learningRate(), recipe.l2(), recipe.seed())) {
      return new Trainer.Trained(
          trained.table(),
          shape.configuration(),
          DenseNetwork.rounded(all),
          trained.epochs(),
          trained.quality());
    }
  }
}
