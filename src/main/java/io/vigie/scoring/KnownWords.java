package io.vigie.scoring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which words occurred in training: a Bloom filter (Bloom 1970) over the words' {@link Hash}
 * without accents. A word that was added is always known; of others some 3 % are taken for known
 * when 130,000 words were added. Small enough to travel in a bundle.
 */
final class KnownWords {

  /** Size in bytes: 1 Mi bits. */
  static final int BYTES = 1 << 17;

  private static final int BITS = 20;
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

  /**
   * The words that stand in the texts twice or more: others are mostly names and slips.
   *
   * @param names that are no words
   */
  static KnownWords of(EncoderSettings settings, BrandNames names, List<LabelledText> texts) {
    Set<Long> once = new HashSet<>();
    KnownWords twice = new KnownWords();
    Encoder encoder = new Encoder(settings, null, names);
    encoder.tellWords(
        hash -> {
          if (!once.add(hash)) {
            twice.add(hash);
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
