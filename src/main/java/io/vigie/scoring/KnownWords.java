package io.vigie.scoring;

import java.util.List;

/**
 * Which words occurred in training: a Bloom filter (Bloom 1970) over the words' {@link Hash}
 * without accents. A word that was added is always known; of others some 3 % are taken for known
 * when 65,000 words were added. Small enough to travel in a bundle.
 */
final class KnownWords {

  /** Size in bytes: 512 Ki bits. */
  static final int BYTES = 1 << 16;

  private static final int BITS = 19;
  private static final int PROBES = 3;

  private final byte[] bits;

  /** An empty filter. */
  KnownWords() {
    this(new byte[BYTES]);
  }

  /**
   * A stored filter.
   *
   * @param bits {@value #BYTES} bytes, of {@link #toBytes}
   */
  KnownWords(byte[] bits) {
    this.bits = bits.clone();
  }

  /** The words that stand in the texts twice or more: others are mostly names and slips. */
  static KnownWords of(EncoderSettings settings, List<LabelledText> texts) {
    KnownWords once = new KnownWords();
    KnownWords twice = new KnownWords();
    Encoder encoder = new Encoder(settings);
    encoder.tellWords(
        hash -> {
          if (once.has(hash)) {
            twice.add(hash);
          } else {
            once.add(hash);
          }
        });
    for (LabelledText text : texts) {
      encoder.encode(text.text(), text.lang());
    }
    return twice;
  }

  void add(long hash) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = Hash.row(hash, 101 + probe, BITS);
      bits[bit >>> 3] |= (byte) (1 << (bit & 7));
    }
  }

  boolean has(long hash) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = Hash.row(hash, 101 + probe, BITS);
      if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  byte[] toBytes() {
    return bits.clone();
  }
}
