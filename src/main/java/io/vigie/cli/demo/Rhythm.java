package io.vigie.cli.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When people in Paris write: by day and night, and by the day of the week. */
final class Rhythm {

  static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  /** By hour of the day from midnight; the mean is 1. */
  private static final double[] HOURS = {
    0.45, 0.25, 0.15, 0.12, 0.12, 0.18, 0.40, 0.80, 1.15, 1.30, 1.35, 1.35,
    1.45, 1.40, 1.30, 1.30, 1.30, 1.40, 1.55, 1.50, 1.50, 1.50, 1.30, 0.88
  };

  /** By day of the week from Monday; the mean is 1. */
  private static final double[] DAYS = {1.12, 1.10, 1.10, 1.08, 1.05, 0.82, 0.73};

  private Rhythm() {}

  /** How many mentions there are at this time, as a multiple of the mean of a week. */
  static double at(Instant time) {
    ZonedDateTime local = time.atZone(PARIS);
    int hour = local.getHour();
    double within = local.getMinute() / 60.0;
    double byHour = HOURS[hour] * (1 - within) + HOURS[(hour + 1) % 24] * within;
    return byHour * DAYS[local.getDayOfWeek().getValue() - 1];
  }
}
