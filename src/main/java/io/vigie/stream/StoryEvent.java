package io.vigie.stream;

import io.vigie.mention.Retraction;
import io.vigie.pattern.Match;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the things that an incident is made of: exactly one field is set. */
public record StoryEvent(
    @Nullable BrandStep step,
    @Nullable Signal signal,
    @Nullable Match match,
    @Nullable Retraction retraction) {

  /**
   * The order of what happens at one time: the step, then signals, then matches, then retractions.
   */
  static final Comparator<StoryEvent> AT_ONE_TIME =
      Comparator.comparingInt(StoryEvent::kind)
          .thenComparing(StoryEvent::name)
          .thenComparing(StoryEvent::detail);

  static StoryEvent of(BrandStep step) {
    return new StoryEvent(step, null, null, null);
  }

  static StoryEvent of(Signal signal) {
    return new StoryEvent(null, signal, null, null);
  }

  static StoryEvent of(Match match) {
    return new StoryEvent(null, null, match, null);
  }

  static StoryEvent of(Retraction retraction) {
    return new StoryEvent(null, null, null, retraction);
  }

  String brand() {
    if (step != null) {
      return step.brand();
    }
    if (signal != null) {
      return signal.brand();
    }
    return match != null ? match.brand() : Objects.requireNonNull(retraction).brand();
  }

  private int kind() {
    return step != null ? 0 : signal != null ? 1 : match != null ? 2 : 3;
  }

  private String name() {
    if (step != null) {
      return step.exercise() ? "exercise" : "";
    }
    if (signal != null) {
      return signal.name();
    }
    return match != null ? match.patternId() : Objects.requireNonNull(retraction).mentionId();
  }

  private String detail() {
    if (signal != null) {
      return signal.exercise() + " " + signal.phase();
    }
    return match != null ? match.signals().toString() : String.valueOf(retraction);
  }
}
