package io.vigie.cli.backtest;

import io.vigie.incident.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was detected held against what happened.
 *
 * @param outcomes one for each event that the history covers, by onset
 * @param falseAlarms waves that were open during no event of their brand
 * @param uncovered events of brands or times that the history does not have
 * @param brandDays days on which a baseline was known, added up over brands
 */
public record Judgement(
    List<Outcome> outcomes, List<Wave> falseAlarms, int uncovered, double brandDays) {

  /**
   * An alarm so shortly before an onset still belongs to the event: onsets are inferred, often from
   * hourly counts.
   */
  static final Duration EARLY = Duration.ofHours(1);

  /**
   * The span of a brand's history.
   *
   * @param from first step
   * @param knownFrom first step with a baseline, or null if there is none
   * @param to last step
   */
  record Span(Instant from, @Nullable Instant knownFrom, Instant to) {}

  /**
   * What came of one event.
   *
   * @param alarm the first wave in it, or null
   * @param wasOpen whether that wave had begun before, so that no delay can be told
   * @param delay from onset to alarm (negative: before it); null without an alarm of its own
   * @param lead from alarm to the end of the busiest hour (negative: after it), or null
   * @param highest highest level in it; {@link Level#INFO} if nothing alarmed
   */
  record Outcome(
      Event event,
      @Nullable Wave alarm,
      boolean wasOpen,
      @Nullable Duration delay,
      @Nullable Duration lead,
      Level highest) {

    /** Whether detection did what it owes: found a crisis, or stayed low enough. */
    boolean right() {
      return event.kind().crisis()
          ? alarm != null
          : alarm == null || highest.compareTo(event.kind().highest()) <= 0;
    }
  }

  /** False alarms per brand and day; 0 for a history without a known baseline. */
  double falseAlarmsPerBrandDay() {
    return brandDays > 0 ? falseAlarms.size() / brandDays : 0;
  }

  /** Events of a kind. */
  List<Outcome> of(Event.Kind kind) {
    return outcomes.stream().filter(outcome -> outcome.event().kind() == kind).toList();
  }

  /** Crises (of any kind) that were found. */
  long found() {
    return outcomes.stream().filter(o -> o.event().kind().crisis() && o.right()).count();
  }

  /** Crises (of any kind). */
  long crises() {
    return outcomes.stream().filter(o -> o.event().kind().crisis()).count();
  }

  /** Median delay of the alarms in crises, or null if there is none. */
  @Nullable Duration medianDelay() {
    List<Duration> delays = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Duration delay = outcome.delay();
      if (outcome.event().kind().crisis() && delay != null) {
        delays.add(delay);
      }
    }
    delays.sort(null);
    return delays.isEmpty() ? null : delays.get((delays.size() - 1) / 2);
  }

  /**
   * Judges.
   *
   * @param waves of all brands, by time
   * @param spans by brand
   */
  static Judgement of(List<Event> events, List<Wave> waves, Map<String, Span> spans) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Event> covered = new ArrayList<>();
    for (Event event : events) {
      Span span = spans.get(event.brand());
      if (span != null && !event.end().isBefore(span.from()) && !event.onset().isAfter(span.to())) {
        covered.add(event);
        outcomes.add(outcome(event, waves));
      }
    }
    outcomes.sort(
        java.util.Comparator.comparing((Outcome outcome) -> outcome.event().onset())
            .thenComparing(outcome -> outcome.event().brand()));
    List<Wave> falseAlarms =
        waves.stream().filter(wave -> covered.stream().noneMatch(e -> in(e, wave))).toList();
    double days = 0;
    for (Span span : spans.values()) {
      Instant known = span.knownFrom();
      days += known == null ? 0 : Duration.between(known, span.to()).toSeconds() / 86_400.0;
    }
    return new Judgement(outcomes, falseAlarms, events.size() - covered.size(), days);
  }

  private static boolean in(Event event, Wave wave) {
    return wave.brand().equals(event.brand())
        && wave.overlaps(event.onset().minus(EARLY), event.end());
  }

  private static Outcome outcome(Event event, List<Wave> waves) {
    Instant from = event.onset().minus(EARLY);
    Wave open = null;
    Wave alarm = null;
    Level highest = Level.INFO;
    for (Wave wave : waves) {
      if (in(event, wave)) {
        Level level = wave.highest(from, event.end());
        highest = level.compareTo(highest) > 0 ? level : highest;
        if (wave.alarmAt().isBefore(from)) {
          open = open == null ? wave : open;
        } else {
          alarm = alarm == null ? wave : alarm;
        }
      }
    }
    if (open != null || alarm == null) {
      return new Outcome(event, open, open != null, null, null, highest);
    }
    Instant peak = event.peakHour();
    return new Outcome(
        event,
        alarm,
        false,
        Duration.between(event.onset(), alarm.alarmAt()),
        peak == null ? null : Duration.between(alarm.alarmAt(), peak.plus(Duration.ofHours(1))),
        highest);
  }
}
