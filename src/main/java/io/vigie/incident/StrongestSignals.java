package io.vigie.incident;

import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.signal.IndicatorReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The signals of an incident, each at its most surprising reading, in the order of time. */
final class StrongestSignals {

  private StrongestSignals() {}

  /** Whether a signal is among them. */
  static boolean has(List<SignalEvidence> signals, String name) {
    return signals.stream().anyMatch(signal -> signal.name().equals(name));
  }

  /** Adds a signal, unless there are {@link IncidentState#MAX_SIGNALS} others already. */
  static void add(List<SignalEvidence> signals, String name, IndicatorReading reading, Instant at) {
    if (has(signals, name)) {
      raise(signals, name, reading, at);
    } else if (signals.size() < IncidentState.MAX_SIGNALS) {
      signals.add(evidence(name, reading, at));
      inOrderOfTime(signals);
    }
  }

  /** Puts a known signal at a new reading if that is more surprising. */
  static void raise(
      List<SignalEvidence> signals, String name, IndicatorReading reading, Instant at) {
    for (int i = 0; i < signals.size(); i++) {
      SignalEvidence known = signals.get(i);
      if (!known.name().equals(name) || !known.indicator().equals(reading.name())) {
        continue;
      }
      SignalEvidence candidate = evidence(name, reading, at);
      if (BY_SURPRISE.compare(candidate, known) > 0) {
        signals.set(i, candidate);
        inOrderOfTime(signals);
        return;
      }
    }
  }

  private static final Comparator<SignalEvidence> BY_SURPRISE =
      Comparator.comparingDouble(StrongestSignals::surprise)
          .thenComparingDouble(StrongestSignals::excess);

  private static SignalEvidence evidence(String name, IndicatorReading reading, Instant at) {
    return new SignalEvidence(
        name, reading.name(), at, reading.value(), reading.expected(), reading.surprise());
  }

  private static void inOrderOfTime(List<SignalEvidence> signals) {
    signals.sort(Comparator.comparing(SignalEvidence::at).thenComparing(SignalEvidence::name));
  }

  private static double surprise(SignalEvidence signal) {
    Double surprise = signal.surprise();
    return surprise == null ? -1 : surprise;
  }

  private static double excess(SignalEvidence signal) {
    Double expected = signal.expected();
    return Math.abs(signal.value() - (expected == null ? 0 : expected));
  }
}
