package io.vigie.signal;

import io.vigie.kpi.Selection;
import io.vigie.scoring.Category;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a brand's mentions of the last 14 days were like, in sums by day: a mix of emotions or
 * categories follows the hour of the day far less than a volume does. Norms are medians of days, so
 * that the days of a past crisis do not set them.
 *
 * <p>State class: 92 bytes for a day with mentions, at most 1.6 KB.
 */
public final class ContentHistory {

  private static final int SLOTS = BrandHistory.DAYS + 1;

  /** Fewer in 14 days say nothing of a share. */
  private static final int LEAST = 30;

  /** Fewer on a day give it no voice in the median of the days. */
  private static final int LEAST_PER_DAY = 20;

  /** Scored mentions below which an hour's net sentiment is mostly chance. */
  private static final int LEAST_PER_HOUR = 5;

  /** Ratios are summed in thousandths. */
  private static final double THOUSAND = 1_000;

  /** What is summed; the categories follow the last. */
  enum Row {
    SCORED,
    POSITIVE,
    NEGATIVE,
    EMOTIONS,
    AROUSED,
    SAMPLED,
    ALARMS,
    WORDS,
    FIRST_PERSON,
    KNOWN,
    WEAK,
    DUPLICATES,
    TERM_HOURS,
    CONVERGENCE,
    SENTIMENT_HOURS,
    SENTIMENT,
    SENTIMENT_SQUARES
  }

  private static final int CATEGORIES = Row.values().length;
  private static final int WIDTH = CATEGORIES + Category.values().length;

  public boolean empty = true;

  /** Last day (since 1970-01-01) with mentions; meaningless if empty. */
  public long lastDay;

  /** By day modulo 15: nothing for a day of silence, else the sums of that day. */
  public int[][] days = new int[SLOTS][0];

  /** Followers of the brand's own account when last seen on a day, by day modulo 15; or none. */
  public long[] followers = new long[0];

  /** C4: the cumulative sum, 0 to {@link SlowBurn#MOST}. */
  public double slowBurn;

  /** Hour after the last one that went into it. */
  public long slowBurnHour;

  public ContentHistory() {}

  /**
   * Notes what was said in an hour (since 1970-01-01T00:00Z) that is over. Hours ascend.
   *
   * @param positive positive mentions of the hour, of so many scored, and so on
   */
  void file(long hour, int scored, int positive, int negative, HourContent content) {
    slowBurn = SlowBurn.next(this, hour, scored, positive, negative);
    slowBurnHour = hour + 1;
    int[] day = dayForWriting(Math.floorDiv(hour, 24L));
    add(day, Row.SCORED, scored);
    add(day, Row.POSITIVE, positive);
    add(day, Row.NEGATIVE, negative);
    add(day, Row.EMOTIONS, content.counts.withEmotion());
    add(day, Row.AROUSED, content.counts.aroused());
    for (Category category : Category.values()) {
      day[CATEGORIES + category.ordinal()] += content.counts.of(category);
    }
    add(day, Row.SAMPLED, content.sampled);
    add(day, Row.ALARMS, content.alarms);
    add(day, Row.WORDS, content.words);
    add(day, Row.FIRST_PERSON, content.firstPerson);
    Copies copies = content.copies(Copies.USUALLY_WEAK);
    add(day, Row.KNOWN, copies.known());
    add(day, Row.WEAK, copies.weak());
    if (copies.mentions() > 0) {
      add(
          day,
          Row.DUPLICATES,
          (int) Math.round(content.sampled * copies.duplicates() / copies.mentions()));
    }
    double convergence = content.convergence;
    if (!Double.isNaN(convergence)) {
      add(day, Row.TERM_HOURS, 1);
      add(day, Row.CONVERGENCE, thousandths(convergence));
    }
    if (scored >= LEAST_PER_HOUR) {
      double sentiment = (double) (positive - negative) / scored;
      add(day, Row.SENTIMENT_HOURS, 1);
      add(day, Row.SENTIMENT, thousandths(sentiment));
      add(day, Row.SENTIMENT_SQUARES, thousandths(sentiment * sentiment));
    }
  }

  /** Notes the followers of the brand's own account in an hour. */
  void fileFollowers(long hour, long seen) {
    long day = Math.floorDiv(hour, 24L);
    dayForWriting(day);
    if (followers.length == 0) {
      followers = new long[SLOTS];
      Arrays.fill(followers, -1);
    }
    followers[slot(day)] = seen;
  }

  /** Followers as last seen on a day, or -1. */
  long followers(long day) {
    return followers.length == 0 || !known(day) ? -1 : followers[slot(day)];
  }

  /** Sum of a row over the 14 days before a day. */
  long sum(Row row, long day) {
    return sum(row.ordinal(), day);
  }

  /** Mentions by category over the 14 days before a day, in the order of {@link Category}. */
  long[] categories(long day) {
    long[] sums = new long[Category.values().length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sum(CATEGORIES + i, day);
    }
    return sums;
  }

  /** Median of the daily shares before a day, pooled while they are few; null if unknown. */
  @Nullable ShareBaseline share(Row part, Row whole, long day) {
    return share(part.ordinal(), whole.ordinal(), whole.ordinal(), day);
  }

  /** The share of a category among those with any. */
  @Nullable ShareBaseline share(Category category, long day) {
    return share(CATEGORIES + category.ordinal(), CATEGORIES, WIDTH - 1, day);
  }

  /** Means of the days before a day of a row of thousandths, of those days that have any. */
  double[] dailyMeans(Row thousandths, Row count, long day) {
    double[] means = new double[BrandHistory.DAYS];
    int size = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int[] sums = day(day - d);
      if (sums.length > 0 && sums[count.ordinal()] > 0) {
        means[size++] = sums[thousandths.ordinal()] / THOUSAND / sums[count.ordinal()];
      }
    }
    return Arrays.copyOf(means, size);
  }

  private @Nullable ShareBaseline share(int part, int wholeFrom, int wholeTo, long day) {
    double[] shares = new double[BrandHistory.DAYS];
    int size = 0;
    long parts = 0;
    long wholes = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int[] sums = day(day - d);
      if (sums.length == 0) {
        continue;
      }
      long whole = 0;
      for (int row = wholeFrom; row <= wholeTo; row++) {
        whole += sums[row];
      }
      parts += sums[part];
      wholes += whole;
      if (whole >= LEAST_PER_DAY) {
        shares[size++] = (double) sums[part] / whole;
      }
    }
    if (wholes < LEAST) {
      return null;
    }
    double share = size >= 3 ? Selection.median(shares, size) : (double) parts / wholes;
    return new ShareBaseline(share, wholes);
  }

  private long sum(int row, long day) {
    long sum = 0;
    for (int d = 1; d <= BrandHistory.DAYS; d++) {
      int[] sums = day(day - d);
      sum += sums.length == 0 ? 0 : sums[row];
    }
    return sum;
  }

  private int[] day(long day) {
    return known(day) ? days[slot(day)] : new int[0];
  }

  private boolean known(long day) {
    return !empty && day <= lastDay && day > lastDay - SLOTS;
  }

  private int[] dayForWriting(long day) {
    if (empty) {
      empty = false;
      lastDay = day;
    }
    for (long d = Math.max(lastDay + 1, day - SLOTS + 1); d <= day; d++) {
      days[slot(d)] = new int[0];
      if (followers.length > 0) {
        followers[slot(d)] = -1;
      }
    }
    lastDay = Math.max(lastDay, day);
    int slot = slot(day);
    if (days[slot].length == 0) {
      days[slot] = new int[WIDTH];
    }
    return days[slot];
  }

  private static void add(int[] day, Row row, int count) {
    day[row.ordinal()] += count;
  }

  private static int thousandths(double ratio) {
    return (int) Math.round(ratio * THOUSAND);
  }

  private static int slot(long day) {
    return (int) Math.floorMod(day, (long) SLOTS);
  }
}
