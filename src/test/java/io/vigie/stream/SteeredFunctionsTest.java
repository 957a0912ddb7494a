package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlJson;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.incident.ControlReader;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.incident.IncidentSettings;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.kpi.Tally;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import io.vigie.pattern.Match;
import io.vigie.signal.BrandStep;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.PlannedEvent;
import io.vigie.signal.PlannedEvents;
import io.vigie.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The control stream in the functions that it steers. */
class SteeredFunctionsTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  // ---- planned events ----

  private static ControlMessage planned(String id, int at, int from, int to) {
    PlannedEvent event =
        new PlannedEvent(
            "launch", List.of("lumio"), minute(from), minute(to), false, null, "UTC", "");
    return new ControlMessage(
        id, Type.PLANNED_EVENT, minute(at), minute(at), "Ana", null, null, event, null);
  }

  private static SteeredHarness<Tally, BrandStep> indicators(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    SteeredHarness<Tally, BrandStep> harness =
        new SteeredHarness<>(
            new ComputeIndicatorsFunction(Map.of(), Set.of(), PlannedEvents.NONE),
            tally -> tally.brand);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static void tallies(SteeredHarness<Tally, BrandStep> harness, int from, int to)
      throws Exception {
    for (int minute = from; minute < to; minute++) {
      for (String brand : List.of("lumio", "other")) {
        Tally tally = Tally.forMention(Results.mention("tw", brand, minute(minute)));
        tally.add(Results.scored("tw-" + minute, brand, minute(minute)));
        harness.processElement(tally, minute(minute).toEpochMilli());
      }
    }
    harness.processWatermark(minute(to).toEpochMilli() - 1);
  }

  private static List<String> plannedMinutes(SteeredHarness<Tally, BrandStep> harness) {
    return harness.extractOutputValues().stream()
        .filter(step -> step.indicators().plannedEvent() != null)
        .map(step -> step.brand() + " " + Duration.between(START, step.at()).toMinutes())
        .toList();
  }

  @Test
  void aPlannedEventMarksTheStepsOfItsBrandAlsoAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = indicators(null)) {
      harness.control(planned("a", 0, 2, 5));
      tallies(harness, 0, 3);
      assertThat(plannedMinutes(harness)).containsExactly("lumio 3");
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = indicators(snapshot)) {
      tallies(harness, 3, 8);
      assertThat(plannedMinutes(harness)).containsExactly("lumio 4", "lumio 5");
    }
  }

  @Test
  void itTakesEffectAtItsTimeAndALaterOneTakesItsPlace() throws Exception {
    try (var harness = indicators(null)) {
      harness.control(planned("b", 6, 0, 7));
      harness.control(planned("a", 3, 0, 20));
      tallies(harness, 0, 10);
      assertThat(plannedMinutes(harness))
          .containsExactly("lumio 4", "lumio 5", "lumio 6", "lumio 7");
    }
  }

  // ---- incidents ----

  private static SteeredHarness<StoryEvent, Incident> incidents(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    IncidentSettings settings =
        IncidentSettings.DEFAULTS.withAcknowledgeWithin(
            Map.of(
                Level.WATCH, Duration.ofMinutes(15),
                Level.INCIDENT, Duration.ofMinutes(15),
                Level.CRISIS, Duration.ofMinutes(15)));
    SteeredHarness<StoryEvent, Incident> harness =
        new SteeredHarness<>(
            new TrackIncidentsFunction(settings, Map.of(), true), StoryEvent::brand);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  /** A storm of an hour; its pattern matches in the fifth minute. */
  private static void story(SteeredHarness<StoryEvent, Incident> harness, int from, int to)
      throws Exception {
    for (int minute = from; minute < to; minute++) {
      double volume = minute < 60 ? 500 : 10;
      BrandStep step =
          new BrandStep(
              new IndicatorStep(
                  "lumio",
                  minute(minute),
                  false,
                  List.of(
                      new IndicatorReading("volume", volume, 10.0, volume > 50 ? 40.0 : 0.3),
                      new IndicatorReading("negative-share", 0.7, 0.2, 9.0),
                      new IndicatorReading("negative-share-z", 9, 0.0, 9.0))),
              minute(minute).minusSeconds(30),
              List.of(),
              Map.of("twitter", (long) volume),
              false);
      harness.processElement(StoryEvent.of(step), minute(minute).toEpochMilli());
      if (minute == 5) {
        Signal signal =
            new Signal(
                "lumio",
                "volume-spike",
                Signal.Phase.FIRES,
                minute(5),
                minute(4),
                new IndicatorReading("volume", 500, 10.0, 40.0),
                false);
        harness.processElement(StoryEvent.of(signal), minute(5).toEpochMilli());
        harness.processElement(
            StoryEvent.of(new Match("lumio", "pile-on", 1, List.of(signal), minute(5))),
            minute(5).toEpochMilli());
      }
      harness.processWatermark(minute(minute).toEpochMilli());
    }
  }

  private static ControlMessage acknowledge(String incidentId, Instant at) {
    return new ControlMessage("ack", Type.ACKNOWLEDGE, at, at, "Ana", incidentId, null, null, null);
  }

  private static String incidentId() throws Exception {
    try (var harness = incidents(null)) {
      story(harness, 0, 10);
      return harness.extractOutputValues().get(0).incidentId();
    }
  }

  private static List<String> told(SteeredHarness<StoryEvent, Incident> harness) {
    return harness.extractOutputValues().stream().map(IncidentJson::write).toList();
  }

  @Test
  void anAcknowledgementIsHeardAtItsTimeWheneverItCameBefore() throws Exception {
    String id = incidentId();
    Instant at = minute(12).plusSeconds(23);
    List<List<String>> all = new ArrayList<>();
    for (int arrives : new int[] {0, 7, 12}) {
      try (var harness = incidents(null)) {
        story(harness, 0, arrives);
        harness.control(acknowledge(id, at));
        story(harness, arrives, 120);
        all.add(told(harness));
        assertThat(harness.extractOutputValues())
            .anySatisfy(
                incident -> {
                  assertThat(incident.status()).isEqualTo(Status.ACKNOWLEDGED);
                  assertThat(incident.updatedAt()).isEqualTo(at);
                })
            .noneMatch(incident -> incident.status() == Status.ESCALATED);
      }
    }
    assertThat(all.get(1)).isEqualTo(all.get(0));
    assertThat(all.get(2)).isEqualTo(all.get(0));
  }

  @Test
  void anAcknowledgementThatComesLateTakesEffectAtOnce() throws Exception {
    String id = incidentId();
    try (var harness = incidents(null)) {
      story(harness, 0, 30);
      assertThat(harness.extractOutputValues())
          .extracting(Incident::status)
          .contains(Status.ESCALATED);
      harness.control(acknowledge(id, minute(12)));
      story(harness, 30, 32);
      Incident last = harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
      assertThat(last.status()).isEqualTo(Status.ACKNOWLEDGED);
      assertThat(last.updatedAt()).isEqualTo(minute(29));
      assertThat(last.milestones().acknowledgedAt()).isEqualTo(minute(12));
    }
  }

  @Test
  void whatWasSaidAheadOutlivesARestart() throws Exception {
    String id = incidentId();
    Instant at = minute(12).plusSeconds(23);
    List<String> whole;
    try (var harness = incidents(null)) {
      harness.control(acknowledge(id, at));
      story(harness, 0, 120);
      whole = told(harness);
    }
    List<String> halves;
    OperatorSubtaskState snapshot;
    try (var harness = incidents(null)) {
      harness.control(acknowledge(id, at));
      story(harness, 0, 10);
      halves = new ArrayList<>(told(harness));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = incidents(snapshot)) {
      story(harness, 10, 120);
      halves.addAll(told(harness));
    }
    assertThat(halves).isEqualTo(whole);
  }

  @Test
  void aMergeOutlivesARestartBeforeAndAfterIt() throws Exception {
    ControlMessage merge =
        new ControlMessage(
            "m", Type.MERGE, minute(12), minute(12), "Ana", incidentId(), null, null, "inc-mother");
    List<String> whole;
    try (var harness = incidents(null)) {
      harness.control(merge);
      story(harness, 0, 120);
      harness.processWatermark(minute(300).toEpochMilli());
      whole = told(harness);
      List<Incident> last = harness.extractOutputValues();
      assertThat(last.get(last.size() - 1).status()).isEqualTo(Status.MERGED);
      assertThat(last.get(last.size() - 1).isOver()).isTrue();
      assertThat(harness.getSideOutput(TrackIncidentsFunction.ALERTS))
          .extracting(alert -> alert.getValue().status())
          .containsExactly(Status.OPEN, Status.MERGED);
    }
    for (int restart : new int[] {10, 20, 100}) {
      List<String> halves;
      OperatorSubtaskState snapshot;
      try (var harness = incidents(null)) {
        harness.control(merge);
        story(harness, 0, restart);
        halves = new ArrayList<>(told(harness));
        snapshot = harness.snapshot(1, 1);
      }
      try (var harness = incidents(snapshot)) {
        story(harness, restart, 120);
        harness.processWatermark(minute(300).toEpochMilli());
        halves.addAll(told(harness));
      }
      assertThat(halves).as("restart in minute %d", restart).isEqualTo(whole);
    }
  }

  @Test
  void nothingIsLeftWhenAllIsOver() throws Exception {
    try (var harness = incidents(null)) {
      harness.control(acknowledge(incidentId(), minute(12)));
      story(harness, 0, 120);
      harness.processWatermark(minute(30 * 1440).toEpochMilli());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
      // the next message sweeps the board
      harness.control(acknowledge("inc-other", minute(30 * 1440)));
      assertThat(
              harness
                  .getOperator()
                  .getOperatorStateBackend()
                  .getBroadcastState(ControlBoard.STATE)
                  .entries())
          .extracting(Map.Entry::getKey)
          .containsExactly(ControlMessage.ofIncident("inc-other"));
    }
  }

  // ---- the door ----

  private static KeyedOneInputStreamOperatorTestHarness<Integer, ControlIntake, ControlMessage>
      door(@Nullable OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AdmitControlFunction(Duration.ofMinutes(10))),
            intake -> 0,
            Types.INT);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static ControlIntake intake(String id, Instant at) {
    ControlMessage message =
        new ControlMessage(id, Type.ACKNOWLEDGE, at, at, "Ana", "inc-1", null, null, null);
    return new ControlReader(null, null, Duration.ZERO, WatchlistSettings.EMPTY)
        .read(
            ControlJson.write(message, null).getBytes(StandardCharsets.UTF_8),
            new Origin("vigie.control.v1", 0, 1),
            at);
  }

  @Test
  void aReplayIsRefusedAlsoAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = door(null)) {
      harness.processElement(intake("a", START), 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = door(snapshot)) {
      harness.processElement(intake("a", START), 0);
      harness.processElement(intake("b", minute(20)), 0);
      harness.processElement(intake("c", minute(9)), 0);
      assertThat(harness.extractOutputValues()).extracting(ControlMessage::id).containsExactly("b");
      assertThat(Objects.requireNonNull(harness.getSideOutput(AdmitControlFunction.DEAD_LETTERS)))
          .extracting(StreamRecord::getValue)
          .extracting(letter -> letter.reason())
          .containsExactly(DeadLetterReason.REPLAYED, DeadLetterReason.STALE);
    }
  }
}
