package io.vigie.signal;

import io.vigie.kpi.DrawnMention;
import io.vigie.kpi.Tally;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a brand: one for each minute that is over, as long as the brand is awake.
 *
 * <p>Use, when the watermark has passed the end of a minute: if {@link #needsHistory}, read the
 * history, {@link #refresh}, and write it back; then {@link #step}. Minutes go forward only; one
 * without mentions is stepped while {@link BrandMinutes#isAwake} or while somebody waits for the
 * brand (a signal that fires); all others are left out at no cost, and made up for when the brand
 * wakes, in a time that does not depend on how long it slept.
 *
 * <p>Everything is event time. The outcome depends on the tallies only, not on their order. Belongs
 * to one thread.
 */
public final class IndicatorEngine {

  /** Surprise from which a platform's volume is surprising; C1's start value for "watch". */
  public static final double PLATFORM_SURPRISE = 6;

  /** Mentions below which it is not, however surprising; C1's start value. */
  public static final int PLATFORM_MENTIONS = 20;

  /** Scored mentions below which a share has no z and no surprise; C2's start value. */
  public static final int SHARE_MENTIONS = 30;

  /** Surprise from which an hour teaches no baseline; C1's start value for "watch". */
  public static final double UNUSUAL_SURPRISE = 6;

  private static final int HOUR = 60;
  private static final int QUARTER = 15;

  private final Map<String, ErrorRates> errors;
  private final Baselines baselines = new Baselines();
  private final PlatformReadings ofPlatforms;
  private final VolumeWindows windows = new VolumeWindows();

  /**
   * An engine without readings of single platforms.
   *
   * @param errors how the model errs, by language; none = shares are taken as they are
   */
  public IndicatorEngine(Map<String, ErrorRates> errors) {
    this(errors, Set.of());
  }

  /**
   * An engine.
   *
   * @param platforms those that have readings of their own
   */
  public IndicatorEngine(Map<String, ErrorRates> errors, Set<String> platforms) {
    this.errors = Map.copyOf(errors);
    this.ofPlatforms = new PlatformReadings(platforms);
  }

  /** Whether a new 5-minute bucket began, so that {@link #refresh} must come before the step. */
  public boolean needsHistory(BrandMinutes minutes, long minute) {
    Expectations known = minutes.expectations;
    return known == null || known.bucket() != BrandHistory.bucketOf(minute);
  }

  /**
   * Brings the history up to the bucket that a minute lies in, and the expectations with it.
   *
   * @param minutes changed: expectations
   * @param history changed, unless the minutes are those of a drill
   * @param minute the minute to be stepped next
   * @param mentioned whether the brand was mentioned in that minute
   */
  public void refresh(BrandMinutes minutes, BrandHistory history, long minute, boolean mentioned) {
    refresh(minutes, history, minute, mentioned, PlannedEvents.NONE);
  }

  /**
   * The same, without the time of planned events in any baseline.
   *
   * @param planned those of the brand
   */
  public void refresh(
      BrandMinutes minutes,
      BrandHistory history,
      long minute,
      boolean mentioned,
      PlannedEvents planned) {
    long bucket = BrandHistory.bucketOf(minute);
    if (!minutes.exercise) {
      file(minutes, history, bucket);
      if (mentioned) {
        history.heard(bucket);
      } else {
        history.advance(bucket);
      }
      planned.exclude(history, bucket);
    }
    minutes.unfiledBucket = bucket;
    minutes.earlier = minutes.merged(bucket - BrandHistory.BUCKETS_PER_HOUR + 1, bucket);
    minutes.expectations = baselines.of(history, bucket, minutes.expectations);
    minutes.usual = ContentExpectations.of(history, bucket, windows, minutes.usual);
  }

  /**
   * The step of one minute that is over.
   *
   * @param minutes changed: the minute is noted
   * @param minute the minute, since 1970-01-01T00:00Z; later than the last one
   * @param tallies its tallies, one or more per platform in any order, all of this brand and all of
   *     a drill if the minutes are; empty for a silent minute
   * @throws IllegalArgumentException if the minute is not later than the last, or a tally belongs
   *     elsewhere
   * @throws IllegalStateException if the history was needed and not refreshed
   */
  public BrandStep step(BrandMinutes minutes, long minute, List<Tally> tallies) {
    return step(minutes, minute, tallies, PlannedEvents.NONE);
  }

  /**
   * The same, which tells of the planned event that runs in that minute.
   *
   * @param planned those of the brand
   */
  public BrandStep step(
      BrandMinutes minutes, long minute, List<Tally> tallies, PlannedEvents planned) {
    Expectations expected = minutes.expectations;
    if (expected == null || expected.bucket() != BrandHistory.bucketOf(minute)) {
      throw new IllegalStateException("refresh must come before the first step of a bucket");
    }
    for (Tally tally : tallies) {
      if (tally.minute != minute
          || tally.exercise != minutes.exercise
          || !tally.brand.equals(minutes.brand)) {
        throw new IllegalArgumentException("a tally of another brand, minute or drill");
      }
    }
    // which platforms are followed must not depend on the order of the tallies
    minutes.record(
        minute, tallies.stream().sorted(Comparator.comparing(tally -> tally.platform)).toList());
    Instant at = Instant.ofEpochSecond((minute + 1) * 60);
    List<IndicatorReading> readings = readings(minutes, expected, tallies);
    IndicatorStep indicators =
        new IndicatorStep(
            minutes.brand,
            at,
            expected.learning(),
            readings,
            outlook(minutes, expected, readings),
            planned.nameAt(Instant.ofEpochSecond(minute * 60)));
    return new BrandStep(
        indicators,
        earliest(tallies, tally -> tally.firstMentionAt),
        weightiest(tallies),
        byPlatform(tallies),
        samples(tallies),
        minutes.exercise,
        earliest(tallies, tally -> tally.firstOwnAt));
  }

  private void file(BrandMinutes minutes, BrandHistory history, long bucket) {
    if (!minutes.started) {
      return;
    }
    // buckets after the last recorded minute had no mention: heard or advance tell the history
    long last = BrandHistory.bucketOf(minutes.lastMinute);
    for (long b = minutes.unfiledBucket; b <= Math.min(last, bucket - 1); b++) {
      long from = b * BrandHistory.BUCKET_MINUTES;
      long to = from + BrandHistory.BUCKET_MINUTES;
      int volume = minutes.sum(minutes.volume, from, to);
      history.file(
          b,
          volume,
          minutes.sum(minutes.negative, from, to),
          minutes.sum(minutes.scored, from, to));
      if (isSurprising(minutes, b)) {
        history.markSurprising(b);
      }
      for (var platform : new TreeMap<>(minutes.merged(b, b + 1).platforms).entrySet()) {
        history.filePlatform(b, platform.getKey(), platform.getValue());
      }
    }
    long hour = Math.floorDiv(minutes.unfiledBucket, (long) BrandHistory.BUCKETS_PER_HOUR);
    if (hour < Math.floorDiv(bucket, (long) BrandHistory.BUCKETS_PER_HOUR)) {
      fileHour(minutes, history, hour);
    }
  }

  /** Whether the hour up to the end of a bucket is too unlike its baseline to teach it. */
  private static boolean isSurprising(BrandMinutes minutes, long bucket) {
    Expectations expected = minutes.expectations;
    CountBaseline volume =
        expected == null || expected.bucket() != bucket ? null : expected.volume();
    long to = (bucket + 1) * BrandHistory.BUCKET_MINUTES;
    int hour = minutes.sum(minutes.volume, to - HOUR, to);
    return volume != null && volume.surprise(hour) >= UNUSUAL_SURPRISE;
  }

  private static void fileHour(BrandMinutes minutes, BrandHistory history, long hour) {
    int volume = minutes.sum(minutes.volume, hour * HOUR, (hour + 1) * HOUR);
    if (minutes.ownFollowers >= 0) {
      history.content.fileFollowers(hour, minutes.ownFollowers);
    }
    if (volume > 0) {
      fileContent(minutes, history, hour);
      long from = hour * BrandHistory.BUCKETS_PER_HOUR;
      Chunk chunk = minutes.merged(from, from + BrandHistory.BUCKETS_PER_HOUR);
      int reposts = minutes.sum(minutes.reposts, hour * HOUR, (hour + 1) * HOUR);
      history.fileHour(
          hour,
          chunk.authors.effective(),
          (double) reposts / volume,
          (double) chunk.negativeReach.sum());
    }
  }

  private static void fileContent(BrandMinutes minutes, BrandHistory history, long hour) {
    long from = hour * BrandHistory.BUCKETS_PER_HOUR;
    history.content.file(
        hour,
        minutes.sum(minutes.scored, hour * HOUR, (hour + 1) * HOUR),
        minutes.sum(minutes.positive, hour * HOUR, (hour + 1) * HOUR),
        minutes.sum(minutes.negative, hour * HOUR, (hour + 1) * HOUR),
        minutes.content(from, from + BrandHistory.BUCKETS_PER_HOUR));
  }

  private List<IndicatorReading> readings(
      BrandMinutes minutes, Expectations expected, List<Tally> tallies) {
    long end = minutes.lastMinute + 1;
    List<IndicatorReading> readings = new ArrayList<>(Indicator.values().length);
    int volume = minutes.sum(minutes.volume, end - HOUR, end);
    int quarter = minutes.sum(minutes.volume, end - QUARTER, end);
    int negative = minutes.sum(minutes.negative, end - HOUR, end);
    readings.add(count(Indicator.VOLUME, volume, expected.volume()));
    readings.add(count(Indicator.VOLUME_15M, quarter, expected.volume15()));
    Chunk hour = minutes.lastHour();
    ErrorRates rates = ErrorRates.of(errors, hour.languages);
    addShare(readings, negative, minutes.sum(minutes.scored, end - HOUR, end), rates, expected);
    readings.add(count(Indicator.NEGATIVE_VOLUME, negative, expected.negativeVolume()));
    int before = minutes.sum(minutes.volume, end - 2 * QUARTER, end - QUARTER);
    readings.add(velocity(quarter, before, expected.learning()));
    readings.add(level(Indicator.AUTHOR_BREADTH, hour.authors.effective(), expected.breadth()));
    if (volume > 0) {
      int reposts = minutes.sum(minutes.reposts, end - HOUR, end);
      readings.add(amplification(reposts, volume, expected.amplification()));
    }
    readings.add(
        level(
            Indicator.NEGATIVE_REACH, (double) hour.negativeReach.sum(), expected.negativeReach()));
    readings.add(reading(Indicator.AUTHORITY, (double) maxNegativeFollowers(tallies), null, null));
    if (!expected.learning()) {
      follow(minutes, surprisingPlatforms(hour, expected));
      readings.add(reading(Indicator.PLATFORMS, minutes.surprisingSince.size(), null, null));
      LongReadings.addTo(readings, minutes, expected);
    }
    readings.addAll(ofPlatforms.of(hour, expected, rates));
    readings.addAll(ContentReadings.of(minutes, expected, usual(minutes)));
    return readings;
  }

  private void addShare(
      List<IndicatorReading> readings,
      int negative,
      int scored,
      ErrorRates rates,
      Expectations expected) {
    if (scored == 0) {
      return;
    }
    double observed = (double) negative / scored;
    double share = rates.correct(observed);
    ErrorRates.Interval interval = rates.interval(observed, scored);
    ShareBaseline baseline = expected.negativeShare();
    if (baseline == null) {
      readings.add(reading(Indicator.NEGATIVE_SHARE, share, null, null).within(interval));
      return;
    }
    double usual = rates.correct(baseline.share());
    if (scored < SHARE_MENTIONS) {
      readings.add(reading(Indicator.NEGATIVE_SHARE, share, usual, null).within(interval));
      return;
    }
    // correcting divides the difference and its error alike, so z is that of the observed shares
    double z = baseline.z(observed, scored);
    double surprise = TailProbability.normal(z);
    readings.add(reading(Indicator.NEGATIVE_SHARE, share, usual, surprise).within(interval));
    readings.add(reading(Indicator.NEGATIVE_SHARE_Z, z, 0.0, surprise));
  }

  private static IndicatorReading velocity(int now, int before, boolean learning) {
    double growth = Math.log((now + 1.0) / (before + 1.0));
    return learning
        ? reading(Indicator.VELOCITY, growth, null, null)
        : reading(Indicator.VELOCITY, growth, 0.0, TailProbability.half(now, (long) now + before));
  }

  private static IndicatorReading amplification(
      int reposts, int volume, @Nullable RatioBaseline baseline) {
    double ratio = (double) reposts / volume;
    return baseline == null
        ? reading(Indicator.AMPLIFICATION, ratio, null, null)
        : reading(
            Indicator.AMPLIFICATION, ratio, baseline.share(), baseline.surprise(ratio, volume));
  }

  private static IndicatorReading count(
      Indicator indicator, int value, @Nullable CountBaseline baseline) {
    return baseline == null
        ? reading(indicator, value, null, null)
        : reading(indicator, value, baseline.mean(), baseline.surprise(value));
  }

  private static IndicatorReading level(
      Indicator indicator, double value, @Nullable LevelBaseline baseline) {
    return baseline == null
        ? reading(indicator, value, null, null)
        : reading(indicator, value, baseline.expected(), baseline.surprise(value));
  }

  private static IndicatorReading reading(
      Indicator indicator, double value, @Nullable Double expected, @Nullable Double surprise) {
    return new IndicatorReading(indicator.label(), value, expected, surprise);
  }

  /** What the readings mean for the hours to come; its numbers join them. */
  private static @Nullable Outlook outlook(
      BrandMinutes minutes, Expectations expected, List<IndicatorReading> readings) {
    if (expected.learning()) {
      return null;
    }
    RiskScore.Risk risk = RiskScore.of(readings);
    List<VolumeForecast> forecasts = Forecaster.forecasts(minutes, expected, usual(minutes));
    readings.add(reading(Indicator.RISK, risk.value(), null, null));
    for (VolumeForecast forecast : forecasts) {
      Indicator indicator =
          forecast.hours() == 1 ? Indicator.VOLUME_NEXT_HOUR : Indicator.VOLUME_NEXT_6H;
      readings.add(reading(indicator, forecast.p50(), null, null));
    }
    return new Outlook(risk.value(), risk.drivers(), forecasts);
  }

  private static ContentExpectations usual(BrandMinutes minutes) {
    ContentExpectations usual = minutes.usual;
    if (usual == null) {
      throw new IllegalStateException("refresh must come before the first step of a bucket");
    }
    return usual;
  }

  /** Remembers since when each platform is surprising. */
  private static void follow(BrandMinutes minutes, Set<String> surprising) {
    minutes.surprisingSince.keySet().retainAll(surprising);
    for (String platform : surprising) {
      minutes.surprisingSince.putIfAbsent(platform, minutes.lastMinute);
    }
  }

  private static Set<String> surprisingPlatforms(Chunk hour, Expectations expected) {
    Set<String> surprising = new HashSet<>();
    for (Map.Entry<String, Integer> platform : hour.platforms.entrySet()) {
      int mentions = platform.getValue();
      CountBaseline baseline =
          expected.platforms().getOrDefault(platform.getKey(), expected.otherPlatform());
      if (mentions >= PLATFORM_MENTIONS
          && baseline != null
          && baseline.surprise(mentions) >= PLATFORM_SURPRISE) {
        surprising.add(platform.getKey());
      }
    }
    return surprising;
  }

  private static long maxNegativeFollowers(List<Tally> tallies) {
    long most = 0;
    for (Tally tally : tallies) {
      most = Math.max(most, tally.maxNegativeFollowers);
    }
    return most;
  }

  private static @Nullable Instant earliest(List<Tally> tallies, ToLongFunction<Tally> time) {
    long first = Long.MAX_VALUE;
    for (Tally tally : tallies) {
      first = Math.min(first, time.applyAsLong(tally));
    }
    return first == Long.MAX_VALUE ? null : Instant.ofEpochMilli(first);
  }

  private static List<Excerpt> weightiest(List<Tally> tallies) {
    return tallies.stream()
        .flatMap(tally -> tally.weightiest.stream())
        // ids are unique on their platform only
        .sorted(Comparator.<Excerpt>naturalOrder().thenComparing(Excerpt::platform))
        .limit(BrandStep.MAX_EXCERPTS)
        .toList();
  }

  private static List<DrawnMention> samples(List<Tally> tallies) {
    return tallies.stream()
        .flatMap(tally -> tally.drawn.stream())
        .sorted(DrawnMention.ORDER)
        .limit(BrandStep.MAX_SAMPLES)
        .toList();
  }

  private static Map<String, Long> byPlatform(List<Tally> tallies) {
    Map<String, Long> all = new HashMap<>();
    for (Tally tally : tallies) {
      all.merge(tally.platform, tally.counts.mentions, Long::sum);
    }
    if (all.size() <= BrandStep.MAX_PLATFORMS) {
      return all;
    }
    Map<String, Long> most = new HashMap<>();
    all.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(BrandStep.MAX_PLATFORMS)
        .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
    return most;
  }
}
