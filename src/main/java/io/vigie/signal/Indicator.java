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
  PLATFORMS("platforms with surprising volume in the last hour");

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
