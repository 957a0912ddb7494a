package io.vigie.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One KPI window of one brand in the making. Tallies add up in any order; each {@link #close} gives
 * the window with the next revision, so that a late tally within the allowance is: add, close,
 * emit.
 *
 * <p>State class: as large as {@link Counts}, at most about 13 KB.
 */
public final class KpiAccumulator {

  public String brand = "";

  /** A platform, or {@link KpiWindow#ALL_PLATFORMS}. */
  public String platform = "";

  public KpiSize size = KpiSize.MINUTE;

  /** First minute of the window since 1970-01-01T00:00Z. */
  public long startMinute;

  public Counts counts = new Counts();

  /** How often the window was emitted: the revision of the next result. */
  public int closed;

  public KpiAccumulator() {}

  /** An empty window of this size that a minute lies in. */
  public KpiAccumulator(String brand, String platform, KpiSize size, long minute) {
    this.brand = brand;
    this.platform = platform;
    this.size = size;
    this.startMinute = size.startOf(minute);
  }

  /**
   * Adds a tally of this brand, of this window's time, and of its platform unless it is for all.
   *
   * @throws IllegalArgumentException if the tally belongs to a drill: it must not be in any KPI
   */
  public void add(Tally tally) {
    if (tally.exercise) {
      throw new IllegalArgumentException("a drill's tally must not be in KPIs");
    }
    counts.merge(tally.counts);
  }

  /** Adds the part of the same window that another instance gathered. */
  public void merge(KpiAccumulator other) {
    counts.merge(other.counts);
    closed = Math.max(closed, other.closed);
  }

  /**
   * The window as known so far, with the next revision.
   *
   * @param followersBefore followers of the brand's own account at the end of the window before, or
   *     null if unknown
   */
  public KpiWindow close(@Nullable Long followersBefore) {
    boolean viewsKnown = counts.withViews > 0 && counts.withViews == counts.mentions;
    long potentialReach = counts.reach.sum();
    long base = viewsKnown ? counts.views : potentialReach;
    long interactions = counts.likes + counts.shares + counts.replies;
    Long followers = counts.ownFollowers;
    return new KpiWindow(
        brand,
        platform,
        size.label(),
        Instant.ofEpochSecond(startMinute * 60),
        Instant.ofEpochSecond((startMinute + size.minutes()) * 60),
        closed++,
        counts.mentions,
        counts.distinctAuthors(),
        counts.positive,
        counts.neutral,
        counts.negative,
        counts.unscored,
        ratio(counts.positive - counts.negative, counts.scored()),
        counts.likes,
        counts.shares,
        counts.replies,
        interactions,
        ratio(interactions, base),
        viewsKnown ? KpiWindow.BY_VIEWS : KpiWindow.BY_POTENTIAL_REACH,
        base,
        potentialReach,
        null,
        null,
        followers,
        followers == null || followersBefore == null ? null : followers - followersBefore);
  }

  static @Nullable Double ratio(long numerator, long denominator) {
    return denominator == 0 ? null : (double) numerator / denominator;
  }
}
