package io.vigie.incident;

import io.vigie.pattern.Match;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A brand's minutes, signals and matches as a test tells them, and what the tracker makes of it.
 */
final class Scenario {

  static final String BRAND = "Telmora";
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  final IncidentTracker tracker;
  final IncidentState state = new IncidentState();
  final List<IncidentUpdate> updates = new ArrayList<>();
  final List<Instant> matchedAt = new ArrayList<>();
  boolean exercise;
  @Nullable String planned;
  private @Nullable Instant ownMentionAt;
  Instant now = START;

  Scenario() {
    this(IncidentSettings.DEFAULTS);
  }

  Scenario(IncidentSettings settings) {
    this.tracker = new IncidentTracker(settings, Map.of());
  }

  Scenario(Map<String, PatternRules> rules) {
    this(IncidentSettings.DEFAULTS, rules);
  }

  Scenario(IncidentSettings settings, Map<String, PatternRules> rules) {
    this.tracker = new IncidentTracker(settings, rules);
  }

  /** The numbers of one minute. */
  record Minute(
      double volume,
      double expected,
      double surprise,
      double negativeShare,
      double usualShare,
      double negativeSurprise,
      double velocity,
      double negativeReach,
      double authority,
      double platforms,
      Map<String, Long> mentions) {

    static Minute quiet() {
      return new Minute(35, 35, 0.3, 0.22, 0.22, 0.3, 0, 0, 0, 0, Map.of("twitter", 1L));
    }

    /** Many mentions, more positive than usual, by well-known people on several platforms. */
    static Minute launch() {
      return new Minute(
          700, 35, 60, 0.08, 0.22, 20, 0.4, 5e6, 3e6, 3, Map.of("twitter", 9L, "press", 2L));
    }

    /** Many more negative mentions than usual, nothing known of followers. */
    static Minute storm() {
      return new Minute(900, 35, 80, 0.6, 0.22, 90, 0.1, 0, 0, 1, Map.of("twitter", 15L));
    }

    /** Some more mentions, and some more of them negative. */
    static Minute surge() {
      return new Minute(110, 35, 7, 0.40, 0.22, 7.5, 0.1, 2_000, 300, 1, Map.of("twitter", 2L));
    }

    Minute share(double share) {
      return new Minute(
          volume,
          expected,
          surprise,
          share,
          usualShare,
          negativeSurprise,
          velocity,
          negativeReach,
          authority,
          platforms,
          mentions);
    }

    Minute on(Map<String, Long> byPlatform, double surprisingPlatforms) {
      return new Minute(
          volume,
          expected,
          surprise,
          negativeShare,
          usualShare,
          negativeSurprise,
          velocity,
          negativeReach,
          authority,
          surprisingPlatforms,
          byPlatform);
    }

    IndicatorStep at(Instant at) {
      double z = (negativeShare - usualShare) / Math.sqrt(usualShare * (1 - usualShare) / volume);
      return new IndicatorStep(
          BRAND,
          at,
          false,
          List.of(
              reading(Indicator.VOLUME, volume, expected, surprise),
              reading(Indicator.NEGATIVE_SHARE, negativeShare, usualShare, null),
              reading(Indicator.NEGATIVE_SHARE_Z, z, null, null),
              reading(
                  Indicator.NEGATIVE_VOLUME,
                  volume * negativeShare,
                  expected * usualShare,
                  negativeSurprise),
              reading(Indicator.VELOCITY, velocity, null, null),
              reading(Indicator.NEGATIVE_REACH, negativeReach, null, null),
              reading(Indicator.AUTHORITY, authority, null, null),
              reading(Indicator.PLATFORMS, platforms, null, null)));
    }
  }

  static IndicatorReading reading(
      Indicator indicator, double value, @Nullable Double expected, @Nullable Double surprise) {
    return new IndicatorReading(indicator.label(), value, expected, surprise);
  }

  static Excerpt excerpt(String id, String author, String text, Instant at, double weight) {
    return new Excerpt(id, "twitter", text, at, "fr", author, 100, 0.9f, weight, null);
  }

  /** One minute passes in which the brand itself posts, so many seconds before its end. */
  Scenario minuteWithOwnPost(Minute minute, int secondsBefore) {
    ownMentionAt = now.plus(Duration.ofMinutes(1)).minusSeconds(secondsBefore);
    minute(minute);
    ownMentionAt = null;
    return this;
  }

  /** One minute passes. */
  Scenario minute(Minute minute) {
    now = now.plus(Duration.ofMinutes(1));
    String id = "tw-" + now;
    List<Excerpt> weightiest =
        List.of(
            excerpt(
                id,
                "author-" + now.getEpochSecond() / 60 % 7,
                "Plus de réseau chez Telmora depuis " + now,
                now.minusSeconds(30),
                minute.negativeShare()));
    return step(
        new BrandStep(
            duringPlanned(minute.at(now)),
            now.minusSeconds(50),
            weightiest,
            minute.mentions(),
            List.of(),
            exercise,
            ownMentionAt));
  }

  private IndicatorStep duringPlanned(IndicatorStep step) {
    return new IndicatorStep(
        step.brand(), step.at(), step.learning(), step.readings(), step.outlook(), planned);
  }

  /** Somebody says something on the control stream, now. */
  Scenario control(ControlMessage.Type type, @Nullable String text) {
    String incidentId = last().incidentId();
    return control(
        new ControlMessage(
            "control-" + updates.size() + now,
            type,
            now,
            now,
            "Ana",
            incidentId,
            null,
            null,
            text));
  }

  Scenario control(ControlMessage message) {
    return record(tracker.onControl(message, state));
  }

  /** What the control stream says of the brand from now on. */
  Scenario silences(ControlMessage... messages) {
    state.steer(List.of(messages));
    return this;
  }

  Scenario minutes(int count, Minute minute) {
    for (int i = 0; i < count; i++) {
      minute(minute);
    }
    return this;
  }

  Scenario hours(double hours, Minute minute) {
    return minutes((int) Math.round(60 * hours), minute);
  }

  Scenario step(BrandStep step) {
    return record(tracker.onStep(step, state));
  }

  Signal signal(String name, Signal.Phase phase, Instant since) {
    IndicatorReading reading = reading(Indicator.VOLUME, 412, 35.0, 7.0);
    return new Signal(BRAND, name, phase, now, since, reading, exercise);
  }

  Scenario fires(String name) {
    return record(tracker.onSignal(signal(name, Signal.Phase.FIRES, now), state));
  }

  Scenario ends(String name) {
    return record(tracker.onSignal(signal(name, Signal.Phase.ENDS, now), state));
  }

  /** Signals fire and their pattern matches, now. */
  Scenario matches(String pattern, String... signals) {
    List<Signal> made = new ArrayList<>();
    matchedAt.add(now);
    for (String name : signals) {
      fires(name);
      made.add(signal(name, Signal.Phase.FIRES, now));
    }
    return record(tracker.onMatch(new Match(BRAND, pattern, 1, made, now), state));
  }

  /** Patterns that are about one signal match together, now. */
  Scenario matchTogether(String signal, String... patterns) {
    matchedAt.add(now);
    List<Match> matches = new ArrayList<>();
    for (String pattern : patterns) {
      matches.add(match(pattern, signal));
    }
    return record(tracker.onMatches(matches, state));
  }

  Match match(String pattern, String signal) {
    return new Match(BRAND, pattern, 1, List.of(signal(signal, Signal.Phase.FIRES, now)), now);
  }

  Scenario passes(Duration duration) {
    now = now.plus(duration);
    return record(tracker.onTime(now, state));
  }

  private Scenario record(List<IncidentUpdate> made) {
    updates.addAll(made);
    return this;
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (IncidentUpdate update : updates) {
      Alert alert = update.alert();
      if (alert != null) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  List<Incident> incidents() {
    return updates.stream().map(IncidentUpdate::incident).toList();
  }

  Incident last() {
    return updates.get(updates.size() - 1).incident();
  }

  Level highest() {
    return incidents().stream().map(Incident::level).max(Level::compareTo).orElse(Level.INFO);
  }
}
