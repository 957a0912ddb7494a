package io.vigie.signal;

/**
 * Counts in 16 bits: 12 bits of value and 4 of exponent. Exact to 4,095, beyond that cut by less
 * than 1/2,048, up to 134 million; one code is kept for "unknown".
 */
final class CompactCount {

  static final short UNKNOWN = (short) 0xFFFF;

  private static final int BITS = 12;
  private static final int MASK = (1 << BITS) - 1;
  private static final int MAX_EXPONENT = 15;
  private static final int MAX = (MASK - 1) << MAX_EXPONENT;

  private CompactCount() {}

  static short encode(int count) {
    int value = Math.min(count, MAX);
    int exponent = 0;
    while (value > MASK) {
      value >>>= 1;
      exponent++;
    }
    return (short) (exponent << BITS | value);
  }

  /** The count; {@link #UNKNOWN} must be told apart before. */
  static int decode(short code) {
    return (code & MASK) << ((code & 0xFFFF) >>> BITS);
  }
}
