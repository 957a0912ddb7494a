package io.vigie.pattern;

import io.vigie.signal.Signal;
import java.time.Instant;
import java.util.List;

/**
 * One completed sequence of a pattern.
 *
 * @param signals the signals that made it, in the order of time
 * @param at when it was complete: time of the last of them or, for a sequence that ends in an
 *     absence, the time at which that was over
 */
public record Match(
    String brand, String patternId, int patternVersion, List<Signal> signals, Instant at) {}
