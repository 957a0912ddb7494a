package io.vigie.pattern;

import io.vigie.signal.Signal;
import java.io.Serializable;
import java.util.List;

/**
 * One step of a pattern's sequence: one of some signals that is told, or none of them until the
 * next step.
 *
 * @param signals names of the signals, any of which will do; at least one
 * @param phase what of their lives counts
 * @param after how it follows the step before it; {@link After#FOLLOWED_BY} for the first step and
 *     for an absent one
 * @param atLeast how many times one of the signals must be told, from 1
 * @param atMost how many times are taken in at most, up to {@link #MAX_TIMES}
 * @param absent true if none of the signals may be told between the step before and the next one
 *     or, as the last step, before the pattern's time is over
 */
public record SequenceStep(
    List<String> signals, Phase phase, After after, int atLeast, int atMost, boolean absent)
    implements Serializable {

  /** Largest number of times. */
  public static final int MAX_TIMES = 100;

  /** What of a signal's life satisfies a step. */
  public enum Phase {
    /** It fires, or is told to hold. */
    TOLD,
    /** It fires: what was there before does not count. */
    FIRES,
    /** It ends. */
    ENDS
  }

  /** How a step follows the one before it. */
  public enum After {
    /** At the same step or later; other signals may come between. */
    FOLLOWED_BY,
    /** With no other signal of this pattern's sequence between. */
    NEXT
  }

  /** A step of one signal that is told so many times. */
  public SequenceStep(String signal, After after, int times) {
    this(List.of(signal), Phase.TOLD, after, times, times, false);
  }

  /** A step that none of these signals may be told in. */
  public static SequenceStep absent(String... signals) {
    return new SequenceStep(List.of(signals), Phase.TOLD, After.FOLLOWED_BY, 1, 1, true);
  }

  /** Whether a signal at a point of its life is what this step is about. */
  public boolean isAbout(String signal, Signal.Phase told) {
    boolean counts =
        switch (phase) {
          case TOLD -> told != Signal.Phase.ENDS;
          case FIRES -> told == Signal.Phase.FIRES;
          case ENDS -> told == Signal.Phase.ENDS;
        };
    return counts && signals.contains(signal);
  }
}
