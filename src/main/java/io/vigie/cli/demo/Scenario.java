package io.vigie.cli.demo;

import java.time.Instant;

/**
 * Something that happens to a brand on top of its ordinary days.
 *
 * @param brand name of the brand
 * @param start when the first mention of it is made
 * @param size for a crisis, how many people may join it at most; for a launch or a bump, the volume
 *     as a multiple of the ordinary one
 */
record Scenario(Kind kind, String brand, Instant start, double size) {

  /** What happens. */
  enum Kind {
    /**
     * An outage or a scandal: a few influential posts, then anger that feeds on itself and explodes
     * within about 20 minutes, then the press.
     */
    CRISIS(720),
    /** A happy product launch: many mentions, few of them negative. */
    LAUNCH(480),
    /** A busy hour or two: more of the ordinary. */
    BUMP(120);

    private final int minutes;

    Kind(int minutes) {
      this.minutes = minutes;
    }

    /** How long it lasts, in minutes. */
    int minutes() {
      return minutes;
    }
  }

  static Scenario crisis(String brand, Instant start, int audience) {
    return new Scenario(Kind.CRISIS, brand, start, audience);
  }

  static Scenario launch(String brand, Instant start, double multiple) {
    return new Scenario(Kind.LAUNCH, brand, start, multiple);
  }

  static Scenario bump(String brand, Instant start, double multiple) {
    return new Scenario(Kind.BUMP, brand, start, multiple);
  }
}
