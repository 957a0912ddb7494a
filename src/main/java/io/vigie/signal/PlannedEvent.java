package io.vigie.signal;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a brand knows will be talked about: a launch, a match, a maintenance. While it
 * runs, the talk about it is not unexpected.
 *
 * <p>Like every record that is kept in state, it checks nothing itself: {@link PlannedEventReader}
 * and the door of the control stream do.
 *
 * @param name unique; a later event of the same name on the control stream takes its place
 * @param brands the brands it concerns, in the spelling of the watchlist; none means every brand
 * @param from its beginning (of its first occurrence)
 * @param to its end, exclusive; after {@code from}
 * @param weekly whether it comes again every week, at the same time by the clock of its zone
 * @param until when a weekly event comes for the last time (occurrences begin before it); null =
 *     for ever
 * @param zone the zone whose clock a weekly event follows, such as {@code Europe/Paris}
 * @param effect what is expected to be said, in words, for whoever reads an alert
 */
public record PlannedEvent(
    String name,
    List<String> brands,
    Instant from,
    Instant to,
    boolean weekly,
    @Nullable Instant until,
    String zone,
    String effect)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One time at which a planned event runs. */
  public record Span(Instant from, Instant to) {}

  /** Whether it concerns a brand. */
  public boolean concerns(String brand) {
    return brands.isEmpty() || brands.contains(brand);
  }

  /** The occurrence that runs at an instant, or null. */
  public @Nullable Span at(Instant instant) {
    List<Span> spans = spans(instant, instant.plusMillis(1));
    return spans.isEmpty() ? null : spans.get(0);
  }

  /** The occurrences that run at any time from an instant (inclusive) to another (exclusive). */
  public List<Span> spans(Instant start, Instant end) {
    List<Span> spans = new ArrayList<>();
    long week = weekly ? Math.max(0, weeksUpTo(start) - 1) : 0;
    Span span = occurrence(week);
    while (span != null && span.from().isBefore(end)) {
      if (span.to().isAfter(start)) {
        spans.add(span);
      }
      week++;
      span = weekly ? occurrence(week) : null;
    }
    return spans;
  }

  /** How many whole weeks of its zone's calendar an instant lies after the beginning. */
  private long weeksUpTo(Instant instant) {
    ZoneId clock = ZoneId.of(zone);
    return ChronoUnit.WEEKS.between(from.atZone(clock), instant.atZone(clock));
  }

  private @Nullable Span occurrence(long week) {
    if (week == 0) {
      return new Span(from, to);
    }
    Instant begins = from.atZone(ZoneId.of(zone)).plusWeeks(week).toInstant();
    return until != null && !begins.isBefore(until)
        ? null
        : new Span(begins, begins.plus(Duration.between(from, to)));
  }
}
