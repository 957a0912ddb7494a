package io.vigie.scoring;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The DL4J part of the model: from a text's pooled embeddings and measures to one number for each
 * class of each {@link Head}. The last layer is linear; the softmax of each head is taken in {@link
 * Head}, so that one network call answers every head, and training can leave out the heads that a
 * text has no label for.
 *
 * <p>A text's answer is the same to the last bit in any batch, at any place of it, with any matrix
 * library and on any machine, although these add up in different orders: inputs and weights are
 * rounded to multiples of powers of two, so that every product and every sum has an exact double
 * (bounded by {@link #isExact}), and exact sums do not depend on their order.
 */
final class DenseNetwork implements BatchNetwork {

  /** Most texts in one call. */
  static final int BATCH = 512;

  /** Steps of an input and of a weight in the unit interval: powers of two, see the class. */
  private static final double INPUT_STEPS = 1 << 12;

  private static final double WEIGHT_STEPS = 1 << 10;

  /** Inputs are pools of small numbers and measures; more than this is cut. */
  private static final float MAX_INPUT = 4;

  private final MultiLayerNetwork network;
  private final INDArray batch;
  private final double[] rounded;
  private int step;

  private DenseNetwork(MultiLayerNetwork network) {
    this.network = network;
    int inputs = network.layerInputSize(0);
    this.batch = Nd4j.create(DataType.DOUBLE, new long[] {BATCH, inputs}, 'c');
    this.rounded = new double[BATCH * inputs];
  }

  /**
   * A network to be trained.
   *
   * @param inputs numbers of one text
   * @param hidden width of the one hidden layer
   * @param learningRate of Adam
   * @param l2 weight decay
   */
  static DenseNetwork create(int inputs, int hidden, double learningRate, double l2, long seed) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.DOUBLE)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(learningRate))
            .l2(l2)
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list()
            .layer(
                new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(hidden)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new DenseLayer.Builder()
                    .nIn(hidden)
                    .nOut(Head.OUTPUTS)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new DenseNetwork(network);
  }

  /**
   * A network from its stored parts.
   *
   * @param configuration DL4J's JSON
   * @param parameters all weights in DL4J's order
   */
  static DenseNetwork of(String configuration, float[] parameters) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(doubles(parameters, 1), false);
    return new DenseNetwork(network);
  }

  /** Changes the learning rate of the steps to come. */
  void learningRate(double rate) {
    network.setLearningRate(rate);
  }

  /** Numbers that the first layer reads. */
  int inputs() {
    return network.layerInputSize(0);
  }

  /** Numbers that the last layer gives. */
  int outputs() {
    return network.layerSize(network.getnLayers() - 1);
  }

  String configuration() {
    return network.getLayerWiseConfigurations().toJson();
  }

  @Override
  public void score(float[] inputs, int texts, float[] outputs) {
    int used = texts * inputs();
    for (int i = 0; i < used; i++) {
      rounded[i] = roundedInput(inputs[i]);
    }
    batch.data().asNioDouble().put(rounded, 0, used);
    INDArray rows = batch.get(NDArrayIndex.interval(0, texts), NDArrayIndex.all());
    try (INDArray answer = network.output(rows, false)) {
      DoubleBuffer numbers = answer.data().asNioDouble();
      for (int i = 0; i < texts * Head.OUTPUTS; i++) {
        outputs[i] = (float) numbers.get(i);
      }
    }
  }

  /** An input as it is served: cut, and rounded to the steps that keep sums exact. */
  static double roundedInput(float input) {
    float cut = Math.max(-MAX_INPUT, Math.min(MAX_INPUT, input));
    return Math.rint(cut * INPUT_STEPS) / INPUT_STEPS;
  }

  /** Weights as they are stored and served: rounded, in DL4J's order. */
  float[] roundedParameters() {
    return rounded(network.params().dup('c').data().asFloat());
  }

  /** Weights rounded to the steps that keep sums exact. */
  static float[] rounded(float[] parameters) {
    float[] result = new float[parameters.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (Math.rint(parameters[i] * WEIGHT_STEPS) / WEIGHT_STEPS);
    }
    return result;
  }

  /**
   * Whether all sums are exact: every weight is a multiple of the step, and the largest sum that
   * any input could give has fewer than 53 bits.
   */
  boolean isExact() {
    double[] reach = new double[inputs()];
    Arrays.fill(reach, MAX_INPUT);
    double steps = INPUT_STEPS;
    for (Layer layer : network.getLayers()) {
      INDArray weights = layer.getParam("W");
      INDArray bias = layer.getParam("b");
      double[] next = new double[(int) weights.columns()];
      for (int out = 0; out < next.length; out++) {
        next[out] = Math.abs(bias.getDouble(out));
        boolean exact = isStep(bias.getDouble(out));
        for (int in = 0; in < reach.length; in++) {
          double weight = weights.getDouble(in, out);
          exact &= isStep(weight);
          next[out] += Math.abs(weight) * reach[in];
        }
        if (!exact) {
          return false;
        }
      }
      reach = next;
      steps *= WEIGHT_STEPS;
    }
    return Arrays.stream(reach).max().orElse(0) * steps < (1L << 53);
  }

  private static boolean isStep(double weight) {
    return Math.rint(weight * WEIGHT_STEPS) == weight * WEIGHT_STEPS;
  }

  /**
   * One step of training, first half: the outputs for a batch, kept for {@link #learn}.
   *
   * @return the outputs, one text after the other
   */
  float[] forward(float[] inputs, int texts) {
    network.setInput(doubles(inputs, texts));
    return network.feedForward(true, false).get(network.getnLayers()).dup('c').data().asFloat();
  }

  /**
   * One step of training, second half: learns from the error of each output.
   *
   * @param errors derivative of the loss by each output, one text after the other
   * @return derivative of the loss by each input, in the same order
   */
  float[] learn(float[] errors, int texts) {
    INDArray error = doubles(errors, texts);
    Pair<Gradient, INDArray> back = network.backpropGradient(error, null);
    Gradient gradient = back.getFirst();
    network
        .getUpdater()
        .update(network, gradient, step, 0, texts, LayerWorkspaceMgr.noWorkspaces());
    step++;
    network.params().subi(gradient.gradient());
    return back.getSecond().dup('c').data().asFloat();
  }

  private static INDArray doubles(float[] numbers, int rows) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return Nd4j.createFromArray(wide).reshape('c', rows, wide.length / rows);
  }

  @Override
  public void close() {
    batch.close();
    network.close();
  }
}
