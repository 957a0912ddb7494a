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
  NEGATIVE_SHARE("share of negative mentions in the last hour, 0 to 1"),
  /** C2 as a z-score of the share against its baseline; only from 30 scored mentions on. */
  NEGATIVE_SHARE_Z("z-score of the negative share against its baseline"),
  /** C3: negative mentions in the last hour, against their own baseline. */
  NEGATIVE_VOLUME("negative mentions in the last hour"),
  /** C5: growth of the volume from one 15-minute span to the next, ln((N1+1)/(N0+1)). */
  VELOCITY("growth of the volume between two 15-minute spans, natural logarithm"),
  /** C11: effective number of authors in the last hour (56 to 60 minutes), exp(entropy). */
  AUTHOR_BREADTH("effective number of authors in the last hour"),
  /** C12: share of reposts among the mentions of the last hour. */
  AMPLIFICATION("share of reposts in the last hour, 0 to 1"),
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
   * How far the volume is above what the brand is used to at any time of day: the mean of two
   * z-scores, that of the last hour and that of the last 6, each against all such windows of the
   * last 14 days. It has no surprise: bursts are no normal numbers.
   */
  VOLUME_BURST("mean of the z-scores of the last hour and of the last 6 hours"),
  /**
   * CUSUM of the daily volume of the last 14 days against the weeks before; absent with less than
   * four weeks of history. From 5 on, what is normal is moving.
   */
  BASELINE_DRIFT("CUSUM of the daily volume against the weeks before, standard deviations");

  private final String meaning;

  Indicator(String meaning) {
    this.meaning = meaning;
  }

  /** The name in YAML and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the value is, in words and units. */
  public String meaning() {
    return meaning;
  }
}
