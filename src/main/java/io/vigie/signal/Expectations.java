package io.vigie.signal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All baselines of a brand for one 5-minute bucket. A baseline is null where there is not enough
 * history for it.
 *
 * @param bucket the bucket that they hold for
 * @param days days whose same time of day is known
 * @param platforms by platform, for those with a past
 * @param otherPlatform for a platform that was never seen
 * @param longCounts what was counted longer ago than the minutes reach, or null while learning
 * @param longBaselines what is expected of longer windows, or null while learning
 */
public record Expectations(
    long bucket,
    int days,
    @Nullable CountBaseline volume,
    @Nullable CountBaseline volume15,
    @Nullable CountBaseline negativeVolume,
    @Nullable ShareBaseline negativeShare,
    @Nullable LevelBaseline breadth,
    @Nullable RatioBaseline amplification,
    @Nullable LevelBaseline negativeReach,
    Map<String, CountBaseline> platforms,
    @Nullable CountBaseline otherPlatform,
    @Nullable LongCounts longCounts,
    @Nullable LongBaselines longBaselines) {

  /** Days of history below which nothing is expected. */
  public static final int LEARNING_DAYS = 2;

  /** Whether the baseline is not worth trusting yet. */
  public boolean learning() {
    return days < LEARNING_DAYS;
  }
}
