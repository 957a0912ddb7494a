package io.vigie.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the model answers: each head is a slice of the network's outputs, with a softmax of its own.
 */
public enum Head {
  SENTIMENT(Arrays.stream(Sentiment.values()).map(Sentiment::label).toList()),
  EMOTION(Arrays.stream(Emotion.values()).map(Emotion::label).toList()),
  CATEGORY(Arrays.stream(Category.values()).map(Category::label).toList()),
  OFFENSIVE(Arrays.stream(Offence.values()).map(Offence::label).toList());

  /** Outputs of the network, all heads together. */
  static final int OUTPUTS = Arrays.stream(values()).mapToInt(Head::size).sum();

  private final List<String> labels;

  Head(List<String> labels) {
    this.labels = labels;
  }

  /** The name in JSON and YAML. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The labels of the classes, in the order of every probability array. */
  public List<String> labels() {
    return labels;
  }

  /** Number of classes. */
  public int size() {
    return labels.size();
  }

  /** Position of the first class among the network's outputs. */
  int offset() {
    int offset = 0;
    for (Head head : values()) {
      if (head == this) {
        return offset;
      }
      offset += head.size();
    }
    throw new IllegalStateException();
  }

  /**
   * Softmax of this head's slice of one text's outputs, the same on every machine.
   *
   * @param temperature above 1 flattens, below 1 sharpens
   */
  float[] probabilities(float[] outputs, int textOffset, float temperature) {
    int from = textOffset + offset();
    float[] probabilities = new float[size()];
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      max = Math.max(max, outputs[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double weight = StrictMath.exp((outputs[from + i] - max) / temperature);
      probabilities[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) (probabilities[i] / sum);
    }
    return probabilities;
  }
}
