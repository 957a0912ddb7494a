package io.vigie.incident;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which alerts of a brand are not wanted. The ledger goes on; an alert at level crisis is
 * told all the same, unless the silence says that it means even those.
 *
 * @param brand in the spelling of the watchlist
 * @param pattern only incidents of this pattern alone, or null for all of the brand
 * @param from its beginning
 * @param until its end, exclusive
 * @param evenCrisis whether it hides even level crisis
 * @param reason why, for people
 */
public record Silence(
    String brand,
    @Nullable String pattern,
    Instant from,
    Instant until,
    boolean evenCrisis,
    String reason)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Whether it is in force at an instant. */
  boolean isOn(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
