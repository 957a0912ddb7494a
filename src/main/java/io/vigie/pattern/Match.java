package io.vigie.pattern;

import io.vigie.signal.Signal;
import java.time.Instant;
import java.util.List;

/**
 * One completed sequence of a pattern.
 *
 * @param signals the signals that made it, in the order of time
 * @param at time of the last of them
 */
public record Match(
    String brand, String patternId, int patternVersion, List<Signal> signals, Instant at) {}
