package io.vigie.stream;

import io.vigie.pattern.Match;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the things that an incident is made of: exactly one field is set. */
public record StoryEvent(@Nullable BrandStep step, @Nullable Signal signal, @Nullable Match match) {

  /** The order of what happens at one time: the step, then signals, then matches. */
  static final Comparator<StoryEvent> AT_ONE_TIME =
      Comparator.comparingInt(StoryEvent::kind)
          .thenComparing(StoryEvent::name)
          .thenComparing(StoryEvent::detail);

  static StoryEvent of(BrandStep step) {
    return new StoryEvent(step, null, null);
  }

  static StoryEvent of(Signal signal) {
    return new StoryEvent(null, signal, null);
  }

  static StoryEvent of(Match match) {
    return new StoryEvent(null, null, match);
  }

  String brand() {
    if (step != null) {
      return step.brand();
    }
    return signal != null ? signal.brand() : Objects.requireNonNull(match).brand();
  }

  private int kind() {
    return step != null ? 0 : signal != null ? 1 : 2;
  }

  private String name() {
    if (step != null) {
      return step.exercise() ? "exercise" : "";
    }
    return signal != null ? signal.name() : Objects.requireNonNull(match).patternId();
  }

  private String detail() {
    if (signal != null) {
      return signal.exercise() + " " + signal.phase();
    }
    return match == null ? "" : match.signals().toString();
  }
}
