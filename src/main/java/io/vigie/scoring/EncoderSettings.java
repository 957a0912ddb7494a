package io.vigie.scoring;

/**
 * How a text becomes numbers; stored in the manifest, because a model only understands the encoder
 * it was trained with.
 *
 * @param bits the embedding table has {@code 1 << bits} rows, 8 to 20
 * @param dimensions numbers in a row, 8 to 128, a multiple of {@link EmbeddingTable#PACK}
 * @param minPiece shortest piece of a word (a character n-gram with the word's ends marked), 2 to 6
 * @param maxPiece longest piece, {@code minPiece} to 8
 * @param maxPhrase most words of a phrase that has a row of its own, 2 or 3; with 3 also two words
 *     with another between them. A manifest that does not tell means 2
 */
record EncoderSettings(int bits, int dimensions, int minPiece, int maxPiece, int maxPhrase) {

  EncoderSettings {
    maxPhrase = maxPhrase == 0 ? 2 : maxPhrase;
  }

  EncoderSettings(int bits, int dimensions, int minPiece, int maxPiece) {
    this(bits, dimensions, minPiece, maxPiece, 2);
  }

  /** Version of the tokens and features; a bundle of another version cannot be used. */
  static final int VERSION = 3;

  int rows() {
    return 1 << bits;
  }

  /** Numbers that the network reads for one text. */
  int inputs() {
    return 2 * dimensions + Encoder.MEASURES;
  }
}
