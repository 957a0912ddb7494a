package io.vigie.signal;

import io.vigie.kpi.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A brand's last two hours by the minute, its last hour of authors by 5 minutes, and what is
 * expected of it: everything that a step of one minute needs, so that the larger {@link
 * BrandHistory} is read only once in five minutes.
 *
 * <p>State class: 3 KB for a quiet brand, at most about 40 KB. A drill has one of its own (with
 * {@code exercise}): it reads the brand's history and never writes it.
 */
public final class BrandMinutes {

  /** Minutes that are kept; a brand that was silent for so long falls asleep. */
  public static final int MINUTES = 120;

  public String brand = "";
  public boolean exercise;

  /** False until the first step. */
  public boolean started;

  /** Last minute (since 1970-01-01T00:00Z) that was recorded. */
  public long lastMinute;

  /** Last minute with a mention. */
  public long lastMentionMinute;

  /** First bucket that is not in the history yet. */
  public long unfiledBucket;

  /** By minute modulo 120. */
  public int[] volume = new int[MINUTES];

  public int[] positive = new int[MINUTES];
  public int[] negative = new int[MINUTES];
  public int[] scored = new int[MINUTES];
  public int[] reposts = new int[MINUTES];

  /** Buckets of the last hour that had mentions, ascending; at most 13. */
  public List<Chunk> chunks = new ArrayList<>();

  /** The 11 buckets before the running one, merged. */
  public Chunk earlier = new Chunk();

  public @Nullable Expectations expectations;

  public @Nullable ContentExpectations usual;

  /** Followers of the brand's own account as last seen, or -1. */
  public long ownFollowers = -1;

  /** By platform with a surprising volume: the minute since when. */
  public Map<String, Long> surprisingSince = new HashMap<>();

  /**
   * What {@link #contentOfLastHour} tells, until that changes: most minutes of most brands bring
   * nothing new. No state: whatever is restored finds it out again.
   */
  private transient @Nullable HourContent knownContent;

  /** What is known of the texts from the steps before; no state either. */
  private transient @Nullable HeardTexts heardTexts;

  /** The same of {@link #lastHour}. */
  private transient @Nullable Chunk knownHour;

  public BrandMinutes() {}

  public BrandMinutes(String brand, boolean exercise) {
    this.brand = brand;
    this.exercise = exercise;
  }

  /** Whether the brand was mentioned in the two hours before the end of this minute. */
  public boolean isAwake(long minute) {
    return started && minute - lastMentionMinute < MINUTES;
  }

  /** Notes a minute and its tallies; minutes left out had no mention. */
  void record(long minute, List<Tally> tallies) {
    if (started && minute <= lastMinute) {
      throw new IllegalArgumentException("minute " + minute + " was recorded already");
    }
    if (!tallies.isEmpty() || BrandHistory.bucketOf(minute) != BrandHistory.bucketOf(lastMinute)) {
      knownContent = null;
      knownHour = null;
    }
    forget(minute);
    started = true;
    lastMinute = minute;
    int at = (int) Math.floorMod(minute, (long) MINUTES);
    for (Tally tally : tallies) {
      volume[at] += toInt(tally.counts.mentions);
      positive[at] += toInt(tally.counts.positive);
      negative[at] += toInt(tally.counts.negative);
      scored[at] += toInt(tally.counts.scored());
      reposts[at] += toInt(tally.counts.reposts);
      Long followers = tally.counts.ownFollowers;
      if (followers != null) {
        ownFollowers = followers;
      }
      if (tally.counts.mentions > 0) {
        lastMentionMinute = minute;
        chunkOf(BrandHistory.bucketOf(minute)).add(tally);
      }
    }
  }

  /** Sum of a row over minutes from (inclusive) to (exclusive), as far as they are kept. */
  int sum(int[] row, long from, long to) {
    if (!started) {
      return 0;
    }
    int sum = 0;
    long begin = Math.max(from, lastMinute - MINUTES + 1);
    long end = Math.min(to, lastMinute + 1);
    int at = (int) Math.floorMod(begin, (long) MINUTES);
    for (long m = begin; m < end; m++) {
      sum += row[at];
      at = at + 1 == MINUTES ? 0 : at + 1;
    }
    return sum;
  }

  /** Authors and platforms of buckets from (inclusive) to (exclusive), merged. */
  Chunk merged(long from, long to) {
    Chunk merged = new Chunk(from);
    for (Chunk chunk : chunks) {
      if (chunk.bucket >= from && chunk.bucket < to) {
        merged.merge(chunk);
      }
    }
    return merged;
  }

  /** What was said in the last hour, in buckets: the 11 before the running one, and it. */
  HourContent contentOfLastHour() {
    HourContent known = knownContent;
    if (known == null) {
      long last = BrandHistory.bucketOf(lastMinute);
      known = content(last - BrandHistory.BUCKETS_PER_HOUR + 1, last + 1);
      knownContent = known;
    }
    return known;
  }

  /** What was said in the buckets from (inclusive) to (exclusive). */
  HourContent content(long from, long to) {
    HeardTexts heard = heardTexts;
    if (heard == null) {
      heard = new HeardTexts();
      heardTexts = heard;
    }
    List<Chunk> within = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      if (chunk.bucket >= from && chunk.bucket < to) {
        within.add(chunk);
      }
    }
    return new HourContent(within, heard);
  }

  /**
   * The last hour in buckets: the 11 before the running one, and it; 56 to 60 minutes. Not to be
   * changed.
   */
  Chunk lastHour() {
    Chunk known = knownHour;
    if (known == null) {
      long bucket = BrandHistory.bucketOf(lastMinute);
      known = earlier.copy();
      if (!chunks.isEmpty() && chunks.get(chunks.size() - 1).bucket == bucket) {
        known.merge(chunks.get(chunks.size() - 1));
      }
      knownHour = known;
    }
    return known;
  }

  static int toInt(long count) {
    return (int) Math.min(Integer.MAX_VALUE / MINUTES, count);
  }

  private void forget(long minute) {
    if (started) {
      long gap = minute - lastMinute;
      for (int[] row : new int[][] {volume, positive, negative, scored, reposts}) {
        if (gap >= MINUTES) {
          Arrays.fill(row, 0);
        } else {
          for (long m = lastMinute + 1; m <= minute; m++) {
            row[(int) Math.floorMod(m, (long) MINUTES)] = 0;
          }
        }
      }
    }
    long oldest = BrandHistory.bucketOf(minute) - BrandHistory.BUCKETS_PER_HOUR;
    chunks.removeIf(chunk -> chunk.bucket < oldest);
  }

  private Chunk chunkOf(long bucket) {
    if (chunks.isEmpty() || chunks.get(chunks.size() - 1).bucket != bucket) {
      chunks.add(new Chunk(bucket));
    }
    return chunks.get(chunks.size() - 1);
  }
}
