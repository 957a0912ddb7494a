package io.vigie.signal;

import static io.vigie.signal.SignalTrackerTest.LOW;
import static io.vigie.signal.SignalTrackerTest.rule;
import static io.vigie.signal.SignalTrackerTest.step;
import static io.vigie.signal.SignalTrackerTest.tracker;
import static io.vigie.signal.SignalTrackerTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SignalTrackerPropertiesTest {

  @Property(tries = 300)
  void firingAndEndingAlternateAndTheStateKnowsWhatIsOpen(
      @ForAll @Size(max = 120) List<@IntRange(max = 14) Integer> values,
      @ForAll @Size(max = 120) List<@IntRange(min = 1, max = 30) Integer> paces,
      @ForAll @IntRange(max = 4) int forMinutes,
      @ForAll @IntRange(max = 6) int endsAfter) {
    SignalRule rule = rule("high", forMinutes, List.of(LOW), endsAfter, 3);
    SignalTracker tracker = tracker(rule);
    SignalState own = new SignalState();
    SignalState again = new SignalState();
    boolean open = false;
    int minute = 0;
    for (int i = 0; i < values.size(); i++) {
      minute += i < paces.size() && paces.get(i) > 24 ? paces.get(i) : 1;
      boolean learning = values.get(i) == 13;
      IndicatorStep step = step(minute, learning, volume(values.get(i)));
      List<Signal> told = tracker.next(step, false, own);
      assertThat(tracker.next(step, false, again)).isEqualTo(told);
      for (Signal signal : told) {
        assertThat(signal.at()).isEqualTo(step.at());
        assertThat(signal.since()).isBeforeOrEqualTo(signal.at());
        switch (signal.phase()) {
          case FIRES -> {
            assertThat(open || learning).isFalse();
            assertThat(Duration.between(signal.since(), signal.at()))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(forMinutes));
            open = true;
          }
          case HOLDS -> assertThat(open).isTrue();
          case ENDS -> {
            assertThat(open).isTrue();
            open = false;
          }
        }
      }
      assertThat(own.anyFiring()).isEqualTo(open);
      assertThat(own.getHeld()).hasSizeLessThanOrEqualTo(1);
    }
  }
}
