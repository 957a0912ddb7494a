package io.vigie.kpi;

import static io.vigie.kpi.Mentions.mention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vigie.mention.Engagement;
import io.vigie.scoring.ScoredMention;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiAccumulatorTest {

  private static final Instant AT = Instant.parse("2024-02-29T23:47:12Z");

  @Test
  void theFormulasByHand() {
    KpiAccumulator hour = accumulator(KpiSize.HOUR);
    hour.add(
        tally(
            mention("1", AT, "zoe", 1000L, 0.9f, new Engagement(10, 4, 1, null), null),
            mention("2", AT, "zoe", 1000L, 0.7f),
            mention("3", AT, "max", 500L, 0.2f, new Engagement(0, 0, 15, null), "1")));
    KpiWindow window = hour.close(80L);

    assertThat(window.mentions()).isEqualTo(3);
    assertThat(window.authors()).isEqualTo(2);
    assertThat(window.negative()).isEqualTo(2);
    // neutral and positive tie at 0.4: the first label wins
    assertThat(window.neutral()).isEqualTo(1);
    assertThat(window.netSentiment()).isCloseTo(-2.0 / 3, within(1e-12));
    assertThat(window.interactions()).isEqualTo(30);
    assertThat(window.potentialReach()).isEqualTo(1500);
    assertThat(window.engagementDenominator()).isEqualTo("potential-reach");
    assertThat(window.engagementRate()).isCloseTo(30.0 / 1500, within(1e-12));
    assertThat(window.start()).isEqualTo("2024-02-29T23:00:00Z");
    assertThat(window.end()).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(window.followers()).isNull();
    assertThat(window.followersChange()).isNull();
    assertThat(window.revision()).isZero();
  }

  @Test
  void engagementIsByViewsOnlyIfEveryMentionTellsThem() {
    ScoredMention seen = mention("1", AT, "zoe", 100L, 0.9f, new Engagement(5, 0, 0, 200L), null);
    KpiAccumulator minute = accumulator(KpiSize.MINUTE);
    minute.add(tally(seen));
    KpiWindow byViews = minute.close(null);
    assertThat(byViews.engagementDenominator()).isEqualTo("views");
    assertThat(byViews.engagementRate()).isEqualTo(5.0 / 200);

    minute.add(tally(mention("2", AT, "max", 100L, 0.9f)));
    KpiWindow byReach = minute.close(null);
    assertThat(byReach.engagementDenominator()).isEqualTo("potential-reach");
    assertThat(byReach.engagementRate()).isEqualTo(5.0 / 200);
    assertThat(byReach.engagementBase()).isEqualTo(200);
    assertThat(byReach.revision()).isEqualTo(1);
  }

  @Test
  void nothingScoredAndNobodyReachedHasNoRates() {
    KpiWindow window = accumulator(KpiSize.DAY).close(null);
    assertThat(window.netSentiment()).isNull();
    assertThat(window.engagementRate()).isNull();
  }

  @Test
  void followersChangeAgainstTheWindowBefore() {
    KpiAccumulator day = accumulator(KpiSize.DAY);
    Tally tally = tally();
    tally.seeOwnFollowers(5_250, AT.toEpochMilli());
    day.add(tally);
    assertThat(day.close(5_000L).followersChange()).isEqualTo(250);
    assertThat(day.close(null).followersChange()).isNull();
  }

  @Test
  void aDrillIsInNoKpi() {
    Tally drill = new Tally("Lumea", "twitter", 0, true);
    assertThatThrownBy(() -> accumulator(KpiSize.HOUR).add(drill))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void windowsAreAlignedToUtcAlsoBefore1970() {
    assertThat(KpiSize.DAY.startOf(-1)).isEqualTo(-1440);
    assertThat(KpiSize.QUARTER.startOf(29)).isEqualTo(15);
  }

  @Test
  void aWindowIsOverAfterTheAllowance() {
    assertThat(KpiSize.MINUTE.isOver(0, 60_000 + 4_999, 5_000)).isFalse();
    assertThat(KpiSize.MINUTE.isOver(0, 60_000 + 5_000, 5_000)).isTrue();
    assertThat(KpiSize.MINUTE.isOver(0, Long.MIN_VALUE, 5_000)).isFalse();
  }

  @Test
  void aLateMentionOfOneBrandRevisesTheSharesOfAll() {
    ShareOfVoice lamps = new ShareOfVoice("lamps");
    lamps.update(window("Lumea", 0, 30));
    lamps.update(window("Brillac", 0, 10));
    List<KpiWindow> first = lamps.close();
    assertThat(first).extracting(KpiWindow::brand).containsExactly("Brillac", "Lumea");
    assertThat(first).extracting(KpiWindow::shareOfVoice).containsExactly(0.25, 0.75);
    assertThat(first).extracting(KpiWindow::competitorSet).containsOnly("lamps");
    assertThat(lamps.close()).isEmpty();

    lamps.update(window("Brillac", 1, 20));
    lamps.update(window("Brillac", 0, 10));
    List<KpiWindow> second = lamps.close();
    assertThat(second).extracting(KpiWindow::shareOfVoice).containsExactly(0.4, 0.6);
    assertThat(second).extracting(KpiWindow::revision).containsExactly(1, 1);
  }

  private static KpiAccumulator accumulator(KpiSize size) {
    return new KpiAccumulator("Lumea", "all", size, Tally.minuteOf(AT.toEpochMilli()));
  }

  private static Tally tally(ScoredMention... mentions) {
    Tally tally = new Tally("Lumea", "twitter", Tally.minuteOf(AT.toEpochMilli()), false);
    for (ScoredMention mention : mentions) {
      tally.add(mention);
    }
    return tally;
  }

  private static KpiWindow window(String brand, int revision, long mentions) {
    KpiAccumulator hour = new KpiAccumulator(brand, "all", KpiSize.HOUR, 0);
    hour.counts.mentions = mentions;
    hour.closed = revision;
    return hour.close(null);
  }
}
