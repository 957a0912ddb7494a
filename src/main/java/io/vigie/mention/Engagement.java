package io.vigie.mention;

import org.jspecify.annotations.Nullable;

/**
 * Reactions to a mention, as counted when it was read. Each is 0 to {@link #MAX_COUNT}.
 *
 * @param views how often it was shown, or null where the platform does not tell (not 0: unknown)
 */
public record Engagement(long likes, long shares, long replies, @Nullable Long views) {

  /** Counts beyond this are not believable and would let sums overflow. */
  public static final long MAX_COUNT = 1_000_000_000_000L;

  public static final Engagement NONE = new Engagement(0, 0, 0, null);

  /** Likes, shares and replies together. */
  public long interactions() {
    return likes + shares + replies;
  }
}
