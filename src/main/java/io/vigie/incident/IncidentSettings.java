package io.vigie.incident;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All thresholds of an incident's life. All times are event time; {@link #DEFAULTS} are starting
 * values.
 *
 * @param resolveAfter quiet (no signal of the incident held, volume near its expectation) that ends
 *     an incident; above 0
 * @param resolveAtLatestAfter time without any of its signals that ends an incident even if the
 *     volume stays above its old expectation, so that a lasting change of level does not keep it
 *     open for ever; at least resolveAfter
 * @param quietSurprise volume surprise below which the volume is near its expectation; above 0
 * @param reopenWithin a match this soon after the resolution reopens the incident; above 0
 * @param updateEvery least time between two revisions that only tell a changed severity; not
 *     negative
 * @param updateChange change of severity worth such a revision, points; above 0
 * @param levelMargin points by which the severity must fall below a level before it may be left;
 *     not negative
 * @param levelDownAfter how long it must stay there; not negative
 * @param alertFrom lowest level that people are told of
 * @param maxAlertsPerHour alerts of one incident in any hour, at least 1; a level above every one
 *     told in that hour, and a resolution, always pass
 * @param crisisAfter how long signals must be held, or several platforms surprising, for level
 *     crisis; above 0
 * @param crisisPlatforms platforms with surprising volume that make a story one of several
 *     platforms; at least 2
 * @param pressPlatforms platforms that are press, lower case
 * @param pressMentions mentions on press platforms since the start that are a press pick-up; at
 *     least 1
 * @param factorHalfLife time in which a severity factor that is no longer observed falls by half;
 *     above 0
 * @param lookback how far back before a match mentions still belong to its story; above 0
 * @param signalExpiry a signal not heard of for so long is no longer believed to be held (its rule
 *     may have been withdrawn while it was); above 0
 * @param levels severities at which levels begin; rising
 * @param acknowledgeWithin by level, the time after its alert in which an incident should be
 *     acknowledged, or else it is told again; above 0; a level that is left out is not told again
 * @param easingAfter time without any of its signals after which an open incident is easing; above
 *     0
 * @param language of summaries: French, or else English
 */
public record IncidentSettings(
    Duration resolveAfter,
    Duration resolveAtLatestAfter,
    double quietSurprise,
    Duration reopenWithin,
    Duration updateEvery,
    double updateChange,
    double levelMargin,
    Duration levelDownAfter,
    Level alertFrom,
    int maxAlertsPerHour,
    Duration crisisAfter,
    int crisisPlatforms,
    List<String> pressPlatforms,
    long pressMentions,
    Duration factorHalfLife,
    Duration lookback,
    Duration signalExpiry,
    LevelThresholds levels,
    Map<Level, Duration> acknowledgeWithin,
    Duration easingAfter,
    Locale language)
    implements Serializable {

  /** Starting values. */
  public static final IncidentSettings DEFAULTS =
      new IncidentSettings(
          Duration.ofHours(2),
          Duration.ofHours(12),
          2,
          Duration.ofHours(24),
          Duration.ofMinutes(30),
          10,
          5,
          Duration.ofHours(1),
          Level.WATCH,
          6,
          Duration.ofHours(2),
          2,
          List.of("press", "news", "tv", "radio"),
          3,
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(24),
          LevelThresholds.DEFAULTS,
          Map.of(),
          Duration.ofMinutes(30),
          Locale.ENGLISH);

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming every value out of range at once
   */
  public IncidentSettings {
    pressPlatforms = List.copyOf(pressPlatforms);
    acknowledgeWithin = Map.copyOf(acknowledgeWithin);
    List<String> problems = new ArrayList<>();
    above0("resolveAfter", resolveAfter, problems);
    above0("reopenWithin", reopenWithin, problems);
    above0("crisisAfter", crisisAfter, problems);
    above0("factorHalfLife", factorHalfLife, problems);
    above0("lookback", lookback, problems);
    above0("signalExpiry", signalExpiry, problems);
    above0("easingAfter", easingAfter, problems);
    acknowledgeWithin.values().forEach(time -> above0("acknowledgeWithin", time, problems));
    check(levels.areInOrder(), "levels must rise from above 0 to at most 100", problems);
    check(!updateEvery.isNegative(), "updateEvery must not be negative", problems);
    check(!levelDownAfter.isNegative(), "levelDownAfter must not be negative", problems);
    check(
        resolveAtLatestAfter.compareTo(resolveAfter) >= 0,
        "resolveAtLatestAfter must be at least resolveAfter",
        problems);
    check(quietSurprise > 0, "quietSurprise must be above 0", problems);
    check(updateChange > 0, "updateChange must be above 0", problems);
    check(levelMargin >= 0, "levelMargin must not be negative", problems);
    check(maxAlertsPerHour >= 1, "maxAlertsPerHour must be at least 1", problems);
    check(crisisPlatforms >= 2, "crisisPlatforms must be at least 2", problems);
    check(pressMentions >= 1, "pressMentions must be at least 1", problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The same with other times in which an incident should be acknowledged. */
  public IncidentSettings withAcknowledgeWithin(Map<Level, Duration> times) {
    return new IncidentSettings(
        resolveAfter,
        resolveAtLatestAfter,
        quietSurprise,
        reopenWithin,
        updateEvery,
        updateChange,
        levelMargin,
        levelDownAfter,
        alertFrom,
        maxAlertsPerHour,
        crisisAfter,
        crisisPlatforms,
        pressPlatforms,
        pressMentions,
        factorHalfLife,
        lookback,
        signalExpiry,
        levels,
        times,
        easingAfter,
        language);
  }

  private static void above0(String name, Duration value, List<String> problems) {
    check(!value.isNegative() && !value.isZero(), name + " must be above 0", problems);
  }

  private static void check(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
