package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightAverageTest {

  @Test
  void isTheMeanOfAllPassesInTheStepsOfTheNetwork() {
    WeightAverage average = new WeightAverage(2, 2);
    average.add(new float[] {1, 2}, new float[] {0.25f, 0.3333f});
    average.add(new float[] {3, 2}, new float[] {0.75f, 0.3333f});
    average.add(new float[] {5, 2}, new float[] {0.5f, 0.3333f});
    assertThat(average.count()).isEqualTo(3);
    assertThat(average.rows()).containsExactly(3f, 2f);
    assertThat(average.parameters()).containsExactly(0.5f, 341 / 1024f);
  }
}
