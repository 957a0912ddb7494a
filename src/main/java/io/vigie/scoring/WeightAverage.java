package io.vigie.scoring;

import java.util.Arrays;

/**
 * The average of what training had learned after each of its last passes (stochastic weight
 * averaging, Izmailov et al. 2018): steadier on new texts than any one of them.
 */
final class WeightAverage {

  private final float[] rows;
  private final float[] parameters;
  private int count;

  /**
   * Nothing yet.
   *
   * @param rows numbers in the embedding table
   * @param parameters weights of the network
   */
  WeightAverage(int rows, int parameters) {
    this.rows = new float[rows];
    this.parameters = new float[parameters];
  }

  /** Adds the weights after one pass. */
  void add(float[] passRows, float[] passParameters) {
    count++;
    move(rows, passRows);
    move(parameters, passParameters);
  }

  /** Moves a running mean towards its next number. */
  private void move(float[] mean, float[] next) {
    float share = 1f / count;
    for (int i = 0; i < mean.length; i++) {
      mean[i] += (next[i] - mean[i]) * share;
    }
  }

  /** How many passes were added. */
  int count() {
    return count;
  }

  /** The mean of the embedding table. */
  float[] rows() {
    return Arrays.copyOf(rows, rows.length);
  }

  /** The mean of the network's weights, rounded as they are served. */
  float[] parameters() {
    return DenseNetwork.rounded(parameters);
  }
}
