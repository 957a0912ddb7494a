package io.vigie.scoring;

import java.util.Arrays;

/** The embeddings while they are being trained: floats; becomes an {@link EmbeddingTable}. */
final class TrainingTable {

  private final int dimensions;
  private final float[] rows;

  /**
   * It starts at zero: the network's first weights tell the rows apart, and a feature that was
   * never seen adds nothing.
   */
  TrainingTable(EncoderSettings settings) {
    this.dimensions = settings.dimensions();
    this.rows = new float[settings.rows() * dimensions];
  }

  /** The numbers, row by row; writes go through. */
  float[] rows() {
    return rows;
  }

  /** What one unit of {@link #toBytes} is worth: the range covers all but one number in 10,000. */
  float byteScale() {
    float[] sizes = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sizes[i] = Math.abs(rows[i]);
    }
    Arrays.sort(sizes);
    float range = sizes[(int) ((sizes.length - 1) * 0.9999)];
    return range == 0 ? 1f : range / 127f;
  }

  /** One signed byte a number, row by row. */
  byte[] toBytes(float scale) {
    byte[] bytes = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      bytes[i] = (byte) Math.max(-127, Math.min(127, Math.round(rows[i] / scale)));
    }
    return bytes;
  }

  /**
   * Writes the pool of some rows to {@code target} from {@code offset} on, as {@link
   * EmbeddingTable#pool} does; zeros for no rows.
   */
  void pool(int[] indices, int count, float[] target, int offset) {
    int width = dimensions;
    Arrays.fill(target, offset, offset + width, 0f);
    for (int i = 0; i < count; i++) {
      int row = indices[i] * width;
      for (int d = 0; d < width; d++) {
        target[offset + d] += rows[row + d];
      }
    }
    float factor = count == 0 ? 0f : share(count);
    for (int d = 0; d < width; d++) {
      target[offset + d] *= factor;
    }
  }

  /** What each of {@code count} rows adds to the pool. */
  static float share(int count) {
    return (float) (1 / Math.sqrt(count));
  }
}
