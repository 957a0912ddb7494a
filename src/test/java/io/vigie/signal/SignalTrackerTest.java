package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalTrackerTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Condition HIGH =
      new Condition("volume", Part.VALUE, Comparison.AT_LEAST, 10);
  static final Condition LOW = new Condition("volume", Part.VALUE, Comparison.BELOW, 5);
  private static final Condition RUDE =
      new Condition("negative-share", Part.EXCESS, Comparison.ABOVE, 0.1);

  private final SignalState state = new SignalState();

  @Test
  void firesAtOnceAndEndsWhenNoLongerTrue() {
    assertThat(run(rule("high", 0, List.of(), 0, 0), 3, 12, 11, 9, 12))
        .containsExactly("1 FIRES high", "3 ENDS high", "4 FIRES high");
  }

  @Test
  void firesWhenTrueForItsTimeWithoutABreak() {
    assertThat(run(rule("high", 2, List.of(), 0, 0), 12, 12, 3, 12, 12, 12, 12))
        .containsExactly("5 FIRES high");
    assertThat(state.getHeld().values())
        .extracting(SignalState.Held::since)
        .containsExactly(START.plusSeconds(180));
  }

  @Test
  void isHeldBetweenTheThresholdsAndEndsAfterItsTime() {
    assertThat(run(rule("high", 0, List.of(LOW), 2, 0), 12, 7, 4, 4, 7, 4, 4, 4, 12))
        .containsExactly("0 FIRES high", "7 ENDS high", "8 FIRES high");
  }

  @Test
  void isToldAgainAtItsPaceButNotWhileEnding() {
    assertThat(run(rule("high", 0, List.of(LOW), 9, 2), 12, 12, 12, 12, 4, 4, 12, 12, 12))
        .containsExactly("0 FIRES high", "2 HOLDS high", "6 HOLDS high", "8 HOLDS high");
  }

  @Test
  void isToldAgainWhereAnotherFires() {
    SignalRule rude = new SignalRule("rude", List.of(RUDE), 0, List.of(), 0, 0);
    SignalTracker tracker =
        new SignalTracker(List.of(rude, rule("high", 0, List.of(), 0, 60)), Duration.ofMinutes(1));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<IndicatorReading> readings =
          List.of(
              new IndicatorReading("volume", 12, null, null),
              new IndicatorReading("negative-share", i == 2 ? 0.5 : 0.2, 0.2, null));
      told.addAll(words(tracker.next(step(i, false, readings), false, state)));
    }
    assertThat(told).containsExactly("0 FIRES high", "2 FIRES rude", "2 HOLDS high");
  }

  @Test
  void neverFiresWhileLearningAndLearningDoesNotCountAsWaiting() {
    SignalTracker tracker = tracker(rule("high", 2, List.of(), 0, 0));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      told.addAll(words(tracker.next(step(i, i < 4, volume(12)), false, state)));
    }
    assertThat(told).containsExactly("6 FIRES high");
  }

  @Test
  void aMissingReadingIsFalseAndCannotKeepASignalAlive() {
    assertThat(run(rule("high", 0, List.of(LOW), 2, 0), 12, null, null, null))
        .containsExactly("0 FIRES high", "3 ENDS high");
  }

  @Test
  void aGapEndsWhatFitsIntoItAndForgetsWhatWaited() {
    SignalTracker tracker = tracker(rule("high", 1, List.of(LOW), 10, 0));
    List<String> told = new ArrayList<>();
    for (int i : new int[] {0, 1, 2, 8, 40, 41, 60, 61}) {
      told.addAll(words(tracker.next(step(i, false, volume(12)), false, state)));
    }
    // The gap of 5 minutes is bridged, the one of 31 is not, nor that of 18 before minute 60.
    assertThat(told)
        .containsExactly(
            "1 FIRES high", "40 ENDS high", "41 FIRES high", "60 ENDS high", "61 FIRES high");
  }

  @Test
  void anEndingInTheGapComesBeforeANewBeginning() {
    SignalTracker tracker = tracker(rule("high", 0, List.of(), 0, 0));
    tracker.next(step(0, false, volume(12)), false, state);
    assertThat(words(tracker.next(step(30, false, volume(15)), false, state)))
        .containsExactly("30 ENDS high", "30 FIRES high");
  }

  @Test
  void aStepThatIsNotLaterIsIgnored() {
    SignalTracker tracker = tracker(rule("high", 0, List.of(), 0, 0));
    tracker.next(step(3, false, volume(1)), false, state);
    assertThat(tracker.next(step(3, false, volume(12)), false, state)).isEmpty();
    assertThat(tracker.next(step(2, false, volume(12)), false, state)).isEmpty();
  }

  @Test
  void aRuleThatIsGoneLeavesNoState() {
    run(rule("high", 0, List.of(), 0, 0), 12, 12);
    assertThat(state.anyFiring()).isTrue();
    tracker(rule("other", 0, List.of(), 0, 0)).next(step(9, false, volume(1)), false, state);
    assertThat(state.getHeld()).isEmpty();
  }

  @Test
  void whatFiredInADrillEndsAsDrill() {
    SignalTracker tracker = tracker(rule("high", 0, List.of(), 0, 0));
    tracker.next(step(0, false, volume(12)), true, state);
    List<Signal> ended = tracker.next(step(1, false, volume(1)), false, state);
    assertThat(ended).singleElement().satisfies(s -> assertThat(s.exercise()).isTrue());
  }

  @Test
  void everyPartAndComparisonIsEvaluated() {
    IndicatorReading reading = new IndicatorReading("volume", 30, 20.0, 6.0);
    assertThat(fires(Part.VALUE, Comparison.ABOVE, 30, reading)).isFalse();
    assertThat(fires(Part.VALUE, Comparison.AT_LEAST, 30, reading)).isTrue();
    assertThat(fires(Part.EXPECTED, Comparison.AT_MOST, 20, reading)).isTrue();
    assertThat(fires(Part.SURPRISE, Comparison.BELOW, 6, reading)).isFalse();
    assertThat(fires(Part.EXCESS, Comparison.AT_LEAST, 10, reading)).isTrue();
    assertThat(fires(Part.RATIO, Comparison.AT_LEAST, 1.5, reading)).isTrue();
    IndicatorReading bare = new IndicatorReading("volume", Double.NaN, null, null);
    for (Part part : Part.values()) {
      assertThat(fires(part, Comparison.AT_LEAST, -1e9, bare)).as(part.name()).isFalse();
    }
    IndicatorReading nothingExpected = new IndicatorReading("volume", 3, 0.0, 1.0);
    assertThat(fires(Part.RATIO, Comparison.AT_LEAST, 1, nothingExpected)).isFalse();
  }

  private static boolean fires(
      Part part, Comparison comparison, double threshold, IndicatorReading reading) {
    Condition condition = new Condition("volume", part, comparison, threshold);
    SignalRule rule = new SignalRule("r", List.of(condition), 0, List.of(), 0, 0);
    return !tracker(rule)
        .next(step(0, false, List.of(reading)), false, new SignalState())
        .isEmpty();
  }

  private List<String> run(SignalRule rule, @Nullable Integer... values) {
    SignalTracker tracker = tracker(rule);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Integer value = values[i];
      List<IndicatorReading> readings = value == null ? List.of() : volume(value);
      told.addAll(words(tracker.next(step(i, false, readings), false, state)));
    }
    return told;
  }

  @Test
  void anOverrideCountsForItsBrandsOnly() {
    Condition veryHigh = new Condition("volume", Part.VALUE, Comparison.AT_LEAST, 1_000);
    SignalRule strict = new SignalRule("high", List.of(veryHigh), 0, List.of(), 0, 0);
    SignalRule.Override override =
        new SignalRule.Override(List.of("loud"), List.of(), strict, "signals.yaml:7");
    SignalTracker tracker =
        tracker(new SignalRule("high", List.of(HIGH), 0, List.of(), 0, 0, List.of(override)));
    assertThat(fires(tracker, "loud", 500)).isFalse();
    assertThat(fires(tracker, "quiet", 500)).isTrue();
    assertThat(fires(tracker, "loud", 1_000)).isTrue();
  }

  private static boolean fires(SignalTracker tracker, String brand, double volume) {
    IndicatorStep step = new IndicatorStep(brand, START, false, volume(volume));
    return !tracker.next(step, false, new SignalState()).isEmpty();
  }

  static SignalTracker tracker(SignalRule rule) {
    return new SignalTracker(List.of(rule), Duration.ofMinutes(1));
  }

  static SignalRule rule(
      String name, int forMinutes, List<Condition> endsWhen, int endsAfter, int holdsEvery) {
    return new SignalRule(
        name,
        List.of(HIGH),
        forMinutes * 60_000L,
        endsWhen,
        endsAfter * 60_000L,
        holdsEvery * 60_000L);
  }

  static List<IndicatorReading> volume(double value) {
    return List.of(new IndicatorReading("volume", value, null, null));
  }

  static IndicatorStep step(int minute, boolean learning, List<IndicatorReading> readings) {
    return new IndicatorStep("telmora", START.plusSeconds(60L * minute), learning, readings);
  }

  private static List<String> words(List<Signal> signals) {
    return signals.stream()
        .map(s -> Duration.between(START, s.at()).toMinutes() + " " + s.phase() + " " + s.name())
        .toList();
  }
}
