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
 */
public record IndicatorReading(
    String name, double value, @Nullable Double expected, @Nullable Double surprise) {}
