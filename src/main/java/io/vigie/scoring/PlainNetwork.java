package io.vigie.scoring;

/**
 * The network's arithmetic in plain Java arrays: the practical limit that {@link ScoringBench}
 * holds DL4J against, and a second opinion that a test compares it with. Both add up exactly, so
 * both give the same bits.
 */
final class PlainNetwork implements BatchNetwork {

  private final double[][] hiddenWeights;
  private final double[] hiddenBias;
  private final double[][] outputWeights;
  private final double[] outputBias;
  private final double[] rounded;
  private final double[] hidden;

  /**
   * @param inputs numbers of one text
   * @param parameters all weights in DL4J's order: by layer, the weights by column, then the bias
   */
  PlainNetwork(int inputs, float[] parameters) {
    int width = (parameters.length - Head.OUTPUTS) / (inputs + 1 + Head.OUTPUTS);
    hiddenWeights = columns(parameters, 0, inputs, width);
    hiddenBias = columns(parameters, width * inputs, width, 1)[0];
    int second = width * (inputs + 1);
    outputWeights = columns(parameters, second, width, Head.OUTPUTS);
    outputBias = columns(parameters, second + width * Head.OUTPUTS, Head.OUTPUTS, 1)[0];
    rounded = new double[inputs];
    hidden = new double[width];
  }

  private static double[][] columns(float[] parameters, int from, int rows, int columns) {
    double[][] result = new double[columns][rows];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        result[column][row] = parameters[from + column * rows + row];
      }
    }
    return result;
  }

  @Override
  public void score(float[] inputs, int texts, float[] outputs) {
    for (int text = 0; text < texts; text++) {
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = DenseNetwork.roundedInput(inputs[text * rounded.length + i]);
      }
      for (int unit = 0; unit < hidden.length; unit++) {
        hidden[unit] = Math.max(0, sum(hiddenWeights[unit], rounded, hiddenBias[unit]));
      }
      for (int out = 0; out < Head.OUTPUTS; out++) {
        outputs[text * Head.OUTPUTS + out] =
            (float) sum(outputWeights[out], hidden, outputBias[out]);
      }
    }
  }

  /** Four sums side by side, which a processor adds up at once; exact, so in any order. */
  private static double sum(double[] weights, double[] numbers, double bias) {
    double a = bias;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < numbers.length; i += 4) {
      a += weights[i] * numbers[i];
      b += weights[i + 1] * numbers[i + 1];
      c += weights[i + 2] * numbers[i + 2];
      d += weights[i + 3] * numbers[i + 3];
    }
    for (; i < numbers.length; i++) {
      a += weights[i] * numbers[i];
    }
    return a + b + c + d;
  }

  @Override
  public void close() {
    // Nothing is held outside the heap.
  }
}
