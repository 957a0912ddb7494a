package io.vigie.signal;

import io.vigie.kpi.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a brand's last 14 days looked like: counts in 5-minute buckets, and hourly figures of the
 * slower indicators. Read and written once in five minutes.
 *
 * <p><b>Silence.</b> A bucket without mentions counts as 0, unless the silence was not believable:
 * it lasted {@link #SILENCE_BUCKETS} or more, the median of the same span on the earlier days is
 * {@link #CERTAIN} mentions or more, none of those days was silent, and there are at least two of
 * them. Such a span (a dead source, a capped collection) is unknown: no baseline looks at it. The
 * verdict falls when the brand is heard again.
 *
 * <p><b>What is usual.</b> A crisis must not become normal, nor must a launch that was planned. A
 * bucket that was surprising, or that lies in a span taken out by {@link #exclude}, is known but
 * not usual: no baseline of a time of day looks at it. If more than two thirds of what is known of
 * {@link #SHIFT_DAYS} days (a day's worth at least) was surprising, then the brand has changed:
 * they are usual from then on, and what lies before them is not.
 *
 * <p>State class. Size: a day of silence takes a few bytes, a day with mentions 1.7 KB, 15 of them
 * 26 KB; hourly figures 4.3 KB, platforms at most 5.8 KB, marks, spans and daily totals 1.3 KB; 40
 * KB at most. It never grows beyond, whatever time passes.
 */
public final class BrandHistory {

  /** Days that a baseline looks back. */
  public static final int DAYS = 14;

  public static final int BUCKET_MINUTES = 5;

  /** Three hours, in buckets. */
  public static final int SILENCE_BUCKETS = 36;

  /** Mentions that cannot all fail to come by chance. */
  public static final int CERTAIN = 20;

  /** Platforms that have a baseline of their own. */
  public static final int MAX_PLATFORMS = 8;

  /** Days of which two thirds must have been surprising to be the new normal. */
  public static final int SHIFT_DAYS = 3;

  /** Days whose totals are kept, for what changes slowly. */
  public static final int TOTAL_DAYS = 56;

  /** Spans apart that can be excluded at a time; beyond, the one that ends first is given up. */
  public static final int MAX_EXCLUDED = 32;

  static final int BUCKETS_PER_HOUR = 12;
  static final int BUCKETS_PER_DAY = 288;
  private static final int HOURS_PER_DAY = 24;

  /** One more than {@link #DAYS}, so that an hour around a time 14 days ago is still there. */
  private static final int SLOTS = DAYS + 1;

  private static final int HOUR_SLOTS = SLOTS * HOURS_PER_DAY;
  private static final int MARK_WORDS = (BUCKETS_PER_DAY + Long.SIZE - 1) / Long.SIZE;

  /** Which count of a bucket. */
  enum Row {
    VOLUME,
    NEGATIVE,
    SCORED
  }

  /** Which hourly figure. */
  enum Level {
    BREADTH,
    AMPLIFICATION,
    NEGATIVE_REACH
  }

  /** Bucket of the first mention ever, counted from 1970-01-01T00:00Z; meaningless if empty. */
  public long firstBucket;

  /** The bucket after the last one that is known; meaningless if empty. */
  public long nextBucket;

  /** Last bucket with a mention; meaningless if empty. */
  public long lastActive;

  public boolean empty = true;

  /** By day modulo 15: nothing for a day of silence, else the rows of 288 compact counts each. */
  public short[][] days = new short[SLOTS][0];

  /** By level, then by hour modulo 360; NaN for an hour without mentions. */
  public float[][] levels = new float[Level.values().length][0];

  /** By platform, then by hour modulo 360: compact counts of mentions. */
  public Map<String, short[]> platformHours = new HashMap<>();

  /** By day modulo 15: one bit for each bucket that was surprising; nothing for a day without. */
  public long[][] surprising = new long[SLOTS][0];

  /** Spans that no baseline may look at; they may lie ahead. */
  public List<Span> excluded = new ArrayList<>();

  /** By day modulo 56: compact counts of the mentions of whole days, unknown ones included. */
  public short[] totals = new short[0];

  /**
   * A span of time.
   *
   * @param from first bucket
   * @param to bucket after the last one
   */
  public record Span(long from, long to) {}

  /** What the mentions were like. */
  public ContentHistory content = new ContentHistory();

  public BrandHistory() {}

  /** The bucket that a minute (since 1970-01-01T00:00Z) lies in. */
  public static long bucketOf(long minute) {
    return Math.floorDiv(minute, (long) BUCKET_MINUTES);
  }

  /**
   * Notes a bucket that is over. Buckets come in ascending order; those left out had no mention.
   *
   * @throws IllegalArgumentException if the bucket is known already
   */
  public void file(long bucket, int volume, int negative, int scored) {
    if (volume > 0) {
      heard(bucket);
    }
    if (empty) {
      return;
    }
    if (bucket < nextBucket) {
      throw new IllegalArgumentException("bucket " + bucket + " is known already");
    }
    advance(bucket + 1);
    if (volume > 0) {
      short[] day = dayForWriting(bucket);
      int at = (int) Math.floorMod(bucket, (long) BUCKETS_PER_DAY);
      day[at] = CompactCount.encode(volume);
      day[BUCKETS_PER_DAY + at] = CompactCount.encode(negative);
      day[2 * BUCKETS_PER_DAY + at] = CompactCount.encode(scored);
    }
  }

  /**
   * Notes that the brand is heard in a bucket that may not be over yet; what lies before it is now
   * known, as silence or as unknown.
   */
  public void heard(long bucket) {
    if (empty) {
      empty = false;
      firstBucket = bucket;
      nextBucket = bucket;
      lastActive = bucket;
      return;
    }
    long silentFrom = lastActive + 1;
    boolean unbelievable = bucket - silentFrom >= SILENCE_BUCKETS && certain(silentFrom, bucket);
    advance(bucket);
    if (unbelievable && silentFrom <= oldest()) {
      // nothing that is known is left: learning begins anew, without 14 days of "unknown"
      firstBucket = bucket;
      totals = new short[0];
    } else if (unbelievable) {
      forget(silentFrom, bucket);
    }
    lastActive = Math.max(lastActive, bucket);
  }

  /** Everything before this bucket is over; what was not filed had no mention. */
  public void advance(long bucket) {
    if (empty || bucket <= nextBucket) {
      return;
    }
    long day = dayOf(nextBucket - 1);
    long last = dayOf(bucket - 1);
    if (last > day) {
      nextBucket = (day + 1) * BUCKETS_PER_DAY;
      fileTotals(day, last);
      for (long d = Math.max(day + 1, last - SLOTS + 1); d <= last; d++) {
        clear(d);
      }
      if (last == day + 1) {
        acceptShift(day);
      }
      long horizon = (last - SLOTS) * BUCKETS_PER_DAY;
      excluded.removeIf(span -> span.to() <= horizon);
    }
    nextBucket = bucket;
  }

  /**
   * Takes a span out of every baseline of a time of day (a planned event, a past incident that
   * somebody points out). It may lie in the past, in the future, or both, and may be said again.
   * What is counted in it is still seen by those who ask what was said lately.
   *
   * @param from first bucket
   * @param to bucket after the last one
   */
  public void exclude(long from, long to) {
    if (from >= to) {
      return;
    }
    Span whole = new Span(from, to);
    for (Span span : excluded) {
      if (span.from() <= to && span.to() >= from) {
        whole = new Span(Math.min(whole.from(), span.from()), Math.max(whole.to(), span.to()));
      }
    }
    // what was said bit by bit, or again, is one span
    excluded.removeIf(span -> span.from() <= to && span.to() >= from);
    if (excluded.size() >= MAX_EXCLUDED) {
      excluded.remove(Collections.min(excluded, Comparator.comparingLong(Span::to)));
    }
    excluded.add(whole);
  }

  /** Notes that a bucket that was filed was surprising: it is not usual. */
  void markSurprising(long bucket) {
    if (empty || bucket < oldest() || bucket >= nextBucket) {
      return;
    }
    int slot = (int) Math.floorMod(dayOf(bucket), (long) SLOTS);
    if (surprising[slot].length == 0) {
      surprising[slot] = new long[MARK_WORDS];
    }
    int at = (int) Math.floorMod(bucket, (long) BUCKETS_PER_DAY);
    surprising[slot][at / Long.SIZE] |= 1L << at;
  }

  /** Notes the slower indicators of an hour (since 1970-01-01T00:00Z) that had mentions. */
  public void fileHour(long hour, double breadth, double amplification, double negativeReach) {
    int at = hourSlot(hour);
    setLevel(Level.BREADTH, at, breadth);
    setLevel(Level.AMPLIFICATION, at, amplification);
    setLevel(Level.NEGATIVE_REACH, at, negativeReach);
  }

  /**
   * Adds mentions of a platform to a bucket's hour. At most {@link #MAX_PLATFORMS} are followed; a
   * further one waits until another was silent for 14 days.
   */
  public void filePlatform(long bucket, String platform, int volume) {
    short[] hours = platformHours.get(platform);
    if (hours == null) {
      if (platformHours.size() >= MAX_PLATFORMS) {
        platformHours.values().removeIf(BrandHistory::silent);
      }
      if (platformHours.size() >= MAX_PLATFORMS) {
        return;
      }
      hours = new short[HOUR_SLOTS];
      platformHours.put(platform, hours);
    }
    int at = hourSlot(Math.floorDiv(bucket, (long) BUCKETS_PER_HOUR));
    hours[at] = CompactCount.encode(CompactCount.decode(hours[at]) + volume);
  }

  /** The count of a bucket, or -1 if it is unknown. */
  int count(Row row, long bucket) {
    if (empty || bucket < firstBucket || bucket >= nextBucket) {
      return -1;
    }
    long day = dayOf(bucket);
    if (day <= dayOf(nextBucket - 1) - SLOTS) {
      return -1;
    }
    short[] codes = days[(int) Math.floorMod(day, (long) SLOTS)];
    if (codes.length == 0) {
      return 0;
    }
    int at = (int) (bucket - day * BUCKETS_PER_DAY);
    return codes[at] == CompactCount.UNKNOWN
        ? -1
        : CompactCount.decode(codes[row.ordinal() * BUCKETS_PER_DAY + at]);
  }

  /** The counts of so many buckets in a row, -1 for each that is unknown. */
  void counts(Row row, long from, int[] into, int size) {
    int i = 0;
    while (i < size) {
      long bucket = from + i;
      int at = (int) Math.floorMod(bucket, (long) BUCKETS_PER_DAY);
      int end = Math.min(size, i + BUCKETS_PER_DAY - at);
      short[] codes = days[(int) Math.floorMod(dayOf(bucket), (long) SLOTS)];
      boolean inside =
          !empty && bucket >= Math.max(firstBucket, oldest()) && from + end <= nextBucket;
      int ofRow = row.ordinal() * BUCKETS_PER_DAY;
      if (inside && codes.length == 0) {
        Arrays.fill(into, i, end, 0);
        i = end;
      }
      for (; i < end; i++, at++) {
        if (!inside) {
          into[i] = count(row, from + i);
        } else {
          into[i] = codes[at] == CompactCount.UNKNOWN ? -1 : CompactCount.decode(codes[ofRow + at]);
        }
      }
    }
  }

  /** As {@link #counts}, but -1 also for each that is not usual. */
  void usualCounts(Row row, long from, int[] into, int size) {
    counts(row, from, into, size);
    for (Span span : excluded) {
      long end = Math.min(span.to(), from + size);
      for (long b = Math.max(span.from(), from); b < end; b++) {
        into[(int) (b - from)] = -1;
      }
    }
    for (long day = dayOf(from); day <= dayOf(from + size - 1); day++) {
      long[] marks = surprising[(int) Math.floorMod(day, (long) SLOTS)];
      if (marks.length == 0) {
        continue;
      }
      long start = day * BUCKETS_PER_DAY;
      long end = Math.min(start + BUCKETS_PER_DAY, from + size);
      for (long b = Math.max(start, from); b < end; b++) {
        if (isSet(marks, (int) (b - start))) {
          into[(int) (b - from)] = -1;
        }
      }
    }
  }

  /** Whether no baseline should look at a bucket, although it is known. */
  boolean isUnusual(long bucket) {
    long[] marks = surprising[(int) Math.floorMod(dayOf(bucket), (long) SLOTS)];
    return (marks.length > 0 && isSet(marks, (int) Math.floorMod(bucket, (long) BUCKETS_PER_DAY)))
        || excluded.stream().anyMatch(span -> bucket >= span.from() && bucket < span.to());
  }

  /** Mentions that were counted from a bucket (inclusive) to another (exclusive), usual or not. */
  long observed(Row row, long from, long to) {
    int[] counts = new int[(int) (to - from)];
    counts(row, from, counts, counts.length);
    long sum = 0;
    for (int count : counts) {
      sum += Math.max(0, count);
    }
    return sum;
  }

  /** Mentions on a whole day (since 1970-01-01T00:00Z), or -1 if unknown, not over, or gone. */
  long total(long day) {
    long last = empty ? Long.MIN_VALUE : dayOf(nextBucket - 1) - 1;
    if (totals.length == 0 || day > last || day <= last - TOTAL_DAYS) {
      return -1;
    }
    short code = totals[(int) Math.floorMod(day, (long) TOTAL_DAYS)];
    return code == CompactCount.UNKNOWN ? -1 : CompactCount.decode(code);
  }

  /** An hourly figure, or NaN if the hour had no mention or is unknown or gone. */
  double level(Level level, long hour) {
    float[] hours = levels[level.ordinal()];
    return hours.length == 0 || !hourKnown(hour) ? Double.NaN : hours[hourSlot(hour)];
  }

  /** Mentions of a platform in an hour, or -1 if the hour is unknown or gone. */
  int platformCount(String platform, long hour) {
    if (!hourKnown(hour)) {
      return -1;
    }
    short[] hours = platformHours.get(platform);
    return hours == null ? 0 : CompactCount.decode(hours[hourSlot(hour)]);
  }

  private boolean hourKnown(long hour) {
    long first = hour * BUCKETS_PER_HOUR;
    long last = first + BUCKETS_PER_HOUR - 1;
    return count(Row.VOLUME, first) >= 0
        && count(Row.VOLUME, last) >= 0
        && !isUnusual(first)
        && !isUnusual(last);
  }

  /** What was counted in a span is not worth knowing: its source was dead. */
  private void forget(long from, long to) {
    for (long bucket = Math.max(from, oldest()); bucket < Math.min(to, nextBucket); bucket++) {
      dayForWriting(bucket)[(int) Math.floorMod(bucket, (long) BUCKETS_PER_DAY)] =
          CompactCount.UNKNOWN;
    }
    for (long day = dayOf(from); totals.length > 0 && day < dayOf(to); day++) {
      totals[(int) Math.floorMod(day, (long) TOTAL_DAYS)] = CompactCount.UNKNOWN;
    }
  }

  /** Files the totals of days that are over: from the running one to the day before the next. */
  private void fileTotals(long running, long next) {
    if (totals.length == 0) {
      totals = new short[TOTAL_DAYS];
      Arrays.fill(totals, CompactCount.UNKNOWN);
    }
    for (long day = Math.max(running, next - TOTAL_DAYS); day < next; day++) {
      int at = (int) Math.floorMod(day, (long) TOTAL_DAYS);
      long sum = day == running ? sum(Row.VOLUME, day * BUCKETS_PER_DAY, BUCKETS_PER_DAY) : 0;
      totals[at] =
          sum < 0
              ? CompactCount.UNKNOWN
              : CompactCount.encode((int) Math.min(Integer.MAX_VALUE, sum));
    }
  }

  /** What was surprising for two days of three is normal now, and what was before it is not. */
  private void acceptShift(long lastDay) {
    int known = 0;
    int marked = 0;
    long end = (lastDay + 1) * BUCKETS_PER_DAY;
    for (long b = end - (long) SHIFT_DAYS * BUCKETS_PER_DAY; b < end; b++) {
      if (count(Row.VOLUME, b) >= 0) {
        known++;
        long[] marks = surprising[(int) Math.floorMod(dayOf(b), (long) SLOTS)];
        marked +=
            marks.length > 0 && isSet(marks, (int) Math.floorMod(b, (long) BUCKETS_PER_DAY))
                ? 1
                : 0;
      }
    }
    if (known < BUCKETS_PER_DAY || 3 * marked <= 2 * known) {
      return;
    }
    for (long day = lastDay - SLOTS + 2; day <= lastDay; day++) {
      int slot = (int) Math.floorMod(day, (long) SLOTS);
      surprising[slot] = new long[0];
      if (day <= lastDay - SHIFT_DAYS) {
        surprising[slot] = new long[MARK_WORDS];
        Arrays.fill(surprising[slot], -1L);
      }
    }
  }

  private static boolean isSet(long[] marks, int at) {
    return (marks[at / Long.SIZE] & 1L << at) != 0;
  }

  /** Whether earlier days say that the span from, to cannot have been without mentions. */
  private boolean certain(long from, long to) {
    int span = (int) Math.min(to - from, BUCKETS_PER_DAY);
    double[] sums = new double[DAYS];
    int known = 0;
    for (int d = 1; d <= DAYS; d++) {
      long sum = sum(Row.VOLUME, from - (long) d * BUCKETS_PER_DAY, span);
      if (sum == 0) {
        return false;
      }
      if (sum > 0) {
        sums[known++] = sum;
      }
    }
    return known >= 2 && Selection.median(sums, known) >= CERTAIN;
  }

  /** Sum over buckets, or -1 if one of them is unknown. */
  private long sum(Row row, long from, int span) {
    long sum = 0;
    for (long bucket = from; bucket < from + span; bucket++) {
      int count = count(row, bucket);
      if (count < 0) {
        return -1;
      }
      sum += count;
    }
    return sum;
  }

  private void setLevel(Level level, int at, double value) {
    float[] hours = levels[level.ordinal()];
    if (hours.length == 0) {
      hours = new float[HOUR_SLOTS];
      Arrays.fill(hours, Float.NaN);
      levels[level.ordinal()] = hours;
    }
    hours[at] = (float) value;
  }

  private short[] dayForWriting(long bucket) {
    int slot = (int) Math.floorMod(dayOf(bucket), (long) SLOTS);
    short[] day = days[slot];
    if (day.length == 0) {
      day = new short[Row.values().length * BUCKETS_PER_DAY];
      days[slot] = day;
    }
    return day;
  }

  private void clear(long day) {
    days[(int) Math.floorMod(day, (long) SLOTS)] = new short[0];
    surprising[(int) Math.floorMod(day, (long) SLOTS)] = new long[0];
    int from = hourSlot(day * HOURS_PER_DAY);
    for (float[] hours : levels) {
      if (hours.length > 0) {
        Arrays.fill(hours, from, from + HOURS_PER_DAY, Float.NaN);
      }
    }
    for (short[] hours : platformHours.values()) {
      Arrays.fill(hours, from, from + HOURS_PER_DAY, (short) 0);
    }
  }

  /** First bucket that still has a slot. */
  private long oldest() {
    return (dayOf(nextBucket - 1) - SLOTS + 1) * BUCKETS_PER_DAY;
  }

  private static boolean silent(short[] hours) {
    for (short code : hours) {
      if (code != 0) {
        return false;
      }
    }
    return true;
  }

  private static long dayOf(long bucket) {
    return Math.floorDiv(bucket, (long) BUCKETS_PER_DAY);
  }

  private static int hourSlot(long hour) {
    return (int) Math.floorMod(hour, (long) HOUR_SLOTS);
  }
}
