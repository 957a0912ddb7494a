package io.vigie.scoring;

/**
 * A small fixed table from words (by their {@link Hash}) to bits; open addressing, no allocation on
 * a look-up. Words are given without accents, as the encoder folds them.
 */
final class WordSet {

  private final long[] keys;
  private final int[] bits;
  private final int mask;

  WordSet(int capacity) {
    int size = Integer.highestOneBit(Math.max(8, capacity) * 4 - 1);
    keys = new long[size];
    bits = new int[size];
    mask = size - 1;
  }

  /** Adds words, separated by blanks; a word keeps the bits that it already has. */
  void add(String words, int wordBits) {
    for (String word : words.split(" ")) {
      int slot = slot(Hash.of(word));
      keys[slot] = Hash.of(word);
      bits[slot] |= wordBits;
    }
  }

  /** The bits of a word, 0 if it is not in the table. */
  int get(long hash) {
    return bits[slot(hash)];
  }

  private int slot(long hash) {
    int slot = (int) (hash ^ (hash >>> 32)) & mask;
    while (keys[slot] != 0 && keys[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
