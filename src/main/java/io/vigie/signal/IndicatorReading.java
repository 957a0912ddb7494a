package io.vigie.signal;

import org.jspecify.annotations.Nullable;

/**
 * One indicator of one brand at one step.
 *
 * @param name name of the {@link Indicator}, kebab-case
 * @param value what was observed
 * @param expected what the baseline expects, or null while it is learning or where the indicator
 *     has no baseline
 * @param surprise how improbable the value is under the baseline, as -log10 of the tail probability
 *     (6 = once in a million steps), 0 to 300, or null as for expected
 * @param low the truth behind the value is above this with 97.5 %, or null where the value is not
 *     an estimate
 * @param high the truth behind the value is below this with 97.5 %, or null as for low
 */
public record IndicatorReading(
    String name,
    double value,
    @Nullable Double expected,
    @Nullable Double surprise,
    @Nullable Double low,
    @Nullable Double high) {

  /** A reading whose value is what it is and no estimate. */
  public IndicatorReading(
      String name, double value, @Nullable Double expected, @Nullable Double surprise) {
    this(name, value, expected, surprise, null, null);
  }

  /** The same, as an estimate. */
  public IndicatorReading within(ErrorRates.Interval interval) {
    return new IndicatorReading(name, value, expected, surprise, interval.low(), interval.high());
  }
}
