package io.vigie.cli.page;

import io.vigie.incident.Level;

/** The colour that stands for a level, on every page. */
public final class LevelColour {

  private LevelColour() {}

  /** As #rrggbb. */
  public static String of(Level level) {
    return switch (level) {
      case INFO -> "#cbd5e1";
      case WATCH -> "#eab308";
      case INCIDENT -> "#ea580c";
      case CRISIS -> "#b91c1c";
    };
  }
}
