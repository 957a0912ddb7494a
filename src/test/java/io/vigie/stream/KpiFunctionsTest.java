package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.Tally;
import io.vigie.stream.ShareVoiceFunction.OfSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows of KPIs: rolled up from tallies, revised when late, and given their share of voice. */
@SuppressWarnings("try") // an interrupt ends the test, as it should
class KpiFunctionsTest {

  private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
  private static final Duration ALLOWED = Duration.ofHours(1);

  @Test
  void everySizeIsGivenOutAtItsEnd() throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      tell(harness, tally(0, 3, null));
      tell(harness, tally(20, 2, null));
      watermark(harness, 1);
      assertThat(all(harness)).containsExactly("1m+0 r0: 3");
      watermark(harness, 60);
      assertThat(all(harness))
          .containsExactlyInAnyOrder(
              "1m+0 r0: 3", "15m+0 r0: 3", "1m+20 r0: 2", "15m+15 r0: 2", "1h+0 r0: 5");
      watermark(harness, 1440);
      assertThat(all(harness)).hasSize(6).contains("1d+0 r0: 5");
    }
  }

  @Test
  void aLateTallyGivesTheNextRevisionAndALaterOneNothing() throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      tell(harness, tally(0, 3, null));
      watermark(harness, 20);
      tell(harness, tally(0, 1, null));
      tell(harness, tally(0, 1, null));
      assertThat(all(harness))
          .containsExactlyInAnyOrder(
              "1m+0 r0: 3",
              "15m+0 r0: 3",
              "1m+0 r1: 4",
              "15m+0 r1: 4",
              "1m+0 r2: 5",
              "15m+0 r2: 5");
      // The minute and the quarter are over for good; the hour and the day still count.
      watermark(harness, 15 + 60);
      tell(harness, tally(0, 10, null));
      watermark(harness, 24 * 60);
      assertThat(all(harness)).hasSize(9).contains("1h+0 r0: 5", "1h+0 r1: 15", "1d+0 r0: 15");
    }
  }

  @Test
  void aTallyBehindAClosedMinuteThatNobodySpokeInIsStillGivenOut() throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      watermark(harness, 30);
      tell(harness, tally(5, 4, null));
      watermark(harness, 31);
      assertThat(all(harness)).containsExactlyInAnyOrder("1m+5 r0: 4", "15m+0 r0: 4");
    }
  }

  @Test
  void followersChangeFromWindowToWindow() throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      tell(harness, tally(0, 1, 1000L));
      tell(harness, tally(1, 1, 1030L));
      watermark(harness, 2);
      assertThat(windows(harness))
          .filteredOn(window -> window.platform().equals(KpiWindow.ALL_PLATFORMS))
          .extracting(KpiWindow::followers, KpiWindow::followersChange)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1000L, null),
              org.assertj.core.groups.Tuple.tuple(1030L, 30L));
    }
  }

  @Test
  void morePlatformsThanAreToldApartCountTogetherWhateverTheirOrder() throws Exception {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
    List<String> first = windowsOf(order);
    Collections.reverse(order);
    assertThat(windowsOf(order)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(first)
        .hasSize(KpiWindow.MAX_PLATFORMS + 2)
        .contains("all: 100", "other: 68", "p000: 1", "p031: 1")
        .doesNotContain("p032: 1");
  }

  private static List<String> windowsOf(List<Integer> platforms) throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      for (int platform : platforms) {
        Tally tally = new Tally("lumio", "p%03d".formatted(platform), 0, false);
        tally.merge(tally(0, 1, null));
        tell(harness, tally);
      }
      watermark(harness, 1);
      return windows(harness).stream()
          .filter(window -> window.size().equals("1m"))
          .map(window -> window.platform() + ": " + window.mentions())
          .toList();
    }
  }

  @Test
  void drillsAreInNoKpiAndNothingIsLeft() throws Exception {
    try (var harness = rollUp(Map.of(), null)) {
      Tally drill = tally(0, 3, null);
      drill.exercise = true;
      tell(harness, drill);
      tell(harness, tally(1, 3, 500L));
      watermark(harness, 24 * 60 + 59);
      assertThat(harness.numKeyedStateEntries()).isPositive();
      watermark(harness, 25 * 60);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(all(harness)).doesNotContain("1m+0 r0: 3").contains("1d+0 r0: 3");
    }
  }

  @Test
  void aWindowIsGoneOnWithAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = rollUp(Map.of(), null)) {
      tell(harness, tally(0, 3, null));
      watermark(harness, 1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = rollUp(Map.of(), snapshot)) {
      tell(harness, tally(0, 1, null));
      watermark(harness, 15);
      assertThat(all(harness)).containsExactlyInAnyOrder("1m+0 r1: 4", "15m+0 r0: 4");
    }
  }

  @Test
  void windowsOfASetWaitForTheirShareOfVoice() throws Exception {
    try (var harness = rollUp(Map.of("lumio", "lamps"), null)) {
      tell(harness, tally(0, 3, null));
      watermark(harness, 1);
      assertThat(windows(harness)).extracting(KpiWindow::platform).containsOnly("twitter");
      assertThat(harness.getSideOutput(RollUpKpisFunction.OF_SETS))
          .extracting(StreamRecord::getValue)
          .extracting(OfSet::competitorSet, ofSet -> ofSet.window().platform())
          .containsExactly(org.assertj.core.groups.Tuple.tuple("lamps", KpiWindow.ALL_PLATFORMS));
    }
  }

  @Test
  void sharesOfASetAddUpToOneAndAreRevisedTogether() throws Exception {
    try (var harness = shareVoice()) {
      tellShare(harness, "lumio", 0, 30);
      tellShare(harness, "nordika", 0, 10);
      assertThat(harness.extractOutputValues()).isEmpty();
      watermark(harness, 1);
      assertThat(shares(harness)).containsExactly("lumio r0 0.75", "nordika r0 0.25");
      tellShare(harness, "nordika", 1, 30);
      assertThat(shares(harness))
          .containsExactly("lumio r0 0.75", "nordika r0 0.25", "lumio r1 0.50", "nordika r1 0.50");
      watermark(harness, 2 + 60);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Tally, KpiWindow> rollUp(
      Map<String, String> sets, @Nullable OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Tally, KpiWindow>(
            new KeyedProcessOperator<>(new RollUpKpisFunction(sets, ALLOWED.toMillis())),
            tally -> tally.brand,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, OfSet, KpiWindow> shareVoice()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, OfSet, KpiWindow>(
            new KeyedProcessOperator<>(new ShareVoiceFunction(ALLOWED.toMillis())),
            OfSet::key,
            Types.STRING);
    harness.open();
    return harness;
  }

  private static Tally tally(int minute, int mentions, @Nullable Long followers) {
    Instant at = START.plusSeconds(60L * minute);
    Tally tally = Tally.forMention(Results.mention("tw", "lumio", at));
    for (int i = 0; i < mentions; i++) {
      tally.add(Results.scored("tw-" + i, "lumio", at));
    }
    if (followers != null) {
      tally.seeOwnFollowers(followers, at.toEpochMilli());
    }
    return tally;
  }

  private static void tell(
      KeyedOneInputStreamOperatorTestHarness<String, Tally, KpiWindow> harness, Tally tally)
      throws Exception {
    harness.processElement(tally, tally.minute * 60_000);
  }

  private static void tellShare(
      KeyedOneInputStreamOperatorTestHarness<String, OfSet, KpiWindow> harness,
      String brand,
      int revision,
      long mentions)
      throws Exception {
    harness.processElement(
        new OfSet("lamps", Results.kpi(brand, START, revision, mentions)), START.toEpochMilli());
  }

  private static void watermark(
      KeyedOneInputStreamOperatorTestHarness<String, ?, KpiWindow> harness, int minute)
      throws Exception {
    harness.processWatermark(START.plusSeconds(60L * minute).toEpochMilli());
  }

  private static List<KpiWindow> windows(
      KeyedOneInputStreamOperatorTestHarness<String, Tally, KpiWindow> harness) {
    return harness.extractOutputValues();
  }

  /** Windows of all platforms: size, start in minutes, revision and mentions. */
  private static List<String> all(
      KeyedOneInputStreamOperatorTestHarness<String, Tally, KpiWindow> harness) {
    return windows(harness).stream()
        .filter(window -> window.platform().equals(KpiWindow.ALL_PLATFORMS))
        .map(
            window ->
                "%s+%d r%d: %d"
                    .formatted(
                        window.size(),
                        Duration.between(START, window.start()).toMinutes(),
                        window.revision(),
                        window.mentions()))
        .toList();
  }

  private static List<String> shares(
      KeyedOneInputStreamOperatorTestHarness<String, OfSet, KpiWindow> harness) {
    return harness.extractOutputValues().stream()
        .map(
            window ->
                String.format(
                    java.util.Locale.ROOT,
                    "%s r%d %.2f",
                    window.brand(),
                    window.revision(),
                    window.shareOfVoice()))
        .toList();
  }
}
