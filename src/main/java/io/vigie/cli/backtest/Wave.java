package io.vigie.cli.backtest;

import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One time at which an incident was open: from its opening, or its reopening, to its resolution.
 *
 * @param alarmAt the revision that opened it: when people were told
 * @param endedAt its resolution; its last revision if it was open at the end of the history
 * @param revisions in their order; at least one
 */
public record Wave(
    String brand,
    String incidentId,
    Instant alarmAt,
    Instant endedAt,
    List<Revision> revisions,
    double peakSeverity,
    List<String> patterns,
    String summary) {

  /** What an incident was from a time on. */
  record Revision(Instant at, Level level) {}

  /** Highest level between two times, both included; INFO if it was not open then. */
  Level highest(Instant from, Instant to) {
    Level highest = Level.INFO;
    for (int i = 0; i < revisions.size(); i++) {
      Instant until = i + 1 < revisions.size() ? revisions.get(i + 1).at() : endedAt;
      if (!revisions.get(i).at().isAfter(to) && !until.isBefore(from)) {
        Level level = revisions.get(i).level();
        highest = level.compareTo(highest) > 0 ? level : highest;
      }
    }
    return highest;
  }

  /** Highest level at all. */
  Level highest() {
    return highest(alarmAt, endedAt);
  }

  /** Whether it was open at any time between two, both included. */
  boolean overlaps(Instant from, Instant to) {
    return !alarmAt.isAfter(to) && !endedAt.isBefore(from);
  }

  /**
   * The waves of all incidents but those of drills, by time and brand.
   *
   * @param incidents every revision, in any order
   */
  static List<Wave> of(Stream<Incident> incidents) {
    Map<String, List<Incident>> byId = new HashMap<>();
    incidents
        .filter(incident -> !incident.exercise() && !isAfterItsEnd(incident))
        .forEach(
            incident ->
                byId.computeIfAbsent(incident.incidentId(), id -> new ArrayList<>()).add(incident));
    List<Wave> waves = new ArrayList<>();
    for (List<Incident> revisions : byId.values()) {
      revisions.sort(Comparator.comparingInt(Incident::revision));
      List<Incident> open = new ArrayList<>();
      for (Incident revision : revisions) {
        open.add(revision);
        if (revision.isOver()) {
          waves.add(wave(open));
          open.clear();
        }
      }
      if (!open.isEmpty()) {
        waves.add(wave(open));
      }
    }
    waves.sort(
        Comparator.comparing(Wave::alarmAt)
            .thenComparing(Wave::brand)
            .thenComparing(Wave::incidentId));
    return waves;
  }

  /** A word about a story that is over: that all is usual again, or that a task was done. */
  private static boolean isAfterItsEnd(Incident incident) {
    Instant resolvedAt = incident.resolvedAt();
    return resolvedAt != null && incident.updatedAt().isAfter(resolvedAt);
  }

  private static Wave wave(List<Incident> open) {
    Incident first = open.get(0);
    Incident last = open.get(open.size() - 1);
    double peak = 0;
    Incident worst = first;
    for (Incident incident : open) {
      if (incident.severity() > peak) {
        peak = incident.severity();
        worst = incident;
      }
    }
    List<Revision> revisions = new ArrayList<>();
    for (Incident incident : open) {
      // A resolution tells the level to which it has fallen, at the time at which it is over.
      if (!incident.isOver() || open.size() == 1) {
        revisions.add(new Revision(incident.updatedAt(), incident.level()));
      }
    }
    return new Wave(
        first.brand(),
        first.incidentId(),
        first.updatedAt(),
        last.updatedAt(),
        List.copyOf(revisions),
        peak,
        last.patterns(),
        worst.summary());
  }
}
