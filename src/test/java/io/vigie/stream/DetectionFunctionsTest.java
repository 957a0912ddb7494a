package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.incident.IncidentSettings;
import io.vigie.incident.Status;
import io.vigie.kpi.DrawnMention;
import io.vigie.kpi.Tally;
import io.vigie.pattern.Match;
import io.vigie.scoring.Emotion;
import io.vigie.signal.BrandStep;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.PlannedEvents;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import io.vigie.signal.SignalTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From tallies to incidents: the functions that are keyed by brand. */
@SuppressWarnings("try") // an interrupt ends the test, as it should
class DetectionFunctionsTest {

  private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
  private static final int DAY = 24 * 60;

  @Test
  void aBrandIsSteppedEachMinuteWhileItIsSpokenOf() throws Exception {
    try (var harness = indicators(null)) {
      tally(harness, 0, 2, false);
      minutes(harness, 3);
      assertThat(harness.extractOutputValues())
          .extracting(step -> minute(step.at()))
          .containsExactly(1L, 2L, 3L);
      assertThat(harness.getSideOutput(ComputeIndicatorsFunction.INDICATORS)).hasSize(3);
    }
  }

  @Test
  void partsOfOneMinuteMakeOneStep() throws Exception {
    try (var harness = indicators(null)) {
      tally(harness, 0, 2, false);
      tally(harness, 0, 3, false);
      minutes(harness, 1);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              step ->
                  assertThat(Objects.requireNonNull(step.indicators().reading("volume")).value())
                      .isEqualTo(5));
    }
  }

  @Test
  void aBrandThatNobodyMentionsSleepsWakesAndIsForgotten() throws Exception {
    try (var harness = indicators(null)) {
      tally(harness, 0, 2, false);
      minutes(harness, 300);
      assertThat(harness.extractOutputValues()).hasSize(120);
      tally(harness, 400, 1, false);
      minutes(harness, 402);
      assertThat(harness.extractOutputValues())
          .extracting(step -> minute(step.at()))
          .endsWith(401L, 402L);
      minutes(harness, 14 * DAY);
      assertThat(harness.numKeyedStateEntries()).isPositive();
      minutes(harness, 402 + 16 * DAY);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aClosedMinuteIsNotOpenedAgain() throws Exception {
    try (var harness = indicators(null)) {
      tally(harness, 5, 2, false);
      minutes(harness, 6);
      tally(harness, 5, 9, false);
      tally(harness, 3, 9, false);
      minutes(harness, 7);
      assertThat(harness.extractOutputValues())
          .extracting(step -> Objects.requireNonNull(step.indicators().reading("volume")).value())
          .containsExactly(2.0, 2.0);
    }
  }

  @Test
  void aDrillIsSteppedApartAndInNoIndicatorOfTheBrand() throws Exception {
    try (var harness = indicators(null)) {
      tally(harness, 0, 2, false);
      tally(harness, 0, 50, true);
      minutes(harness, 1);
      assertThat(harness.extractOutputValues())
          .extracting(BrandStep::exercise)
          .containsExactly(false, true);
      assertThat(harness.getSideOutput(ComputeIndicatorsFunction.INDICATORS)).hasSize(1);
      minutes(harness, 20 * DAY);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void anOpenMinuteOutlivesARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = indicators(null)) {
      tally(harness, 0, 2, false);
      tally(harness, 1, 3, false);
      minutes(harness, 1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = indicators(snapshot)) {
      minutes(harness, 2);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              step ->
                  assertThat(Objects.requireNonNull(step.indicators().reading("volume")).value())
                      .isEqualTo(5));
    }
  }

  @Test
  void signalsOfDrillsAndOfTheRealAreFollowedApartAndNothingStays() throws Exception {
    try (var harness = signals(null)) {
      tell(harness, step(1, 30, false));
      tell(harness, step(1, 5, true));
      tell(harness, step(2, 5, false));
      tell(harness, step(2, 30, true));
      assertThat(harness.extractOutputValues())
          .extracting(s -> minute(s.at()) + " " + s.phase() + (s.exercise() ? " drill" : ""))
          .containsExactly("1 FIRES", "2 ENDS", "2 FIRES drill");
      tell(harness, step(3, 5, true));
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aSignalThatHoldsOutlivesARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = signals(null)) {
      tell(harness, step(1, 30, false));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = signals(snapshot)) {
      tell(harness, step(2, 5, false));
      assertThat(harness.extractOutputValues())
          .extracting(Signal::phase, signal -> minute(signal.since()))
          .containsExactly(org.assertj.core.groups.Tuple.tuple(Signal.Phase.ENDS, 1L));
    }
  }

  @Test
  void theStoryIsTheSameInWhateverOrderItArrives() throws Exception {
    List<StoryEvent> events = story();
    Told expected = told(events);
    assertThat(expected.incidents()).isNotEmpty();
    assertThat(expected.alerts()).isNotEmpty();
    for (int seed = 1; seed <= 10; seed++) {
      List<StoryEvent> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(told(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void anIncidentIsResolvedAndThenForgotten() throws Exception {
    try (var harness = incidents(null)) {
      for (StoryEvent event : story()) {
        harness.processElement(event, at(event).toEpochMilli());
      }
      minutesOf(harness, 3 * DAY);
      assertThat(harness.extractOutputValues())
          .last()
          .extracting(Incident::status)
          .isEqualTo(Status.RESOLVED);
      minutesOf(harness, 20 * DAY);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aStoryIsGoneOnWithAfterARestart() throws Exception {
    List<StoryEvent> events = story();
    Told expected = told(events);
    List<String> halves = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = incidents(null)) {
      for (StoryEvent event : events) {
        harness.processElement(event, at(event).toEpochMilli());
      }
      minutesOf(harness, 10);
      snapshot = harness.snapshot(1, 1);
      harness.extractOutputValues().forEach(i -> halves.add(IncidentJson.write(i)));
    }
    assertThat(halves).hasSizeBetween(1, expected.incidents().size() - 1);
    try (var harness = incidents(snapshot)) {
      minutesOf(harness, 20 * DAY);
      harness.extractOutputValues().forEach(i -> halves.add(IncidentJson.write(i)));
    }
    assertThat(halves).isEqualTo(expected.incidents());
  }

  @Test
  void anIncidentIsToldInTheWordsThatWereNotUsualBefore() throws Exception {
    try (var harness = incidents(null)) {
      for (int minute = -300; minute <= 0; minute++) {
        BrandStep calm = step(minute, 10, false);
        harness.processElement(StoryEvent.of(calm), calm.at().toEpochMilli());
      }
      for (StoryEvent event : story()) {
        harness.processElement(event, at(event).toEpochMilli());
      }
      minutesOf(harness, 10);
      assertThat(harness.extractOutputValues().get(0).summary())
          .contains("Said more than usual: “panne générale”. Of the mentions read, 100 % anger.");
      // What a crisis says does not become usual: two days later it is new again.
      minutesOf(harness, 2 * DAY);
      for (StoryEvent event : story(2 * DAY)) {
        harness.processElement(event, at(event).toEpochMilli());
      }
      minutesOf(harness, 2 * DAY + 10);
      assertThat(harness.extractOutputValues())
          .last()
          .satisfies(incident -> assertThat(incident.status()).isEqualTo(Status.OPEN))
          .satisfies(incident -> assertThat(incident.summary()).contains("“panne générale”"));
    }
  }

  private record Told(List<String> incidents, List<Alert> alerts) {}

  private static Told told(List<StoryEvent> events) throws Exception {
    try (var harness = incidents(null)) {
      for (StoryEvent event : events) {
        harness.processElement(event, at(event).toEpochMilli());
      }
      for (int minute = 0; minute <= 120; minute++) {
        minutesOf(harness, minute);
      }
      minutesOf(harness, 20 * DAY);
      var alerts = harness.getSideOutput(TrackIncidentsFunction.ALERTS);
      return new Told(
          harness.extractOutputValues().stream().map(IncidentJson::write).toList(),
          alerts == null ? List.of() : alerts.stream().map(StreamRecord::getValue).toList());
    }
  }

  /** A quarter of an hour of a brand in trouble, told by steps, signals and a match. */
  private static List<StoryEvent> story() {
    return story(0);
  }

  private static List<StoryEvent> story(int from) {
    List<StoryEvent> events = new ArrayList<>();
    for (int minute = 1; minute <= 60; minute++) {
      events.add(StoryEvent.of(step(from + minute, minute < 16 ? 60 + 20 * minute : 3, false)));
    }
    Signal spike = signal("volume-spike", Signal.Phase.FIRES, from + 3);
    Signal negative = signal("negativity", Signal.Phase.FIRES, from + 5);
    events.add(StoryEvent.of(spike));
    events.add(StoryEvent.of(negative));
    events.add(
        StoryEvent.of(new Match("lumio", "pile-on", 1, List.of(spike, negative), negative.at())));
    events.add(StoryEvent.of(signal("negativity", Signal.Phase.ENDS, from + 20)));
    events.add(StoryEvent.of(signal("volume-spike", Signal.Phase.ENDS, from + 20)));
    return events;
  }

  private static Instant at(StoryEvent event) {
    if (event.step() != null) {
      return event.step().at();
    }
    return event.signal() != null
        ? event.signal().at()
        : Objects.requireNonNull(event.match()).at();
  }

  private static SteeredHarness<Tally, BrandStep> indicators(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    return opened(
        new SteeredHarness<>(
            new ComputeIndicatorsFunction(Map.of(), Set.of(), PlannedEvents.NONE),
            tally -> tally.brand),
        snapshot);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, BrandStep, Signal> signals(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    SignalRule busy =
        new SignalRule(
            "busy",
            List.of(new Condition("volume", Part.VALUE, Comparison.AT_LEAST, 20)),
            0,
            List.of(),
            0,
            0);
    return opened(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new FireSignalsFunction(new SignalTracker(List.of(busy), Duration.ofMinutes(1)))),
            BrandStep::brand,
            Types.STRING),
        snapshot);
  }

  private static SteeredHarness<StoryEvent, Incident> incidents(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    return opened(
        new SteeredHarness<>(
            new TrackIncidentsFunction(IncidentSettings.DEFAULTS, Map.of(), true),
            StoryEvent::brand),
        snapshot);
  }

  private static <H extends AbstractStreamOperatorTestHarness<?>> H opened(
      H harness, @Nullable OperatorSubtaskState snapshot) throws Exception {
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static void tally(
      SteeredHarness<Tally, BrandStep> harness, int minute, int mentions, boolean drill)
      throws Exception {
    Instant at = START.plusSeconds(60L * minute);
    Tally tally = Tally.forMention(Results.mention("tw", "lumio", at));
    tally.exercise = drill;
    for (int i = 0; i < mentions; i++) {
      tally.add(Results.scored("tw-" + i, "lumio", at));
    }
    harness.processElement(tally, at.toEpochMilli());
  }

  private static void tell(
      KeyedOneInputStreamOperatorTestHarness<String, BrandStep, Signal> harness, BrandStep step)
      throws Exception {
    harness.processElement(step, step.at().toEpochMilli() - 1);
  }

  private static BrandStep step(int minute, double volume, boolean drill) {
    Instant at = START.plusSeconds(60L * minute);
    return new BrandStep(
        new IndicatorStep(
            "lumio",
            at,
            false,
            List.of(
                new IndicatorReading("volume", volume, 10.0, volume > 50 ? 9.0 : 0.3),
                new IndicatorReading("negative-share", volume > 50 ? 0.8 : 0.2, 0.2, 1.0))),
        at.minusSeconds(30),
        List.of(),
        Map.of("twitter", (long) volume),
        samples(at, volume > 50 ? "panne générale" : "livraison rapide"),
        drill,
        null);
  }

  private static List<DrawnMention> samples(Instant at, String text) {
    List<DrawnMention> samples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long said = at.minusSeconds(30 + i).toEpochMilli();
      samples.add(
          new DrawnMention(
              i, "m" + said, "twitter", said, said, null, 0, text, Emotion.ANGER, null));
    }
    return samples;
  }

  private static Signal signal(String name, Signal.Phase phase, int minute) {
    Instant at = START.plusSeconds(60L * minute);
    return new Signal(
        "lumio", name, phase, at, at, new IndicatorReading("volume", 99, 20.0, 9.0), false);
  }

  private static void minutes(SteeredHarness<Tally, BrandStep> harness, int minute)
      throws Exception {
    harness.processWatermark(START.plusSeconds(60L * minute).toEpochMilli() - 1);
  }

  private static void minutesOf(SteeredHarness<StoryEvent, Incident> harness, int minute)
      throws Exception {
    harness.processWatermark(START.plusSeconds(60L * minute).toEpochMilli());
  }

  private static long minute(Instant at) {
    return Duration.between(START, at).toMinutes();
  }
}
