package io.vigie.signal;

import io.vigie.kpi.Selection;
import io.vigie.signal.ContentHistory.Row;
import org.jspecify.annotations.Nullable;

/**
 * C4: a mood that sours slowly. The one-sided cumulative sum of Page (1954) over the hours: C =
 * max(0, C + z - {@link #SLACK}), z = (m0 - NSS) / sd, an alarm at {@link #ALARM}.
 *
 * <p>m0 is the median of the daily net sentiments of 14 days, sd the spread between hours together
 * with the sampling error of this hour, so that an hour with few mentions says little. One hour
 * counts {@link #MOST_PER_HOUR} at most: a sudden crisis is for other indicators. A silent hour
 * changes nothing.
 */
final class SlowBurn {

  /** Start value of the alarm, in standard deviations. */
  static final double ALARM = 5;

  static final double SLACK = 0.5;
  static final double MOST_PER_HOUR = 3;

  /** The sum is cut here, so that it falls below the alarm within a day of usual hours. */
  static final double MOST = 15;

  private static final double LEAST_SPREAD = 0.1;
  private static final double LEAST_VARIANCE = 0.05;
  private static final int LEAST_DAYS = 2;

  private SlowBurn() {}

  /** The norm on a day, or null while fewer than two days are known. */
  static @Nullable SentimentBaseline norm(ContentHistory history, long day) {
    double[] means = history.dailyMeans(Row.SENTIMENT, Row.SENTIMENT_HOURS, day);
    if (means.length < LEAST_DAYS) {
      return null;
    }
    double[] squares = history.dailyMeans(Row.SENTIMENT_SQUARES, Row.SENTIMENT_HOURS, day);
    double[] variances = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      variances[i] = Math.max(0, squares[i] - means[i] * means[i]);
    }
    double sentiment = Selection.median(means, means.length);
    double spread = Math.sqrt(Selection.median(variances, variances.length));
    double polar = history.sum(Row.POSITIVE, day) + history.sum(Row.NEGATIVE, day);
    double variance = polar / history.sum(Row.SCORED, day) - sentiment * sentiment;
    return new SentimentBaseline(
        sentiment, Math.max(LEAST_SPREAD, spread), Math.max(LEAST_VARIANCE, variance));
  }

  /** The cumulative sum after one more hour. */
  static double next(ContentHistory history, long hour, int scored, int positive, int negative) {
    SentimentBaseline norm = norm(history, Math.floorDiv(hour, 24L));
    if (norm == null) {
      return 0;
    }
    if (scored == 0) {
      return history.slowBurn;
    }
    double z = norm.below((double) (positive - negative) / scored, scored);
    double step = Math.max(-MOST_PER_HOUR, Math.min(MOST_PER_HOUR, z)) - SLACK;
    return Math.max(0, Math.min(MOST, history.slowBurn + step));
  }
}
