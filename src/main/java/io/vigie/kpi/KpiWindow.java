package io.vigie.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The KPIs of one brand (on one platform, or on all) in one event-time window. A late mention
 * within the allowance gives the same window again with a higher revision; the highest counts.
 * Exercise mentions are never in it.
 *
 * @param platform the platform, or {@link #ALL_PLATFORMS}
 * @param size length of the window: {@code 1m}, {@code 15m}, {@code 1h} or {@code 1d}
 * @param start start of the window (inclusive), aligned to UTC
 * @param end end of the window (exclusive)
 * @param revision 0 for the first result, then 1, 2, …
 * @param mentions all mentions, scored or not
 * @param authors distinct authors, estimated by a sketch (relative standard error about 2 %; exact
 *     when few)
 * @param positive mentions labelled positive; likewise neutral and negative
 * @param unscored mentions without a sentiment; positive + neutral + negative + unscored = mentions
 * @param netSentiment (positive - negative) / (positive + negative + neutral), -1 to 1; null if
 *     nothing was scored
 * @param interactions likes + shares + replies, the numerator of engagementRate
 * @param engagementRate interactions divided by engagementBase; null if that is 0
 * @param engagementDenominator what engagementBase counts: {@code views} if every mention tells its
 *     views, {@code potential-reach} otherwise
 * @param potentialReach sum of the followers of the distinct authors, as far as known
 * @param shareOfVoice mentions divided by those of the whole competitor set in the same window, 0
 *     to 1; null where the brand has no competitor set or for a single platform
 * @param competitorSet name of the competitor set, or null
 * @param followers followers of the brand's own account, as last seen in the window, or null
 * @param followersChange followers minus those of the window before, or null where either is
 *     unknown
 */
public record KpiWindow(
    String brand,
    String platform,
    String size,
    Instant start,
    Instant end,
    int revision,
    long mentions,
    long authors,
    long positive,
    long neutral,
    long negative,
    long unscored,
    @Nullable Double netSentiment,
    long likes,
    long shares,
    long replies,
    long interactions,
    @Nullable Double engagementRate,
    String engagementDenominator,
    long engagementBase,
    long potentialReach,
    @Nullable Double shareOfVoice,
    @Nullable String competitorSet,
    @Nullable Long followers,
    @Nullable Long followersChange) {

  /** Stands for the platforms beyond {@link #MAX_PLATFORMS}. */
  public static final String OTHER_PLATFORMS = "other";

  /**
   * Platforms of a brand that are told apart in one window: a platform is a free text, and one bad
   * source must not let the state grow. Of more, those first by name are kept, which does not
   * depend on the order of arrival; the rest count together.
   */
  public static final int MAX_PLATFORMS = 32;

  /** Stands for all platforms together. */
  public static final String ALL_PLATFORMS = "all";

  /** Engagement rate by views. */
  public static final String BY_VIEWS = "views";

  /** Engagement rate by potential reach. */
  public static final String BY_POTENTIAL_REACH = "potential-reach";

  /** The same window with its share of voice within a competitor set, as this revision. */
  public KpiWindow withShareOfVoice(String set, @Nullable Double share, int newRevision) {
    return new KpiWindow(
        brand,
        platform,
        size,
        start,
        end,
        newRevision,
        mentions,
        authors,
        positive,
        neutral,
        negative,
        unscored,
        netSentiment,
        likes,
        shares,
        replies,
        interactions,
        engagementRate,
        engagementDenominator,
        engagementBase,
        potentialReach,
        share,
        set,
        followers,
        followersChange);
  }
}
