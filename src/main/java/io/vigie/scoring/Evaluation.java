package io.vigie.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * How right one head is on labelled texts. Texts that were left unscored are counted, and wrong in
 * no class.
 */
public final class Evaluation {

  private static final int BINS = 15;

  /** Resamples of {@link #interval}: enough for two digits. */
  private static final int RESAMPLES = 300;

  /**
   * Where a measure probably lies.
   *
   * @param low 2.5 % of the resamples are below
   * @param high 2.5 % of the resamples are above
   */
  public record Interval(double low, double high) {}

  private final String title;
  private final List<String> labels;
  private final long[][] confusion;
  private final double[] binConfidence = new double[BINS];
  private final long[] binRight = new long[BINS];
  private final long[] binCount = new long[BINS];
  private long unscored;

  public Evaluation(Head head) {
    this(head.label(), head.labels());
  }

  /**
   * An evaluation of other classes than a head's.
   *
   * @param title what is asked
   * @param labels the classes
   */
  Evaluation(String title, List<String> labels) {
    this.title = title;
    this.labels = List.copyOf(labels);
    this.confusion = new long[labels.size()][labels.size()];
  }

  /**
   * Counts one answer.
   *
   * @param truth index of the right class
   * @param probabilities what the model said
   */
  public void add(int truth, float[] probabilities) {
    int said = argMax(probabilities);
    confusion[truth][said]++;
    int bin = Math.min(BINS - 1, (int) (probabilities[said] * BINS));
    binConfidence[bin] += probabilities[said];
    binRight[bin] += said == truth ? 1 : 0;
    binCount[bin]++;
  }

  public void addUnscored() {
    unscored++;
  }

  /** What is asked: a head's name, or more. */
  public String title() {
    return title;
  }

  /** The classes, in the order of the confusion matrix. */
  public List<String> labels() {
    return labels;
  }

  /** Texts scored. */
  public long count() {
    long count = 0;
    for (long[] row : confusion) {
      for (long cell : row) {
        count += cell;
      }
    }
    return count;
  }

  public long unscored() {
    return unscored;
  }

  /** Counts by truth (rows) and answer (columns). */
  public long[][] confusion() {
    return confusion;
  }

  /** Share of the texts of a class that were called so; NaN if there is none. */
  public double recall(int label) {
    long all = 0;
    for (long cell : confusion[label]) {
      all += cell;
    }
    return all == 0 ? Double.NaN : (double) confusion[label][label] / all;
  }

  /** Share of the texts called so that are of the class; 0 if none was called so. */
  public double precision(int label) {
    long called = 0;
    for (long[] row : confusion) {
      called += row[label];
    }
    return called == 0 ? 0 : (double) confusion[label][label] / called;
  }

  /** Harmonic mean of precision and recall; NaN if no text is of the class. */
  public double f1(int label) {
    double recall = recall(label);
    double precision = precision(label);
    return Double.isNaN(recall) || precision + recall == 0
        ? recall
        : 2 * precision * recall / (precision + recall);
  }

  /** Mean recall over the classes that occur. */
  public double macroRecall() {
    return macro(this::recall);
  }

  /** Mean F1 over the classes that occur. */
  public double macroF1() {
    return macro(this::f1);
  }

  public double accuracy() {
    long right = 0;
    for (int i = 0; i < confusion.length; i++) {
      right += confusion[i][i];
    }
    return (double) right / Math.max(1, count());
  }

  /**
   * Expected calibration error: mean distance between how sure the answer was and how often it was
   * right, over 15 bins of equal width (Guo et al. 2017); 0 is perfect.
   */
  public double calibrationError() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(binConfidence[bin] - binRight[bin]);
    }
    return error / Math.max(1, count());
  }

  /**
   * The 95 % percentile bootstrap interval of a measure of the confusion matrix (Efron 1979): texts
   * are drawn anew, with replacement, 300 times, by a fixed seed.
   *
   * @param measure such as {@code Evaluation::macroF1}; not the calibration error, which needs more
   *     than the matrix
   */
  public Interval interval(ToDoubleFunction<Evaluation> measure) {
    int classes = labels.size();
    int[] texts = new int[(int) count()];
    int filled = 0;
    for (int cell = 0; cell < classes * classes; cell++) {
      int next = filled + (int) confusion[cell / classes][cell % classes];
      Arrays.fill(texts, filled, next, cell);
      filled = next;
    }
    SplittableRandom random = new SplittableRandom(1);
    double[] measures = new double[RESAMPLES];
    for (int sample = 0; sample < RESAMPLES; sample++) {
      Evaluation drawn = new Evaluation(title, labels);
      for (int i = 0; i < texts.length; i++) {
        int cell = texts[random.nextInt(texts.length)];
        drawn.confusion[cell / classes][cell % classes]++;
      }
      measures[sample] = measure.applyAsDouble(drawn);
    }
    Arrays.sort(measures);
    return new Interval(
        measures[(int) (RESAMPLES * 0.025)], measures[RESAMPLES - 1 - (int) (RESAMPLES * 0.025)]);
  }

  private double macro(IntToDoubleFunction measure) {
    double sum = 0;
    int classes = 0;
    for (int label = 0; label < confusion.length; label++) {
      double value = measure.applyAsDouble(label);
      if (!Double.isNaN(value)) {
        sum += value;
        classes++;
      }
    }
    return classes == 0 ? 0 : sum / classes;
  }

  static int argMax(float[] p) {
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      if (p[i] > p[best]) {
        best = i;
      }
    }
    return best;
  }
}
