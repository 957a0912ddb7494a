package io.vigie.signal;

/**
 * A part of the risk.
 *
 * @param indicator name of the {@link Indicator}
 * @param share its part of the risk, above 0, at most 1
 */
public record RiskDriver(String indicator, double share) {}
