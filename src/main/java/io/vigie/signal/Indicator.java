package io.vigie.signal;

import java.util.Locale;

/**
 * The catalogue of indicators. The name in YAML and JSON is the constant in lower case with
 * hyphens.
 */
public enum Indicator {
  /** C1: mentions in the last hour, against the same time of day on the last 14 days. */
  VOLUME("mentions in the last hour"),
  /**
   * C1 on a short scale: mentions in the last 15 minutes, so that an explosion is seen within a
   * step.
   */
  VOLUME_15M("mentions in the last 15 minutes"),
  /**
   * C2: share of negative mentions among the scored ones of the last hour, corrected for the
   * model's errors. It has no surprise below 30 scored mentions.
   */
  NEGATIVE_SHARE("share of negative mentions in the last hour, 0 to 1", Range.SHARE),
  /** C2 as a z-score of the share against its baseline; only from 30 scored mentions on. */
  NEGATIVE_SHARE_Z("z-score of the negative share against its baseline", Range.SIGNED),
  /** C3: negative mentions in the last hour, against their own baseline. */
  NEGATIVE_VOLUME("negative mentions in the last hour"),
  /** C5: growth of the volume from one 15-minute span to the next, ln((N1+1)/(N0+1)). */
  VELOCITY("growth of the volume between two 15-minute spans, natural logarithm", Range.SIGNED),
  /** C11: effective number of authors in the last hour (56 to 60 minutes), exp(entropy). */
  AUTHOR_BREADTH("effective number of authors in the last hour"),
  /** C12: share of reposts among the mentions of the last hour. */
  AMPLIFICATION("share of reposts in the last hour, 0 to 1", Range.SHARE),
  /**
   * C13: followers of the distinct authors of negative mentions in the last hour, weighted by
   * P(negative).
   */
  NEGATIVE_REACH(
      "followers of distinct negative authors in the last hour, weighted by P(negative)"),
  /** C14: most followers of one author of a negative mention in this step. */
  AUTHORITY("most followers of one author of a negative mention in this step"),
  /**
   * C15: platforms whose own volume is surprising in the last hour (S of 6 or more, 20 mentions or
   * more); absent while learning.
   */
  PLATFORMS("platforms with surprising volume in the last hour"),
  /** C1 on a long scale: mentions in the last 6 hours (5 h 56 to 6 h). */
  VOLUME_6H("mentions in the last 6 hours"),
  /** C1 on the longest scale: mentions in the last 24 hours, so that a slow burn is seen. */
  VOLUME_24H("mentions in the last 24 hours"),
  /** C3 on a long scale, for brands with few mentions. */
  NEGATIVE_VOLUME_6H("negative mentions in the last 6 hours"),
  /** C3 on the longest scale. */
  NEGATIVE_VOLUME_24H("negative mentions in the last 24 hours"),
  /**
   * C2 on the longest scale: share of negative mentions among the scored ones of the last 24 hours,
   * not corrected for the model's errors.
   */
  NEGATIVE_SHARE_24H("share of negative mentions in the last 24 hours, as observed, 0 to 1"),
  /**
   * The same as a z-score against the usual share: a happy day of many mentions is far below 0, one
   * of a few mentions is not, because it may well be as usual. Only from 10 scored mentions on.
   */
  NEGATIVE_SHARE_24H_Z(
      "z-score of the negative share of the last 24 hours against its baseline", Range.SIGNED),
  /**
   * How far the volume is above what the brand is used to at any time of day: the mean of two
   * z-scores, that of the last hour and that of the last 6, each against all such windows of the
   * last 14 days. It has no surprise: bursts are no normal numbers.
   */
  VOLUME_BURST("mean of the z-scores of the last hour and of the last 6 hours", Range.SIGNED),
  /**
   * CUSUM of the daily volume of the last 14 days against the weeks before; absent with less than
   * four weeks of history. From 5 on, what is normal is moving.
   */
  BASELINE_DRIFT("CUSUM of the daily volume against the weeks before, standard deviations"),
  /** NSS of the last hour: (positive - negative) / scored mentions. */
  NET_SENTIMENT(
      "net sentiment of the last hour, (positive - negative) / scored, -1 to 1", Range.BALANCE),
  /**
   * C4: CUSUM of the hourly net sentiment below its usual level, in standard deviations; an alarm
   * at 5 or more.
   */
  SLOW_BURN("cumulative sum of hourly net sentiment below its usual level, alarm at 5"),
  /** C5: change of the velocity from one 15-minute span to the next. */
  ACCELERATION("change of the velocity between two 15-minute spans", Range.SIGNED),
  /** C6: share of anger, disgust and fear among the mentions of the last hour with an emotion. */
  AROUSAL_SHARE("share of anger, disgust and fear in the last hour, 0 to 1", Range.SHARE),
  /** C6 as a z-score of the share against its baseline; only from 30 mentions on. */
  AROUSAL_SHARE_Z("z-score of the arousal share against its baseline", Range.SIGNED),
  /**
   * C7: how much what people write about differs from what is usual: G of the categories of the
   * last hour. Its surprise is -log10 p; start value 4.
   */
  CATEGORY_SHIFT("G statistic of the categories of the last hour against the usual mix"),
  /** Share of complaints among the mentions of the last hour that have a category. */
  COMPLAINT_SHARE("share of complaints in the last hour, 0 to 1", Range.SHARE),
  /** C8: share of mentions of the last hour with an alarm word (scandal, boycott, danger...). */
  ALARM_SHARE("share of mentions with an alarm word in the last hour, 0 to 1", Range.SHARE),
  /**
   * C9: first person singular words per 100 words of the last hour; it falls in a firestorm, and
   * its surprise is that of a fall.
   */
  SELF_REFERENCE("first person singular words per 100 words in the last hour"),
  /** C10: 1 - H(terms) / ln V of the last hour: 0 all words alike, 1 one word only. */
  CONVERGENCE("concentration of the words of the last hour, 0 to 1", Range.SHARE),
  /** C10: share of mentions of the last hour whose text nearly repeats another one's. */
  NEAR_DUPLICATE_SHARE("share of near-duplicate texts in the last hour, 0 to 1", Range.SHARE),
  /** C11: largest share of one author among the mentions of the last hour. */
  AUTHOR_CONCENTRATION("largest share of one author in the last hour, 0 to 1", Range.SHARE),
  /** C16: mean d of the mentions of the last hour: 0 all independent, 1 all coordinated. */
  COORDINATION("share of coordinated mentions in the last hour, 0 to 1", Range.SHARE),
  /** C16: effective number of mentions of the last hour, sum of 1 - d, against C1's baseline. */
  DISCOUNTED_VOLUME("mentions in the last hour with coordinated copies discounted"),
  /** C17: relative change of the brand's own followers within a day. */
  FOLLOWER_CHANGE("relative change of the brand's followers within a day", Range.SIGNED),
  /** C15: minutes from the first surprising platform to the second; absent below two. */
  PLATFORM_LAG("minutes from the first surprising platform to the second"),
  /** P8: mentions of the last two hours; its surprise is that of so few: a source may be dead. */
  VOLUME_DROP("mentions in the last two hours, surprising when few"),
  /** Probability-like score of an early crisis, from the surprise of the others. */
  RISK("early-warning risk score, 0 to 1", Range.SHARE),
  /** Forecast: median of the mentions of the coming hour. */
  VOLUME_NEXT_HOUR("mentions expected in the next hour, median"),
  /** Forecast: median of the mentions of the coming six hours. */
  VOLUME_NEXT_6H("mentions expected in the next six hours, median");

  /** What values an indicator can take. */
  public enum Range {
    /** 0 or more. */
    AMOUNT,
    /** 0 to 1. */
    SHARE,
    /** -1 to 1. */
    BALANCE,
    /** Any number. */
    SIGNED
  }

  private final String label;
  private final String meaning;
  private final Range range;

  Indicator(String meaning) {
    this(meaning, Range.AMOUNT);
  }

  Indicator(String meaning, Range range) {
    this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.meaning = meaning;
    this.range = range;
  }

  /** The name in YAML and JSON. */
  public String label() {
    return label;
  }

  /** What the value is, in words and units. */
  public String meaning() {
    return meaning;
  }

  /** What values it can take. */
  public Range range() {
    return range;
  }
}
