package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.kpi.MentionSample;
import io.vigie.kpi.Tally;
import io.vigie.mention.Author;
import io.vigie.mention.Mention;
import io.vigie.mention.UnlistedBrands;
import io.vigie.mention.WatchedBrand;
import io.vigie.mention.WatchlistSettings;
import io.vigie.scoring.Excerpt;
import io.vigie.scoring.ScoredMention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt ends the test, as it should
class TallyMinutesOperatorTest {

  private static final Instant START = Instant.parse("2026-02-02T08:00:00Z");
  private static final Duration ALLOWED = Duration.ofHours(1);

  @Test
  void aMinuteLeavesWhenTheWatermarkHasPassedIt() throws Exception {
    try (var harness = open()) {
      tell(harness, "tw-1", 10);
      tell(harness, "tw-2", 59);
      tell(harness, "tw-3", 60);
      watermark(harness, 59_998);
      assertThat(harness.extractOutputValues()).isEmpty();
      watermark(harness, 59_999);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              tally -> {
                assertThat(tally.counts.mentions).isEqualTo(2);
                assertThat(tally.minute).isEqualTo(START.getEpochSecond() / 60);
                assertThat(tally.brand).isEqualTo("Lumio");
              });
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void whatIsBehindItIsNeverToldThatNothingIsSaid() throws Exception {
    try (var harness = open()) {
      watermark(harness, 59_999);
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(harness.getOutput()).noneMatch(WatermarkStatus.class::isInstance);
    }
  }

  @Test
  void everythingLeavesBeforeABarrier() throws Exception {
    try (var harness = open()) {
      tell(harness, "tw-1", 10);
      tell(harness, "tw-2", 70);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(2);
      tell(harness, "tw-3", 11);
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(3);
      assertThat(harness.extractOutputValues().stream().mapToLong(tally -> tally.counts.mentions))
          .containsExactlyInAnyOrder(1L, 1L, 1L);
    }
  }

  @Test
  void lateIsCountedWithinTheAllowanceAndSetAsideBeyond() throws Exception {
    try (var harness = open()) {
      long endOfMinute = 60_000;
      watermark(harness, endOfMinute + ALLOWED.toMillis() - 1);
      tell(harness, "tw-late", 30);
      watermark(harness, endOfMinute + ALLOWED.toMillis());
      assertThat(harness.extractOutputValues()).hasSize(1);
      tell(harness, "tw-too-late", 30);
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.getSideOutput(TallyMinutesOperator.LATE))
          .extracting(StreamRecord::getValue)
          .extracting(Mention::id)
          .containsExactly("tw-too-late");
    }
  }

  @Test
  void drillsAndPlatformsAreTalliedApart() throws Exception {
    try (var harness = open()) {
      tell(harness, "tw-1", 10);
      ScoredMention scored = Results.scored("tw-2", "Lumio", START.plusSeconds(10));
      harness.processElement(
          new StreamRecord<>(
              new ScoredMention(drill(scored.mention()), scored.scores(), "m/1"),
              START.toEpochMilli()));
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .extracting(tally -> tally.exercise)
          .containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void followersOfTheBrandsOwnAccountAreNoted() throws Exception {
    try (var harness = open()) {
      tell(harness, mention("tw-1", 10, new Author("someone", 77L, false)));
      tell(harness, mention("tw-2", 20, new Author("lumio_officiel", 5_000L, true)));
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(tally -> assertThat(tally.counts.ownFollowers).isEqualTo(5_000L));
    }
  }

  @Test
  void aBrandsOwnAlarmWordsAreHeard() throws Exception {
    try (var harness = open()) {
      ScoredMention scored = mention("tw-1", 10, null);
      Mention m = scored.mention();
      tell(harness, withText(scored, m, "Ma lampe Lumio vacillait hier soir"));
      tell(harness, mention("tw-2", 11, null));
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              tally -> {
                assertThat(tally.sample.size).isEqualTo(2);
                assertThat(
                        tally.sample.has(0, MentionSample.ALARM)
                            ^ tally.sample.has(1, MentionSample.ALARM))
                    .isTrue();
              });
    }
  }

  @Test
  void whatTheBrandSaysItselfIsNobodysOpinion() throws Exception {
    try (var harness = open()) {
      tell(harness, mention("tw-1", 10, new Author("@Lumio_Officiel", 5_000_000L, true)));
      tell(harness, mention("tw-2", 20, new Author("someone", 77L, false)));
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              tally -> {
                assertThat(tally.counts.mentions).isEqualTo(2);
                assertThat(tally.counts.negative).isEqualTo(1);
                assertThat(tally.counts.neutral).isEqualTo(1);
                assertThat(tally.maxNegativeFollowers).isEqualTo(77);
                assertThat(tally.negativeReach.sum()).isLessThan(100);
                assertThat(tally.weightiest).extracting(Excerpt::id).containsExactly("tw-2");
                assertThat(tally.firstMentionAt).isEqualTo(START.plusSeconds(20).toEpochMilli());
              });
    }
  }

  private static ScoredMention withText(ScoredMention scored, Mention m, String text) {
    return new ScoredMention(
        new Mention(
            m.id(),
            m.brand(),
            m.platform(),
            text,
            m.createdAt(),
            m.lang(),
            m.author(),
            m.engagement(),
            null,
            null,
            null,
            false),
        scored.scores(),
        scored.model());
  }

  private static OneInputStreamOperatorTestHarness<ScoredMention, Tally> open() throws Exception {
    WatchedBrand lumio =
        new WatchedBrand(
            "Lumio",
            List.of("Lumio"),
            List.of(),
            List.of(),
            List.of(),
            List.of("lumio_officiel"),
            null,
            List.of(),
            List.of("vacill*"));
    var harness =
        new OneInputStreamOperatorTestHarness<ScoredMention, Tally>(
            new TallyMinutesOperator(
                new WatchlistSettings(List.of(lumio), UnlistedBrands.ACCEPT, 10),
                ALLOWED.toMillis()));
    harness.open();
    return harness;
  }

  private static void tell(
      OneInputStreamOperatorTestHarness<ScoredMention, Tally> harness, String id, int second)
      throws Exception {
    tell(harness, mention(id, second, new Author("u-" + id, 12L, false)));
  }

  private static void tell(
      OneInputStreamOperatorTestHarness<ScoredMention, Tally> harness, ScoredMention scored)
      throws Exception {
    harness.processElement(new StreamRecord<>(scored, scored.mention().createdAt().toEpochMilli()));
  }

  private static ScoredMention mention(String id, int second, @Nullable Author author) {
    ScoredMention scored = Results.scored(id, "Lumio", START.plusSeconds(second));
    Mention m = scored.mention();
    Mention mention =
        new Mention(
            id,
            m.brand(),
            m.platform(),
            m.text(),
            m.createdAt(),
            "fr",
            author == null ? m.author() : author,
            m.engagement(),
            null,
            null,
            null,
            false);
    return new ScoredMention(mention, scored.scores(), scored.model());
  }

  private static Mention drill(Mention m) {
    return new Mention(
        m.id(),
        m.brand(),
        m.platform(),
        m.text(),
        m.createdAt(),
        m.lang(),
        m.author(),
        m.engagement(),
        null,
        null,
        null,
        true);
  }

  private static void watermark(
      OneInputStreamOperatorTestHarness<ScoredMention, Tally> harness, long millis)
      throws Exception {
    harness.processWatermark(START.toEpochMilli() + millis);
  }
}
