package io.vigie.signal;

import io.vigie.scoring.Category;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readings of what was said, by whom and how alike, and of what is missing or to come. */
final class ContentReadings {

  private static final int HOUR = 60;
  private static final int QUARTER = 15;

  /** The longest silence that a brand stays awake for, in minutes: all but two hours. */
  private static final int LONG = BrandMinutes.MINUTES - 1;

  /** Sampled mentions below which self-reference has no surprise; C9's start value. */
  private static final int SELF_REFERENCE_MENTIONS = 100;

  /** Words of one author come together, so a rate of words varies more than chance; start value. */
  private static final double WORDS_TOGETHER = 2;

  private final BrandMinutes minutes;
  private final Expectations expected;
  private final ContentExpectations usual;
  private final HourContent hour;
  private final long end;
  private final int volume;
  private final List<IndicatorReading> readings = new ArrayList<>();

  private ContentReadings(BrandMinutes minutes, Expectations expected, ContentExpectations usual) {
    this.minutes = minutes;
    this.expected = expected;
    this.usual = usual;
    hour = minutes.contentOfLastHour();
    end = minutes.lastMinute + 1;
    volume = minutes.sum(minutes.volume, end - HOUR, end);
  }

  /**
   * The readings of the last recorded minute.
   *
   * @param expected null where the brand is still learning
   */
  static List<IndicatorReading> of(
      BrandMinutes minutes, Expectations expected, ContentExpectations usual) {
    ContentReadings readings = new ContentReadings(minutes, expected, usual);
    readings.addSentiment();
    readings.addAcceleration();
    readings.addEmotions();
    readings.addCategories();
    readings.addWords();
    readings.addCopies();
    readings.addFollowers();
    readings.addPlatformLag();
    readings.addVolumeDrop();
    return readings.readings;
  }

  private void addSentiment() {
    int scored = minutes.sum(minutes.scored, end - HOUR, end);
    if (scored > 0) {
      int positive = minutes.sum(minutes.positive, end - HOUR, end);
      int negative = minutes.sum(minutes.negative, end - HOUR, end);
      double value = (double) (positive - negative) / scored;
      SentimentBaseline norm = learned(usual.sentiment());
      add(
          Indicator.NET_SENTIMENT,
          value,
          norm == null ? null : norm.sentiment(),
          norm == null || scored < IndicatorEngine.SHARE_MENTIONS
              ? null
              : TailProbability.normal(norm.below(value, scored)));
    }
    if (learned(usual.sentiment()) != null) {
      add(Indicator.SLOW_BURN, usual.slowBurn(), null, null);
    }
  }

  private void addAcceleration() {
    add(Indicator.ACCELERATION, growth(0) - growth(1), null, null);
  }

  /** Growth from one quarter of an hour to the next, so many quarters ago. */
  private double growth(int ago) {
    long to = end - (long) ago * QUARTER;
    int now = minutes.sum(minutes.volume, to - QUARTER, to);
    int before = minutes.sum(minutes.volume, to - 2 * QUARTER, to - QUARTER);
    return Math.log((now + 1.0) / (before + 1.0));
  }

  private void addEmotions() {
    int n = hour.counts.withEmotion();
    if (n == 0) {
      return;
    }
    double share = (double) hour.counts.aroused() / n;
    addShare(Indicator.AROUSAL_SHARE, share, n, usual.arousal());
    ShareBaseline norm = learned(usual.arousal());
    if (norm != null && n >= IndicatorEngine.SHARE_MENTIONS) {
      double z = norm.z(share, n);
      add(Indicator.AROUSAL_SHARE_Z, z, 0.0, TailProbability.normal(z));
    }
  }

  private void addCategories() {
    int n = hour.counts.withCategory();
    if (n == 0) {
      return;
    }
    if (learned(usual.complaints()) != null && n >= IndicatorEngine.SHARE_MENTIONS) {
      double g = CategoryShift.g(hour.counts.categories, usual.categories());
      int kinds = hour.counts.categories.length;
      add(Indicator.CATEGORY_SHIFT, g, kinds - 1.0, CategoryShift.surprise(g, kinds));
    }
    double complaints = (double) hour.counts.of(Category.COMPLAINT) / n;
    addShare(Indicator.COMPLAINT_SHARE, complaints, n, usual.complaints());
  }

  private void addWords() {
    if (hour.sampled == 0) {
      return;
    }
    addShare(Indicator.ALARM_SHARE, hour.alarmShare, hour.sampled, usual.alarms());
    if (hour.words > 0) {
      addSelfReference();
    }
    double convergence = hour.convergence;
    if (!Double.isNaN(convergence)) {
      RatioBaseline norm = learned(usual.convergence());
      add(
          Indicator.CONVERGENCE,
          convergence,
          norm == null ? null : norm.share(),
          norm == null ? null : norm.surprise(convergence, hour.sampled));
    }
  }

  private void addSelfReference() {
    double share = (double) hour.firstPerson / hour.words;
    ShareBaseline norm = learned(usual.selfReference());
    if (norm == null) {
      add(Indicator.SELF_REFERENCE, 100 * share, null, null);
      return;
    }
    boolean enough = hour.sampled >= SELF_REFERENCE_MENTIONS;
    double z = norm.z(share, hour.words) / Math.sqrt(WORDS_TOGETHER);
    add(
        Indicator.SELF_REFERENCE,
        100 * share,
        100 * norm.share(),
        enough ? TailProbability.normal(-z) : null);
  }

  private void addCopies() {
    ShareBaseline weak = usual.weak();
    Copies copies = hour.copies(weak == null ? Copies.USUALLY_WEAK : weak.share());
    double coordinated = 0;
    if (copies.mentions() > 0) {
      double duplicates = copies.duplicates() / copies.mentions();
      addShare(Indicator.NEAR_DUPLICATE_SHARE, duplicates, hour.sampled, usual.duplicates());
      add(Indicator.AUTHOR_CONCENTRATION, hour.topAuthorShare, null, null);
      coordinated = Math.max(0, 1 - copies.effective() / copies.mentions());
      add(Indicator.COORDINATION, coordinated, null, null);
    }
    double discounted = volume * (1 - coordinated);
    CountBaseline norm = expected.volume();
    add(
        Indicator.DISCOUNTED_VOLUME,
        discounted,
        norm == null || expected.learning() ? null : norm.mean(),
        norm == null || expected.learning() ? null : norm.surprise(Math.round(discounted)));
  }

  private void addFollowers() {
    FollowerBaseline norm = usual.followers();
    if (minutes.ownFollowers >= 0 && norm != null) {
      double change = norm.changeTo(minutes.ownFollowers);
      Double surprise = norm.surprise(change);
      add(
          Indicator.FOLLOWER_CHANGE,
          change,
          surprise == null ? null : Double.valueOf(norm.change()),
          surprise);
    }
  }

  private void addPlatformLag() {
    if (minutes.surprisingSince.size() >= 2) {
      List<Long> since = minutes.surprisingSince.values().stream().sorted().toList();
      add(Indicator.PLATFORM_LAG, since.get(1) - since.get(0), null, null);
    }
  }

  private void addVolumeDrop() {
    int heard = minutes.sum(minutes.volume, end - LONG, end);
    CountBaseline norm = learned(usual.twoHours());
    add(
        Indicator.VOLUME_DROP,
        heard,
        norm == null ? null : norm.mean(),
        norm == null
            ? null
            : TailProbability.negativeBinomialAtMost(heard, norm.mean(), norm.variance()));
  }

  private void addShare(
      Indicator indicator, double share, int n, @Nullable ShareBaseline baseline) {
    ShareBaseline norm = learned(baseline);
    add(
        indicator,
        share,
        norm == null ? null : norm.share(),
        norm == null || n < IndicatorEngine.SHARE_MENTIONS
            ? null
            : TailProbability.normal(norm.z(share, n)));
  }

  /** Nothing is expected while the brand is learning. */
  private <T> @Nullable T learned(@Nullable T baseline) {
    return expected.learning() ? null : baseline;
  }

  private void add(
      Indicator indicator, double value, @Nullable Double expectation, @Nullable Double surprise) {
    readings.add(new IndicatorReading(indicator.label(), value, expectation, surprise));
  }
}
