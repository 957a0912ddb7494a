package io.vigie.incident;

import java.io.Serializable;

/**
 * The severities at which levels begin.
 *
 * @param watch above 0
 * @param incident above watch
 * @param crisis above incident, at most 100
 */
public record LevelThresholds(double watch, double incident, double crisis)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Starting values. */
  public static final LevelThresholds DEFAULTS =
      new LevelThresholds(Level.WATCH.from(), Level.INCIDENT.from(), Level.CRISIS.from());

  /** How far below level crisis a severity stops that has not earned it, points. */
  private static final double UNEARNED_MARGIN = 0.1;

  /** Whether they rise, within 0 to 100. */
  public boolean areInOrder() {
    return 0 < watch && watch < incident && incident < crisis && crisis <= 100;
  }

  /** Lowest severity of a level. */
  public double from(Level level) {
    return switch (level) {
      case INFO -> 0;
      case WATCH -> watch;
      case INCIDENT -> incident;
      case CRISIS -> crisis;
    };
  }

  /** The level whose range holds a severity. */
  public Level of(double severity) {
    Level level = Level.INFO;
    for (Level candidate : Level.values()) {
      level = severity >= from(candidate) ? candidate : level;
    }
    return level;
  }

  /** Highest severity of an incident that has not earned level crisis. */
  double unearned() {
    return crisis - UNEARNED_MARGIN;
  }
}
