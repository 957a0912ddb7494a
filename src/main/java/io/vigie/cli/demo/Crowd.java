package io.vigie.cli.demo;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, where, and how many react. Followers are heavy-tailed: half of the authors have fewer
 * than about 180, one in a thousand has more than 45,000.
 */
final class Crowd {

  private static final List<String> PLATFORMS =
      List.of("twitter", "facebook", "instagram", "reddit", "trustpilot");
  private static final double[] ORDINARY = {0.48, 0.2, 0.14, 0.1, 0.08};
  private static final List<String> OUTLETS =
      List.of(
          "gazette-du-soir", "courrier-des-villes", "radio-quai", "the-daily-lantern", "eco-hebdo");

  /** Authors of one brand on one platform, beyond which names come again. */
  private static final int AUTHORS = 30_000;

  private static final double MEDIAN_LOG_FOLLOWERS = 5.2;
  private static final double SPREAD_LOG_FOLLOWERS = 1.8;
  private static final long MAX_FOLLOWERS = 3_000_000;

  /** 1 January 2026 in minutes since the epoch: what brands' own accounts had then grows slowly. */
  private static final long GROWING_FROM = 29_453_760;

  private Crowd() {}

  /** The platform of a remark. */
  static String platform(Remark remark, Dice dice) {
    if (remark.press()) {
      return "press";
    }
    return switch (remark) {
      // what is to spread is said where it spreads
      case CRISIS_LEAD, LAUNCH_LEAD, OFFICIAL -> "twitter";
      case REQUEST, OTHER, CLAIM, HOSTILE, CRISIS ->
          PLATFORMS.get(dice.weighted(0.55, 0.22, 0.11, 0.12, 0.0));
      default -> PLATFORMS.get(dice.weighted(ORDINARY));
    };
  }

  /**
   * Its author. The same author has the same followers each time; only the brand's own account
   * gains some every day.
   *
   * @param minute since the epoch
   */
  static Author author(Remark remark, String platform, DemoBrand brand, long minute, Dice dice) {
    if (remark == Remark.OFFICIAL) {
      long followers =
          (long) (brand.mentionsPerHour() * (2_000 + (minute - GROWING_FROM) / 1_000.0));
      return new Author(brand.handle().substring(1), Math.max(0, followers), true);
    }
    if (remark.press()) {
      int outlet = dice.below(OUTLETS.size());
      return new Author(OUTLETS.get(outlet), 150_000L * (outlet + 1), true);
    }
    if (remark == Remark.CRISIS_LEAD || remark == Remark.LAUNCH_LEAD) {
      int known = dice.below(40);
      return new Author("known-" + known, 60_000L + 12_000L * known, true);
    }
    // a few write often: the square bends the choice towards small numbers
    int number = (int) (AUTHORS * Math.pow(dice.share(), 2));
    Dice person = Dice.of(brand.name().hashCode(), platform.hashCode(), number);
    long followers =
        Math.min(
            MAX_FOLLOWERS, (long) person.logNormal(MEDIAN_LOG_FOLLOWERS, SPREAD_LOG_FOLLOWERS));
    return new Author(
        prefix(platform) + "-u" + number,
        platform.equals("trustpilot") ? null : followers,
        followers > 100_000);
  }

  /** Reactions soon after publication: more for those with many followers. */
  static Engagement engagement(String platform, Author author, Dice dice) {
    double audience = Math.max(20, author.followersOrZero());
    long likes = (long) (audience * 0.004 * dice.logNormal(0, 1.2));
    long shares = (long) (likes * 0.25 * dice.share());
    long replies = (long) (likes * 0.2 * dice.share());
    @Nullable Long views =
        platform.equals("twitter") ? (Long) (long) (audience * 0.2 + likes * 12.0) : null;
    return new Engagement(likes, shares, replies, views);
  }

  /** Short name of a platform, which ids begin with. */
  static String prefix(String platform) {
    return switch (platform) {
      case "twitter" -> "tw";
      case "facebook" -> "fb";
      case "instagram" -> "ig";
      case "reddit" -> "rd";
      case "trustpilot" -> "tp";
      default -> "pr";
    };
  }
}
