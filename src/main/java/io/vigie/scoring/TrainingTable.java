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
    this(settings.dimensions(), new float[settings.rows() * settings.dimensions()]);
  }

  /**
   * A table of these numbers, which it keeps.
   *
   * @param rows row by row, {@code dimensions} numbers each
   */
  TrainingTable(int dimensions, float[] rows) {
    this.dimensions = dimensions;
    this.rows = rows;
  }

  /** A table of its own with the same numbers. */
  TrainingTable copy() {
    return new TrainingTable(dimensions, rows.clone());
  }

  int dimensions() {
    return dimensions;
  }

  /** The numbers, row by row; writes go through. */
  float[] rows() {
    return rows;
  }

  /**
   * What one unit of {@link #toBytes} is worth: the range covers all but one number in 10,000.
   *
   * @param levels the largest byte, 1 to 127: fewer levels make a smaller file
   */
  float byteScale(int levels) {
    float[] sizes = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sizes[i] = Math.abs(rows[i]);
    }
    Arrays.sort(sizes);
    float range = sizes[(int) ((sizes.length - 1) * 0.9999)];
    return range == 0 ? 1f : range / levels;
  }

  /** One signed byte a number, row by row; what is outside of the range is cut to its end. */
  byte[] toBytes(float scale, int levels) {
    byte[] bytes = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      bytes[i] = (byte) Math.max(-levels, Math.min(levels, Math.round(rows[i] / scale)));
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

  /**
   * Moves the rows of a pool against its error: AdaGrad with one sum of squares a row.
   *
   * @param squares sum of the squared errors that each row has seen so far; written to
   * @param indices row numbers; the first {@code count} count
   * @param errors derivative of the loss by the pool, from {@code offset} on
   */
  void learn(float[] squares, int[] indices, int count, float[] errors, int offset, double rate) {
    if (count == 0) {
      return;
    }
    float share = share(count);
    float square = 0;
    for (int d = 0; d < dimensions; d++) {
      square += errors[offset + d] * errors[offset + d];
    }
    square *= share * share / dimensions;
    if (square == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = indices[i];
      squares[row] += square;
      float step = (float) (rate * share / Math.sqrt(squares[row] + 1e-12));
      int base = row * dimensions;
      for (int d = 0; d < dimensions; d++) {
        rows[base + d] -= step * errors[offset + d];
      }
    }
  }

  /** What each of {@code count} rows adds to the pool. */
  static float share(int count) {
    return (float) (1 / Math.sqrt(count));
  }
}
