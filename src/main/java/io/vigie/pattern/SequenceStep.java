package io.vigie.pattern;

/**
 * One step of a pattern's sequence: a signal that fires, or that is told to hold.
 *
 * @param signal name of the signal
 * @param after how it follows the step before it; {@link After#FOLLOWED_BY} for the first step
 * @param times how many times the signal must be told (firing and each holding count), 1 to {@link
 *     #MAX_TIMES}
 */
public record SequenceStep(String signal, After after, int times) {

  /** Largest number of times. */
  public static final int MAX_TIMES = 100;

  /** How a step follows the one before it. */
  public enum After {
    /** At the same step or later; other signals may come between. */
    FOLLOWED_BY,
    /** With no other signal of this pattern's sequence between. */
    NEXT
  }
}
