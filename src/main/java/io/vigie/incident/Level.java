package io.vigie.incident;

import java.util.Locale;

/** How bad an incident is, by its severity of 0 to 100. */
public enum Level {
  /** Severity below 25: worth a line in a log. */
  INFO(0),
  /** From 25: somebody should look. */
  WATCH(25),
  /** From 50: somebody must act. */
  INCIDENT(50),
  /**
   * From 75, and only with press pick-up, several platforms or sustained hours: the crisis cell
   * meets.
   */
  CRISIS(75);

  private final int from;

  Level(int from) {
    this.from = from;
  }

  /** Lowest severity of this level, 0 to 100. */
  public int from() {
    return from;
  }

  /** The level whose range holds a severity of 0 to 100. */
  public static Level of(double severity) {
    Level level = INFO;
    for (Level candidate : values()) {
      if (severity >= candidate.from) {
        level = candidate;
      }
    }
    return level;
  }

  /** The level in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
