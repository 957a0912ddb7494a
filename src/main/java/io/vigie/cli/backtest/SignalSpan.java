package io.vigie.cli.backtest;

import java.time.Instant;

/**
 * A time during which a signal fired or held.
 *
 * @param to when it ended; the last time it was told if it had not ended with the history
 */
public record SignalSpan(String brand, String name, Instant from, Instant to) {}
