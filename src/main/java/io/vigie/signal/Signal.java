package io.vigie.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An indicator condition that became true for a brand, or stopped being true.
 *
 * @param name name of the signal, as defined by analysts
 * @param phase whether it fires, is still held, or has ended
 * @param at the step at which this was seen
 * @param since the step at which the condition first became true
 * @param reading the indicator that the condition is about (the first one, if it names several), at
 *     this step
 * @param exercise true if it belongs to a drill
 * @param plannedEvent name of the planned event of the brand that runs at this step, or null
 */
public record Signal(
    String brand,
    String name,
    Phase phase,
    Instant at,
    Instant since,
    IndicatorReading reading,
    boolean exercise,
    @Nullable String plannedEvent) {

  /** A signal while no planned event runs. */
  public Signal(
      String brand,
      String name,
      Phase phase,
      Instant at,
      Instant since,
      IndicatorReading reading,
      boolean exercise) {
    this(brand, name, phase, at, since, reading, exercise, null);
  }

  /** A signal's life. */
  public enum Phase {
    /** The condition has been true for its {@code for} time: the signal exists from now on. */
    FIRES,
    /**
     * The signal is still true at this later step (sent again at a slow pace, so that sequences can
     * count it).
     */
    HOLDS,
    /** The condition has been false long enough: the signal is over and may fire again. */
    ENDS
  }

  /** Expected value of the reading, or null. */
  public @Nullable Double expected() {
    return reading.expected();
  }
}
