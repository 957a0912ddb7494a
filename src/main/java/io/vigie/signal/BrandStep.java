package io.vigie.signal;

import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of one brand with what an incident needs beside the indicators.
 *
 * @param indicators the brand's indicators at this step
 * @param firstMentionAt time of the earliest mention in this step, or null if there was none
 * @param weightiest the mentions of this step that weigh most as evidence, weightiest first; at
 *     most {@link #MAX_EXCERPTS}
 * @param mentionsByPlatform mentions in this step by platform; at most {@link #MAX_PLATFORMS}
 *     platforms
 * @param samples mentions of this step drawn by their ids to stand for the others, smallest draw
 *     first; at most {@link #MAX_SAMPLES}
 * @param exercise true if this step belongs to a drill
 * @param ownMentionAt time of the brand's own earliest post in this step, or null if there was
 *     none; a repost is none
 */
public record BrandStep(
    IndicatorStep indicators,
    @Nullable Instant firstMentionAt,
    List<Excerpt> weightiest,
    Map<String, Long> mentionsByPlatform,
    List<DrawnMention> samples,
    boolean exercise,
    @Nullable Instant ownMentionAt) {

  public static final int MAX_EXCERPTS = 5;
  public static final int MAX_SAMPLES = 20;
  public static final int MAX_PLATFORMS = 20;

  /** A step without samples and without a post of the brand itself. */
  public BrandStep(
      IndicatorStep indicators,
      @Nullable Instant firstMentionAt,
      List<Excerpt> weightiest,
      Map<String, Long> mentionsByPlatform,
      boolean exercise) {
    this(indicators, firstMentionAt, weightiest, mentionsByPlatform, List.of(), exercise, null);
  }

  /** The same with these readings only, and without an outlook. */
  public BrandStep only(Set<String> readings) {
    return new BrandStep(
        indicators.only(readings),
        firstMentionAt,
        weightiest,
        mentionsByPlatform,
        samples,
        exercise,
        ownMentionAt);
  }

  public String brand() {
    return indicators.brand();
  }

  public Instant at() {
    return indicators.at();
  }
}
