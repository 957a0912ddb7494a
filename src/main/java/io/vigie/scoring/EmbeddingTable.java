package io.vigie.scoring;

import java.util.Arrays;

/**
 * The embeddings of a trained model: one row of signed bytes for each hashed feature; a text is the
 * sum of its rows, divided by the square root of how many they are: an average would let one strong
 * word drown in a long text, a sum would let length alone decide. Plain Java: at these sizes
 * gathering rows here is several times faster than an embedding layer.
 *
 * <p>The bytes stay bytes, so that the table fits a processor's cache, and are added up eight at a
 * time: a row is a few longs, each split into two halves of four 16-bit lanes. Sums of whole
 * numbers are exact in any order; the scale is applied once, at the end.
 *
 * <p>Safe to share between threads.
 */
final class EmbeddingTable {

  /** Numbers in one long. */
  static final int PACK = 8;

  private static final long EVEN_LANES = 0x00FF00FF00FF00FFL;

  /** Turns signed bytes into unsigned ones, 128 higher, which add up without borrowing. */
  private static final long BIAS = 0x8080808080808080L;

  /** Rows that four 16-bit lanes hold the sum of without overflow: 256 times 255. */
  private static final int LANE_ROWS = 256;

  private final int dimensions;
  private final int packs;
  private final float scale;
  private final long[] rows;

  private EmbeddingTable(int dimensions, float scale, long[] rows) {
    this.dimensions = dimensions;
    this.packs = dimensions / PACK;
    this.scale = scale;
    this.rows = rows;
  }

  /**
   * A table from its stored bytes.
   *
   * @param bytes one signed byte a number, row by row; a row has a multiple of {@value #PACK}
   * @param scale what one unit is worth
   */
  static EmbeddingTable of(EncoderSettings settings, byte[] bytes, float scale) {
    long[] rows = new long[bytes.length / PACK];
    for (int i = 0; i < bytes.length; i++) {
      rows[i / PACK] |= (bytes[i] & 0xFFL) << (8 * (i % PACK));
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] ^= BIAS;
    }
    return new EmbeddingTable(settings.dimensions(), scale, rows);
  }

  int dimensions() {
    return dimensions;
  }

  /**
   * Writes the pool of some rows to {@code target} from {@code offset} on: their sum divided by the
   * square root of their number; zeros for no rows.
   *
   * @param indices row numbers; the first {@code count} count, at most {@link Encoder#MAX_ROWS}
   */
  void pool(int[] indices, int count, float[] target, int offset) {
    if (count == 0) {
      Arrays.fill(target, offset, offset + dimensions, 0f);
      return;
    }
    float factor = (float) (scale / Math.sqrt(count));
    int bias = 128 * count;
    for (int pack = 0; pack < packs; pack++) {
      int at = offset + pack * PACK;
      Arrays.fill(target, at, at + PACK, -bias);
      for (int from = 0; from < count; from += LANE_ROWS) {
        addLanes(indices, from, Math.min(count, from + LANE_ROWS), pack, target, at);
      }
      for (int i = at; i < at + PACK; i++) {
        target[i] *= factor;
      }
    }
  }

  /** Adds one pack of some rows; the whole numbers in {@code target} stay far below 2^24. */
  private void addLanes(int[] indices, int from, int to, int pack, float[] target, int at) {
    long even = 0;
    long odd = 0;
    for (int i = from; i < to; i++) {
      long eight = rows[indices[i] * packs + pack];
      even += eight & EVEN_LANES;
      odd += (eight >>> 8) & EVEN_LANES;
    }
    for (int lane = 0; lane < PACK; lane += 2) {
      int shift = 8 * lane;
      target[at + lane] += (even >>> shift) & 0xFFFF;
      target[at + lane + 1] += (odd >>> shift) & 0xFFFF;
    }
  }
}
