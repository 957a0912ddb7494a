package io.vigie.signal;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calendar of planned events.
 *
 * @param events in any order; of several that run at once, the one that began first is told
 */
public record PlannedEvents(List<PlannedEvent> events) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** No event. */
  public static final PlannedEvents NONE = new PlannedEvents(List.of());

  public PlannedEvents {
    events = new ArrayList<>(events);
  }

  /** Those that concern a brand. */
  public PlannedEvents of(String brand) {
    return events.isEmpty()
        ? NONE
        : new PlannedEvents(events.stream().filter(event -> event.concerns(brand)).toList());
  }

  /** These and others; one of the others takes the place of one with its name. */
  public PlannedEvents with(List<PlannedEvent> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<PlannedEvent> all = new ArrayList<>(others);
    for (PlannedEvent event : events) {
      if (others.stream().noneMatch(other -> other.name().equals(event.name()))) {
        all.add(event);
      }
    }
    return new PlannedEvents(all);
  }

  /** Name of the event that runs at an instant, or null. */
  public @Nullable String nameAt(Instant instant) {
    return events.stream()
        .filter(event -> event.at(instant) != null)
        .min(Comparator.comparing(PlannedEvent::from).thenComparing(PlannedEvent::name))
        .map(PlannedEvent::name)
        .orElse(null);
  }

  /**
   * Takes every known bucket in which one of these ran out of a brand's baselines, as far back as
   * baselines look.
   *
   * @param history changed
   * @param bucket the running bucket; it and later ones are left alone
   */
  void exclude(BrandHistory history, long bucket) {
    if (events.isEmpty()) {
      return;
    }
    Instant to = startOf(bucket);
    Instant from = startOf(bucket - (BrandHistory.DAYS + 1) * (long) BrandHistory.BUCKETS_PER_DAY);
    for (PlannedEvent event : events) {
      for (PlannedEvent.Span span : event.spans(from, to)) {
        long last = BrandHistory.bucketOf(span.to().minusMillis(1).getEpochSecond() / 60);
        history.exclude(
            BrandHistory.bucketOf(span.from().getEpochSecond() / 60), Math.min(last + 1, bucket));
      }
    }
  }

  private static Instant startOf(long bucket) {
    return Instant.ofEpochSecond(bucket * BrandHistory.BUCKET_MINUTES * 60);
  }
}
