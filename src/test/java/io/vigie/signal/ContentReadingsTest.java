package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.kpi.Tally;
import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.Sentiment;
import io.vigie.scoring.UnscoredReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A brand of four quiet days, and what its indicators of content say of the hour that follows. */
class ContentReadingsTest {

  private static final int DAY = 1440;
  private static final String[] QUIET = {
    "je suis content de ma lampe et mon salon aussi",
    "la livraison de mon colis est prevue demain matin",
    "quelle ampoule faut il pour ce modele de bureau",
    "le magasin de la gare ouvre quand exactement",
    "merci pour votre aide avec ma facture du mois"
  };

  private final IndicatorEngine engine = new IndicatorEngine(Map.of());
  private final BrandMinutes minutes = new BrandMinutes("Lumea", false);
  private final BrandHistory history = new BrandHistory();
  private long minute;
  private int id;

  @BeforeEach
  void fourQuietDays() {
    for (minute = 0; minute < 4 * DAY; minute++) {
      List<ScoredMention> said = new ArrayList<>();
      if (minute % 2 == 0) {
        int k = (int) (minute / 2);
        said.add(
            mention(
                QUIET[k % 5] + " " + Integer.toString(k * 7919, 36),
                Sentiment.values()[k % 3],
                k % 5 == 0 ? Emotion.ANGER : Emotion.NONE,
                k % 4 == 0 ? Category.COMPLAINT : Category.OTHER));
      }
      step(said);
    }
  }

  @Test
  void aQuietHourSurprisesNobody() {
    BrandStep step = step(List.of());
    for (IndicatorReading reading : step.indicators().readings()) {
      Double surprise = reading.surprise();
      if (surprise != null) {
        assertThat(surprise).as(reading.name()).isLessThan(2);
      }
    }
    assertThat(value(step, Indicator.NET_SENTIMENT)).isCloseTo(0, within(0.1));
    assertThat(value(step, Indicator.AROUSAL_SHARE)).isCloseTo(0.2, within(0.05));
    assertThat(value(step, Indicator.SLOW_BURN)).isLessThan(1);
    assertThat(value(step, Indicator.ALARM_SHARE)).isZero();
    assertThat(value(step, Indicator.COORDINATION)).isZero();
    assertThat(value(step, Indicator.DISCOUNTED_VOLUME)).isEqualTo(value(step, Indicator.VOLUME));
    assertThat(value(step, Indicator.RISK)).isZero();
    Outlook outlook = Objects.requireNonNull(step.indicators().outlook());
    assertThat(outlook.forecasts()).extracting(VolumeForecast::hours).containsExactly(1, 6);
    assertThat(outlook.forecasts().get(0).p50()).isCloseTo(30, within(4.0));
    assertThat(outlook.forecasts().get(1).p50()).isCloseTo(180, within(20.0));
  }

  @Test
  void angerAboutADangerIsHeardInEveryWay() {
    BrandStep step = null;
    for (int i = 0; i < 20; i++) {
      List<ScoredMention> said = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        int n = i * 10 + k;
        said.add(
            mention(
                "lampe lumea dangereuse danger explosion lumea "
                    + Integer.toString(n * 104729, 36)
                    + " "
                    + Integer.toString(n * 7919, 36),
                Sentiment.NEGATIVE,
                Emotion.FEAR,
                Category.CLAIM));
      }
      step = step(said);
    }
    BrandStep last = Objects.requireNonNull(step);
    assertThat(value(last, Indicator.NET_SENTIMENT)).isLessThan(-0.7);
    assertThat(surprise(last, Indicator.NET_SENTIMENT)).isGreaterThan(4);
    assertThat(surprise(last, Indicator.AROUSAL_SHARE)).isGreaterThan(10);
    assertThat(value(last, Indicator.AROUSAL_SHARE_Z)).isGreaterThan(6);
    assertThat(surprise(last, Indicator.CATEGORY_SHIFT)).isGreaterThan(4);
    assertThat(value(last, Indicator.COMPLAINT_SHARE)).isLessThan(0.1);
    assertThat(value(last, Indicator.ALARM_SHARE)).isGreaterThan(0.7);
    assertThat(surprise(last, Indicator.ALARM_SHARE)).isGreaterThan(10);
    assertThat(value(last, Indicator.SELF_REFERENCE)).isLessThan(2);
    assertThat(surprise(last, Indicator.SELF_REFERENCE)).isGreaterThan(2);
    assertThat(surprise(last, Indicator.CONVERGENCE)).isGreaterThan(2);
    // a flood that began twenty minutes ago and stays as it is gains no more speed
    assertThat(value(last, Indicator.ACCELERATION)).isBetween(-2.0, 0.0);
    assertThat(value(last, Indicator.RISK)).isGreaterThan(0.8);
    Outlook outlook = Objects.requireNonNull(last.indicators().outlook());
    assertThat(outlook.drivers().get(0).indicator()).isEqualTo("negative-volume");
    assertThat(outlook.forecasts().get(0).p90()).isGreaterThan(200);
  }

  @Test
  void aSourceThatFallsSilentSurprisesByItsAbsence() {
    BrandStep step = null;
    for (int i = 0; i < BrandMinutes.MINUTES - 1 && minutes.isAwake(minute); i++) {
      step = step(List.of());
    }
    BrandStep last = Objects.requireNonNull(step);
    assertThat(value(last, Indicator.VOLUME_DROP)).isLessThan(2);
    assertThat(surprise(last, Indicator.VOLUME_DROP)).isGreaterThan(6);
    assertThat(surprise(last, Indicator.VOLUME)).isZero();
  }

  @Test
  void whatCannotBeScoredIsNoMood() {
    BrandStep step = null;
    for (int i = 0; i < 61; i++) {
      step = step(List.of(unscored("ламповый магазин " + i)));
    }
    BrandStep last = Objects.requireNonNull(step);
    assertThat(last.indicators().reading(Indicator.NET_SENTIMENT.label())).isNull();
    assertThat(last.indicators().reading(Indicator.AROUSAL_SHARE.label())).isNull();
    assertThat(last.indicators().reading(Indicator.CATEGORY_SHIFT.label())).isNull();
    assertThat(value(last, Indicator.DISCOUNTED_VOLUME)).isEqualTo(60);
  }

  @Test
  void countsAloneHaveAVolumeAndAForecast() {
    Tally counted = new Tally("Lumea", "counts", minute, false);
    counted.counts.mentions = 90;
    BrandStep step = run(List.of(counted));
    assertThat(value(step, Indicator.DISCOUNTED_VOLUME)).isGreaterThanOrEqualTo(90);
    assertThat(Objects.requireNonNull(step.indicators().outlook()).forecasts()).hasSize(2);
  }

  @Test
  void theSecondPlatformComesSoManyMinutesLater() {
    BrandStep step = step(flood("twitter"));
    assertThat(step.indicators().reading(Indicator.PLATFORM_LAG.label())).isNull();
    for (int i = 0; i < 6; i++) {
      step(List.of());
    }
    step = step(flood("reddit"));
    assertThat(value(step, Indicator.PLATFORM_LAG)).isEqualTo(7);
    assertThat(value(step, Indicator.PLATFORMS)).isEqualTo(2);
  }

  private List<ScoredMention> flood(String platform) {
    List<ScoredMention> flood = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      ScoredMention said = mention(QUIET[i % 5], Sentiment.NEUTRAL, Emotion.NONE, Category.OTHER);
      Mention m = said.mention();
      flood.add(
          new ScoredMention(
              new Mention(
                  m.id(),
                  m.brand(),
                  platform,
                  m.text(),
                  m.createdAt(),
                  m.lang(),
                  m.author(),
                  m.engagement(),
                  null,
                  null,
                  null,
                  false),
              said.scores(),
              said.model()));
    }
    return flood;
  }

  private BrandStep step(List<ScoredMention> said) {
    Map<String, Tally> tallies = new java.util.TreeMap<>();
    for (ScoredMention mention : said) {
      tallies
          .computeIfAbsent(
              mention.mention().platform(), platform -> Tally.forMention(mention.mention()))
          .add(mention);
    }
    return run(List.copyOf(tallies.values()));
  }

  private BrandStep run(List<Tally> tallies) {
    if (engine.needsHistory(minutes, minute)) {
      engine.refresh(minutes, history, minute, !tallies.isEmpty());
    }
    BrandStep step = engine.step(minutes, minute, tallies);
    minute = minutes.lastMinute + 1;
    return step;
  }

  private ScoredMention mention(
      String text, Sentiment sentiment, Emotion emotion, Category category) {
    return new ScoredMention(
        raw(text),
        new Scores(
            one(sentiment.ordinal(), 3),
            one(emotion.ordinal(), 7),
            one(category.ordinal(), 6),
            "fr",
            null),
        "test/1");
  }

  private ScoredMention unscored(String text) {
    return new ScoredMention(raw(text), Scores.unscored(UnscoredReason.LANGUAGE, null), "test/1");
  }

  private Mention raw(String text) {
    id++;
    return new Mention(
        "tw-" + id,
        "Lumea",
        "twitter",
        text,
        Instant.ofEpochSecond(minute * 60 + id % 60),
        "fr",
        new Author("reader-" + id, 300L, false),
        Engagement.NONE,
        null,
        null,
        null,
        false);
  }

  private static float[] one(int at, int size) {
    float[] p = new float[size];
    p[at] = 1;
    return p;
  }

  private static double value(BrandStep step, Indicator indicator) {
    return Objects.requireNonNull(step.indicators().reading(indicator.label())).value();
  }

  private static double surprise(BrandStep step, Indicator indicator) {
    return Objects.requireNonNull(
        Objects.requireNonNull(step.indicators().reading(indicator.label())).surprise());
  }
}
