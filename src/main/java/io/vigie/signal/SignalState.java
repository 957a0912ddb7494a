package io.vigie.signal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SignalTracker} remembers of one brand: the step it saw last, and one entry for each
 * rule whose condition is true now or whose signal has not ended. Never more entries than rules.
 * Mutable, with the accessors that a state serializer needs.
 */
public final class SignalState {

  private @Nullable Instant lastStep;
  private Map<String, Held> held = new HashMap<>();

  /**
   * A condition that is true, or a signal that fires.
   *
   * @param since the step at which the condition first became true
   * @param firing false while the condition waits for its {@code for} time
   * @param endingSince the step since which the ending is met, or null while it is not
   * @param sentAt the step at which the signal was last sent; {@code since} while not firing
   * @param reading the last reading of the first condition's indicator
   * @param exercise whether the step at which it became true belonged to a drill
   */
  public record Held(
      Instant since,
      boolean firing,
      @Nullable Instant endingSince,
      Instant sentAt,
      IndicatorReading reading,
      boolean exercise) {}

  /** Nothing seen yet. */
  public SignalState() {}

  public @Nullable Instant getLastStep() {
    return lastStep;
  }

  public void setLastStep(@Nullable Instant lastStep) {
    this.lastStep = lastStep;
  }

  /** Entries by name of the rule. */
  public Map<String, Held> getHeld() {
    return held;
  }

  public void setHeld(Map<String, Held> held) {
    this.held = held;
  }

  /** True while any signal fires: the brand should go on being stepped until it has ended. */
  public boolean anyFiring() {
    return held.values().stream().anyMatch(Held::firing);
  }
}
