package io.vigie.signal;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Texts, and which of them are near copies of another one. Two texts whose signatures differ in at
 * most {@link Copies#NEAR_BITS} bits are equal in one of {@link #PARTS} parts, so that not all have
 * to be compared (Manku, Jain, Das Sarma 2007).
 */
final class NearTexts {

  /** A text differs in at most 6 bits only if it agrees in one of so many parts. */
  private static final int PARTS = Copies.NEAR_BITS + 1;

  private static final int PART_BITS = 9;

  /** Room for what a part can say; the last one has a bit more than the others. */
  private static final int PART_ROOM = 1 << (PART_BITS + 1);

  /** Fewer texts than this are compared one by one. */
  private static final int FEW = 48;

  private static final short[] NONE = new short[0];

  private long[] texts = new long[8];
  private int size;

  /**
   * By part and its value: one more than the last text that has it, or 0. Short numbers, because
   * this is the largest thing that a step needs; empty while there are few texts.
   */
  private short[] last = NONE;

  /** By text and part: one more than the text before it that has the same part, or 0. */
  private short[] before = NONE;

  /** How many texts there are. */
  int size() {
    return size;
  }

  /** A text, by its place in the order in which they were added. */
  long text(int at) {
    return texts[at];
  }

  /**
   * Adds a text.
   *
   * @throws IllegalStateException if there are {@value Short#MAX_VALUE} already
   */
  void add(long text) {
    if (size == Short.MAX_VALUE) {
      throw new IllegalStateException("more texts than an hour has");
    }
    if (size == texts.length) {
      texts = Arrays.copyOf(texts, size * 2);
    }
    texts[size++] = text;
    if (size == FEW) {
      last = new short[PARTS * PART_ROOM];
      for (int at = 0; at < size; at++) {
        link(at);
      }
    } else if (size > FEW) {
      link(size - 1);
    }
  }

  private void link(int at) {
    if (before.length < texts.length * PARTS) {
      before = Arrays.copyOf(before, texts.length * PARTS);
    }
    for (int part = 0; part < PARTS; part++) {
      int key = key(part, texts[at]);
      before[at * PARTS + part] = last[key];
      last[key] = (short) (at + 1);
    }
  }

  /** Tells the places of the texts that are near to one, equal ones too, some more than once. */
  void forEachNear(long text, IntConsumer near) {
    if (last.length == 0) {
      for (int at = 0; at < size; at++) {
        if (isNear(at, text)) {
          near.accept(at);
        }
      }
      return;
    }
    for (int part = 0; part < PARTS; part++) {
      for (int at = last[key(part, text)] - 1; at >= 0; at = before[at * PARTS + part] - 1) {
        if (isNear(at, text)) {
          near.accept(at);
        }
      }
    }
  }

  /** The place of the first text that is near to one, or -1. */
  int firstNear(long text) {
    int[] first = {-1};
    forEachNear(text, at -> first[0] = first[0] < 0 ? at : Math.min(first[0], at));
    return first[0];
  }

  private boolean isNear(int at, long text) {
    return Long.bitCount(texts[at] ^ text) <= Copies.NEAR_BITS;
  }

  private static int key(int part, long text) {
    int width = part == PARTS - 1 ? PART_BITS + 1 : PART_BITS;
    return part * PART_ROOM + (int) (text >>> (part * PART_BITS) & ((1 << width) - 1));
  }
}
