package io.vigie.pattern;

import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of patterns: readings of one brand step by step, and the matches they must give.
 *
 * @param name what it shows, in words
 * @param pattern the only pattern whose matches count, or null if those of all do
 * @param step time from one step to the next
 * @param steps the steps that have any reading, in the order of time
 * @param expected the matches, by time and then pattern; empty for no match
 */
public record PatternTest(
    String name,
    String file,
    int line,
    String brand,
    @Nullable String pattern,
    Duration step,
    List<IndicatorStep> steps,
    List<Expected> expected) {

  /** A match that is expected, or that came about. */
  public record Expected(String pattern, Instant at) implements Comparable<Expected> {

    @Override
    public int compareTo(Expected other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : pattern.compareTo(other.pattern);
    }
  }

  /** Where the test stands, as file:line. */
  public String place() {
    return file + ":" + line;
  }
}
