package io.vigie.cli.demo;

import io.vigie.mention.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A course of events that is known beforehand, for tests of the whole system: ordinary days of the
 * demo's brands, then a day on which one after the other has a crisis.
 */
public final class InventedDays {

  /** A known Monday, so that the same call always gives the same mentions. */
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final long SEED = 20_260_302;
  private static final Duration FIRST_CRISIS = Duration.ofHours(8);
  private static final Duration BETWEEN_CRISES = Duration.ofMinutes(90);
  private static final int AUDIENCE = 1_500;

  private InventedDays() {}

  /**
   * All mentions in the order of time.
   *
   * @param ordinaryDays days before the one of the crises; detection learns from them
   * @param crises how many brands have a crisis, at most 5
   * @param hoursAfter hours of the last day, from its midnight, that are told
   */
  public static List<Mention> mentions(int ordinaryDays, int crises, int hoursAfter) {
    Instant lastDay = START.plus(Duration.ofDays(ordinaryDays));
    List<DemoBrand> brands = DemoBrand.all();
    List<Scenario> scenarios = new ArrayList<>();
    for (int i = 0; i < crises; i++) {
      Instant start = lastDay.plus(FIRST_CRISIS).plus(BETWEEN_CRISES.multipliedBy(i));
      scenarios.add(Scenario.crisis(brands.get(i).name(), start, AUDIENCE));
    }
    return new MentionGenerator(SEED, brands)
        .stream(START, lastDay.plus(Duration.ofHours(hoursAfter)), scenarios).toList();
  }
}
