package io.vigie.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All indicators of one brand at the end of one step.
 *
 * @param at end of the step (exclusive): everything in it was said before
 * @param learning true until the baseline is worth trusting; no signal fires while it is
 * @param readings one for each indicator that can be computed, in the order of {@link Indicator}
 * @param outlook what it means for the hours to come; null where it was not kept
 * @param plannedEvent name of the planned event of the brand that runs at this step, or null
 */
public record IndicatorStep(
    String brand,
    Instant at,
    boolean learning,
    List<IndicatorReading> readings,
    @Nullable Outlook outlook,
    @Nullable String plannedEvent) {

  /** A step without an outlook, while no planned event runs. */
  public IndicatorStep(
      String brand, Instant at, boolean learning, List<IndicatorReading> readings) {
    this(brand, at, learning, readings, null, null);
  }

  /** The reading of an indicator, or null if there is none at this step. */
  public @Nullable IndicatorReading reading(String name) {
    for (IndicatorReading reading : readings) {
      if (reading.name().equals(name)) {
        return reading;
      }
    }
    return null;
  }

  /** The same with these readings only, and without an outlook: what is sent on should be small. */
  public IndicatorStep only(Set<String> names) {
    List<IndicatorReading> kept = new ArrayList<>(names.size());
    for (IndicatorReading reading : readings) {
      if (names.contains(reading.name())) {
        kept.add(reading);
      }
    }
    return new IndicatorStep(brand, at, learning, kept, null, plannedEvent);
  }
}
