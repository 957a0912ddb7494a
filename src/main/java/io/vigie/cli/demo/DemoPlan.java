package io.vigie.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens when in a demo: three weeks of ordinary days up to a morning at least three hours
 * ago, then what followed in fast motion with a crisis and a happy launch side by side, until the
 * clock is caught up with. Nothing is ever dated later than now.
 *
 * @param historyFrom time of the first mention
 * @param liveFrom where history ends and fast motion begins
 * @param speed seconds of event time in one second of the clock
 * @param scenarios what happens beside the ordinary
 */
record DemoPlan(Instant historyFrom, Instant liveFrom, double speed, List<Scenario> scenarios) {

  private static final Duration HISTORY = Duration.ofDays(21);

  /** Fast motion begins at this hour in Paris: a crisis at night would be a small one. */
  private static final int LIVE_HOUR = 10;

  /** At the least, fast motion goes on for this long: three minutes by the clock. */
  private static final Duration FAST = Duration.ofHours(3);

  private static final double SPEED = 60;
  private static final Duration LAUNCH_AFTER = Duration.ofMinutes(2);
  private static final Duration CRISIS_AFTER = Duration.ofMinutes(1);
  private static final String CRISIS_BRAND = "Telmora";
  private static final String LAUNCH_BRAND = "Sorelune";
  private static final int CRISIS_AUDIENCE = 2_500;
  private static final double LAUNCH_MULTIPLE = 10;

  /** Days of the history, from its beginning, on which some brand has a busy hour. */
  private static final int[] BUMP_DAYS = {3, 6, 10, 13, 17, 19};

  private static final int BUMP_HOUR = 15;
  private static final double BUMP_MULTIPLE = 1.8;

  /** The plan of a demo that starts now. */
  static DemoPlan at(Instant now) {
    Instant liveFrom = lastMorning(now.minus(FAST));
    Instant historyFrom = liveFrom.minus(HISTORY);
    List<Scenario> scenarios = new ArrayList<>();
    List<DemoBrand> brands = DemoBrand.all();
    for (int i = 0; i < BUMP_DAYS.length; i++) {
      Instant start =
          historyFrom
              .atZone(Rhythm.PARIS)
              .plusDays(BUMP_DAYS[i])
              .withHour(BUMP_HOUR)
              .truncatedTo(ChronoUnit.HOURS)
              .toInstant();
      scenarios.add(Scenario.bump(brands.get(i % brands.size()).name(), start, BUMP_MULTIPLE));
    }
    scenarios.add(Scenario.launch(LAUNCH_BRAND, liveFrom.plus(LAUNCH_AFTER), LAUNCH_MULTIPLE));
    scenarios.add(Scenario.crisis(CRISIS_BRAND, liveFrom.plus(CRISIS_AFTER), CRISIS_AUDIENCE));
    return new DemoPlan(historyFrom, liveFrom, SPEED, List.copyOf(scenarios));
  }

  private static Instant lastMorning(Instant before) {
    ZonedDateTime local = before.atZone(Rhythm.PARIS);
    ZonedDateTime morning = local.truncatedTo(ChronoUnit.DAYS).withHour(LIVE_HOUR);
    return (morning.isAfter(local) ? morning.minusDays(1) : morning).toInstant();
  }

  /**
   * The event time that fast motion has come to.
   *
   * @param elapsed time by the clock since it began
   * @param now the clock, which is never overtaken
   */
  Instant reached(Duration elapsed, Instant now) {
    return reached(liveFrom, speed, elapsed, now);
  }

  /** As {@link #reached(Duration, Instant)}, for who knows only this much of a plan. */
  static Instant reached(Instant liveFrom, double speed, Duration elapsed, Instant now) {
    Instant fast = liveFrom.plusMillis((long) (elapsed.toMillis() * speed));
    return fast.isBefore(now) ? fast : now;
  }
}
