package io.vigie.scoring;

import java.util.Arrays;
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
import org.nd4j.linalg.learning.config.Adam;

/**
 * The DL4J part of the model: from a text's averaged embeddings and measures to one number for each
 * class of each {@link Head}. The last layer is linear; the softmax of each head is taken in {@link
 * Head}, so that one network call answers every head, and training can leave out the heads that a
 * text has no label for.
 */
final class DenseNetwork implements BatchNetwork {

  private final MultiLayerNetwork network;
  private int step;

  private DenseNetwork(MultiLayerNetwork network) {
    this.network = network;
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
            .dataType(DataType.FLOAT)
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
  static DenseNetwork of(String configuration, INDArray parameters) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters, false);
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

  INDArray parameters() {
    return network.params();
  }

  @Override
  public void score(float[] inputs, int texts, float[] outputs) {
    int used = texts * inputs();
    float[] exact = inputs.length == used ? inputs : Arrays.copyOf(inputs, used);
    try (INDArray batch = Nd4j.create(exact, new int[] {texts, inputs()}, 'c');
        INDArray answer = network.output(batch, false)) {
      answer.data().asNioFloat().get(outputs, 0, texts * Head.OUTPUTS);
    }
  }

  /**
   * One step of training, first half: the outputs for a batch, kept for {@link #learn}.
   *
   * @return the outputs, one text after the other
   */
  float[] forward(float[] inputs, int texts) {
    network.setInput(Nd4j.create(inputs, new int[] {texts, inputs()}, 'c'));
    return network.feedForward(true, false).get(network.getnLayers()).dup('c').data().asFloat();
  }

  /**
   * One step of training, second half: learns from the error of each output.
   *
   * @param errors derivative of the loss by each output, one text after the other
   * @return derivative of the loss by each input, in the same order
   */
  float[] learn(float[] errors, int texts) {
    INDArray error = Nd4j.create(errors, new int[] {texts, Head.OUTPUTS}, 'c');
    Pair<Gradient, INDArray> back = network.backpropGradient(error, null);
    Gradient gradient = back.getFirst();
    network
        .getUpdater()
        .update(network, gradient, step, 0, texts, LayerWorkspaceMgr.noWorkspaces());
    step++;
    network.params().subi(gradient.gradient());
    return back.getSecond().dup('c').data().asFloat();
  }

  @Override
  public void close() {
    network.close();
  }
}
