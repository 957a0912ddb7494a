package io.vigie.signal;

import io.vigie.scoring.Category;
import io.vigie.signal.ContentHistory.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is usual of a brand's content on one day, and of its volume for one 5-minute bucket. Each is
 * null where there is not enough history for it.
 *
 * @param bucket the bucket that it holds for
 * @param sentiment the usual net sentiment
 * @param slowBurn C4 as of the last full hour
 * @param arousal share of anger, disgust and fear among the mentions with an emotion
 * @param complaints share of complaints among the mentions with a category
 * @param categories mentions by category over 14 days
 * @param alarms share of mentions with an alarm word
 * @param selfReference share of first person words among all words
 * @param duplicates share of near copies
 * @param weak share of weak accounts among those whose followers are known
 * @param convergence the usual convergence of an hour
 * @param followers how the brand's followers usually change in a day
 * @param twoHours volume of the two hours that end with this bucket's beginning
 * @param nextHour volume of the hour that begins with this bucket
 * @param nextSixHours volume of the six hours that begin with it
 */
public record ContentExpectations(
    long bucket,
    @Nullable SentimentBaseline sentiment,
    double slowBurn,
    @Nullable ShareBaseline arousal,
    @Nullable ShareBaseline complaints,
    long[] categories,
    @Nullable ShareBaseline alarms,
    @Nullable ShareBaseline selfReference,
    @Nullable ShareBaseline duplicates,
    @Nullable ShareBaseline weak,
    @Nullable RatioBaseline convergence,
    @Nullable FollowerBaseline followers,
    @Nullable CountBaseline twoHours,
    @Nullable CountBaseline nextHour,
    @Nullable CountBaseline nextSixHours) {

  /** Two hours, in buckets. */
  static final int TWO_HOURS = 24;

  private static final int HOUR = BrandHistory.BUCKETS_PER_HOUR;

  /**
   * The expectations for a bucket.
   *
   * @param before those of an earlier bucket, or null; what changes only hourly is taken from them
   */
  static ContentExpectations of(
      BrandHistory history,
      long bucket,
      VolumeWindows windows,
      @Nullable ContentExpectations before) {
    CountBaseline twoHours = windows.of(history, bucket - TWO_HOURS, TWO_HOURS);
    CountBaseline nextHour = windows.of(history, bucket, HOUR);
    CountBaseline nextSixHours = windows.of(history, bucket, 6 * HOUR);
    long hour = Math.floorDiv(bucket, (long) HOUR);
    if (before != null && Math.floorDiv(before.bucket, (long) HOUR) == hour) {
      return new ContentExpectations(
          bucket,
          before.sentiment,
          before.slowBurn,
          before.arousal,
          before.complaints,
          before.categories,
          before.alarms,
          before.selfReference,
          before.duplicates,
          before.weak,
          before.convergence,
          before.followers,
          twoHours,
          nextHour,
          nextSixHours);
    }
    ContentHistory content = history.content;
    long day = Math.floorDiv(hour, 24L);
    return new ContentExpectations(
        bucket,
        SlowBurn.norm(content, day),
        content.slowBurn,
        content.share(Row.AROUSED, Row.EMOTIONS, day),
        content.share(Category.COMPLAINT, day),
        content.categories(day),
        content.share(Row.ALARMS, Row.SAMPLED, day),
        content.share(Row.FIRST_PERSON, Row.WORDS, day),
        content.share(Row.DUPLICATES, Row.SAMPLED, day),
        content.share(Row.WEAK, Row.KNOWN, day),
        convergence(content, day),
        FollowerBaseline.of(content, day),
        twoHours,
        nextHour,
        nextSixHours);
  }

  private static @Nullable RatioBaseline convergence(ContentHistory content, long day) {
    double[] means = content.dailyMeans(Row.CONVERGENCE, Row.TERM_HOURS, day);
    return means.length < Expectations.LEARNING_DAYS
        ? null
        : RatioBaseline.of(means, means.length, means.length);
  }
}
