package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainNetworkTest {

  @Test
  void plainJavaAndDl4jGiveTheSameBits() {
    int inputs = 37;
    int texts = 19;
    Random random = new Random(5);
    try (DenseNetwork trained = DenseNetwork.create(inputs, 24, 0.01, 0, 9)) {
      float[] parameters = trained.roundedParameters();
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] += random.nextInt(64) / 1024f;
      }
      float[] input = new float[texts * inputs];
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) (3 * random.nextGaussian());
      }
      float[] byDl4j = new float[texts * Head.OUTPUTS];
      float[] plain = new float[texts * Head.OUTPUTS];
      try (DenseNetwork dl4j = DenseNetwork.of(trained.configuration(), parameters);
          PlainNetwork network = new PlainNetwork(inputs, parameters)) {
        dl4j.score(input, texts, byDl4j);
        network.score(input, texts, plain);
      }
      assertThat(plain).containsExactly(byDl4j);
      assertThat(plain).isNotEqualTo(new float[plain.length]);
    }
  }
}
