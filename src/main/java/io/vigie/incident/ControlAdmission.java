package io.vigie.incident;

import io.vigie.mention.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets each signed message in once. What decides is only what is signed: an id that is known, or a
 * time of issue so long before the latest that its id may have been forgotten, is refused; so a
 * recorded message does nothing when it is sent again, whatever else the sender forges.
 *
 * <p>The caller keeps the known ids (with the time until which each is kept) and the latest time of
 * issue, and gives every message of the stream in one order.
 */
public final class ControlAdmission {

  /** Messages that are remembered at once; further ones are refused. */
  public static final int MAX_MESSAGES = 10_000;

  private final @Nullable Duration maxAge;

  /**
   * An admission.
   *
   * @param maxAge how long before the latest message one may have been issued; null = any time, and
   *     nothing is forgotten
   */
  public ControlAdmission(@Nullable Duration maxAge) {
    this.maxAge = maxAge;
  }

  /** A message that is refused: the code and why, in words. */
  public record Refusal(DeadLetterReason reason, String detail) {}

  /**
   * Whether a message is let in; if so, it is noted in {@code known}.
   *
   * @param known ids, each with the time of issue (of later messages) after which it may be
   *     forgotten; changed
   * @param latest time of issue of the latest message before, or null
   * @return null if it is let in
   */
  public @Nullable Refusal admit(
      ControlMessage message, Map<String, Instant> known, @Nullable Instant latest) {
    if (known.containsKey(message.id())) {
      return new Refusal(DeadLetterReason.REPLAYED, "a message with this id was let in before");
    }
    if (maxAge != null && latest != null && message.issuedAt().isBefore(latest.minus(maxAge))) {
      return new Refusal(
          DeadLetterReason.STALE,
          "it was issued more than " + maxAge.toSeconds() + " s before a message that came first");
    }
    if (maxAge != null) {
      Instant now = latest(message, latest);
      known.values().removeIf(keep -> keep.isBefore(now));
    }
    if (known.size() >= MAX_MESSAGES) {
      return new Refusal(
          DeadLetterReason.TOO_MANY, MAX_MESSAGES + " control messages are in force already");
    }
    known.put(message.id(), keepUntil(message));
    return null;
  }

  /** The later time of issue. */
  public static Instant latest(ControlMessage message, @Nullable Instant latest) {
    return latest == null || message.issuedAt().isAfter(latest) ? message.issuedAt() : latest;
  }

  /** As long as it may be sent again in time, and as long as it is in force. */
  private Instant keepUntil(ControlMessage message) {
    Instant replayable = message.issuedAt().plus(maxAge == null ? Duration.ZERO : maxAge);
    Instant forgetAt = message.forgetAt();
    return forgetAt.isAfter(replayable) ? forgetAt : replayable;
  }
}
