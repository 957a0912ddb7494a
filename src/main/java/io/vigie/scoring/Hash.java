package io.vigie.scoring;

/**
 * The hash of words and their pieces: FNV-1a over UTF-16 units, and the finisher of MurmurHash3 to
 * spread it. Part of every trained model: changing it makes all bundles foreign.
 */
final class Hash {

  static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  static long add(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  static long of(char[] chars, int start, int end) {
    long hash = START;
    for (int i = start; i < end; i++) {
      hash = add(hash, chars[i]);
    }
    return hash;
  }

  static long of(CharSequence word) {
    long hash = START;
    for (int i = 0; i < word.length(); i++) {
      hash = add(hash, word.charAt(i));
    }
    return hash;
  }

  /** The row of a table with {@code 1 << bits} rows; {@code seed} tells kinds of features apart. */
  static int row(long hash, int seed, int bits) {
    long h = hash + seed * 0x9E3779B97F4A7C15L;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return (int) (h >>> (64 - bits));
  }
}
