package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EmbeddingTableTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(8, 16, 3, 5);

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[SETTINGS.rows() * SETTINGS.dimensions()];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Property(tries = 300)
  void thePoolIsTheSumOfTheBytesByTheRootOfTheirNumber(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = Encoder.MAX_ROWS) int count) {
    byte[] bytes = bytes(seed);
    int[] indices = new Random(seed).ints(count, 0, SETTINGS.rows()).toArray();
    float[] target = new float[3 + SETTINGS.dimensions()];
    EmbeddingTable.of(SETTINGS, bytes, 0.5f).pool(indices, count, target, 3);
    for (int d = 0; d < SETTINGS.dimensions(); d++) {
      int sum = 0;
      for (int index : indices) {
        sum += bytes[index * SETTINGS.dimensions() + d];
      }
      assertThat(target[3 + d]).isEqualTo(sum * (float) (0.5 / Math.sqrt(count)));
    }
    assertThat(Arrays.copyOf(target, 3)).containsOnly(0f);
  }

  @Test
  void theMostRowsOfTheSmallestAndTheLargestNumberDoNotOverflow() {
    for (byte extreme : new byte[] {Byte.MIN_VALUE, Byte.MAX_VALUE}) {
      byte[] bytes = new byte[SETTINGS.rows() * SETTINGS.dimensions()];
      Arrays.fill(bytes, extreme);
      float[] target = new float[SETTINGS.dimensions()];
      EmbeddingTable.of(SETTINGS, bytes, 1f)
          .pool(new int[Encoder.MAX_ROWS], Encoder.MAX_ROWS, target, 0);
      assertThat(target).containsOnly(extreme * 64f);
    }
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    EmbeddingTable table = EmbeddingTable.of(SETTINGS, bytes(1), 0.013f);
    List<Integer> order =
        Arrays.asList(new Random(2).ints(777, 0, SETTINGS.rows()).boxed().toArray(Integer[]::new));
    float[] one = new float[SETTINGS.dimensions()];
    table.pool(order.stream().mapToInt(i -> i).toArray(), order.size(), one, 0);
    Collections.shuffle(order, new Random(3));
    float[] other = new float[SETTINGS.dimensions()];
    table.pool(order.stream().mapToInt(i -> i).toArray(), order.size(), other, 0);
    assertThat(other).containsExactly(one);
  }

  @Test
  void noRowsAreZeros() {
    float[] target = new float[SETTINGS.dimensions()];
    Arrays.fill(target, 7f);
    EmbeddingTable.of(SETTINGS, bytes(1), 1f).pool(new int[0], 0, target, 0);
    assertThat(target).containsOnly(0f);
  }

  @Test
  void whatWasTrainedIsStoredToTheNearestUnit() {
    TrainingTable trained = new TrainingTable(SETTINGS);
    Random random = new Random(4);
    for (int i = 0; i < trained.rows().length; i++) {
      trained.rows()[i] = random.nextFloat() - 0.5f;
    }
    float scale = trained.byteScale(127);
    byte[] bytes = trained.toBytes(scale, 127);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(Math.abs(bytes[i] * scale - trained.rows()[i])).isLessThanOrEqualTo(scale);
    }
  }
}
