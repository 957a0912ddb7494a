package io.vigie.mention;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a mention.
 *
 * @param id identifier on the platform, or null if the source does not say
 * @param followers accounts that follow the author, 0 to {@link #MAX_FOLLOWERS}, or null if unknown
 * @param verified whether the platform vouches for the account
 */
public record Author(@Nullable String id, @Nullable Long followers, boolean verified) {

  /**
   * No account of any platform has more followers than there are people; sums of reach cannot
   * overflow.
   */
  public static final long MAX_FOLLOWERS = 10_000_000_000L;

  public static final Author UNKNOWN = new Author(null, null, false);

  /** Followers, or 0 where they are unknown. */
  public long followersOrZero() {
    return followers == null ? 0 : followers;
  }
}
