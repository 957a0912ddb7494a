package io.vigie.connector;

import io.vigie.signal.IndicatorReading;
import io.vigie.signal.Signal;
import java.util.Locale;

/** A signal as one line of JSON ({@code jobs/schema/signal.schema.json}). */
public final class SignalJson {
  private SignalJson() {}

  /** UTF-8 bytes of one object, without a line feed. */
  public static byte[] toBytes(Signal signal) {
    IndicatorReading reading = signal.reading();
    return JsonLine.of(
        line ->
            line.text("brand", signal.brand())
                .text("name", signal.name())
                .text("phase", label(signal.phase()))
                .instant("at", signal.at())
                .instant("since", signal.since())
                .text("indicator", reading.name())
                .decimal("value", reading.value())
                .decimal("expected", reading.expected())
                .decimal("surprise", reading.surprise())
                .flag("exercise", signal.exercise())
                .text("plannedEvent", signal.plannedEvent()));
  }

  static String label(Signal.Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
