package io.vigie.scoring;

import java.util.Arrays;

/**
 * One row of numbers for each hashed feature; a text is the average of its rows. Plain Java: at
 * these sizes gathering rows here is several times faster than an embedding layer.
 *
 * <p>Safe to share between threads as long as nobody trains it.
 */
final class EmbeddingTable {

  private final int dimensions;
  private final float[] rows;

  private EmbeddingTable(int dimensions, float[] rows) {
    this.dimensions = dimensions;
    this.rows = rows;
  }

  /**
   * A table to be trained. It starts at zero: the network's first weights tell the rows apart, and
   * a feature that was never seen adds nothing.
   */
  static EmbeddingTable zeros(EncoderSettings settings) {
    return new EmbeddingTable(
        settings.dimensions(), new float[settings.rows() * settings.dimensions()]);
  }

  /**
   * A table from its stored bytes.
   *
   * @param bytes one signed byte a number, row by row
   * @param scale what one unit is worth
   */
  static EmbeddingTable of(EncoderSettings settings, byte[] bytes, float scale) {
    float[] rows = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      rows[i] = bytes[i] * scale;
    }
    return new EmbeddingTable(settings.dimensions(), rows);
  }

  float[] rows() {
    return rows;
  }

  int dimensions() {
    return dimensions;
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
   * Writes the average of some rows to {@code target} from {@code offset} on; zeros for no rows.
   */
  void average(int[] indices, int count, float[] target, int offset) {
    int width = dimensions;
    Arrays.fill(target, offset, offset + width, 0f);
    for (int i = 0; i < count; i++) {
      int row = indices[i] * width;
      for (int d = 0; d < width; d++) {
        target[offset + d] += rows[row + d];
      }
    }
    float factor = count == 0 ? 0f : 1f / count;
    for (int d = 0; d < width; d++) {
      target[offset + d] *= factor;
    }
  }
}
