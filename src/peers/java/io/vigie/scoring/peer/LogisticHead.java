package io.vigie.scoring.peer;

import io.vigie.scoring.Sentiment;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Multinomial logistic regression by AdaGrad, every class of the same weight; fixed seed. */
final class LogisticHead {

  private static final int CLASSES = Sentiment.values().length;
  private static final int EPOCHS = 40;
  private static final double RATE = 0.3;
  private static final double DECAY = 1e-6;

  private final double[][] weights;

  private LogisticHead(int width) {
    weights = new double[CLASSES][width + 1];
  }

  /** Trains; with no examples every class is as likely. */
  static LogisticHead train(float[][] inputs, int[] labels) {
    int width = inputs.length == 0 ? 0 : inputs[0].length;
    LogisticHead head = new LogisticHead(width);
    double[][] squares = new double[CLASSES][width + 1];
    double[] classWeights = new double[CLASSES];
    for (int label : labels) {
      classWeights[label]++;
    }
    for (int c = 0; c < CLASSES; c++) {
      classWeights[c] = labels.length / (CLASSES * Math.max(1, classWeights[c]));
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < EPOCHS * inputs.length; step++) {
      int example = random.nextInt(inputs.length);
      float[] input = inputs[example];
      float[] p = head.probabilities(input);
      for (int c = 0; c < CLASSES; c++) {
        double error = classWeights[labels[example]] * (p[c] - (c == labels[example] ? 1 : 0));
        double[] row = head.weights[c];
        for (int d = 0; d <= width; d++) {
          double gradient = error * (d == width ? 1 : input[d]) + DECAY * row[d];
          squares[c][d] += gradient * gradient;
          row[d] -= RATE * gradient / Math.sqrt(squares[c][d] + 1e-9);
        }
      }
    }
    return head;
  }

  float[] probabilities(float[] input) {
    double[] logits = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double[] row = weights[c];
      int width = row.length - 1;
      logits[c] = row[width];
      for (int d = 0; d < width; d++) {
        logits[c] += row[d] * input[d];
      }
    }
    double most = Arrays.stream(logits).max().orElse(0);
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      logits[c] = Math.exp(logits[c] - most);
      sum += logits[c];
    }
    float[] p = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      p[c] = (float) (logits[c] / sum);
    }
    return p;
  }
}
