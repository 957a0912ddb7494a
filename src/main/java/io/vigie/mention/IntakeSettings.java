package io.vigie.mention;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the parser needs to know; serialisable, so that each subtask makes its own parser of it.
 *
 * @param watchlist the brands to look for
 * @param futureToleranceMillis how far createdAt may lie ahead of ingestion, in milliseconds; a
 *     mention further ahead would move the watermark and make all others late
 * @param pseudonyms what stands for authors from the door on, or null to keep their ids
 */
public record IntakeSettings(
    WatchlistSettings watchlist, long futureToleranceMillis, @Nullable Pseudonyms pseudonyms)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Five minutes: further than clocks of healthy machines drift apart. */
  public static final long DEFAULT_FUTURE_TOLERANCE_MILLIS = 5 * 60 * 1000L;

  public IntakeSettings(WatchlistSettings watchlist) {
    this(watchlist, DEFAULT_FUTURE_TOLERANCE_MILLIS, null);
  }
}
