package io.vigie.incident;

import io.vigie.mention.DeadLetter;
import io.vigie.mention.Origin;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one record of the control stream became: a message with a good signature, or a dead letter.
 *
 * @param message the message, or null
 * @param deadLetter why it is none, or null
 * @param record the record as read, to become a dead letter if the message is refused later; null
 *     if it is one already
 * @param origin where it was read
 * @param readAt when it was read (ingestion time)
 */
public record ControlIntake(
    @Nullable ControlMessage message,
    @Nullable DeadLetter deadLetter,
    byte @Nullable [] record,
    Origin origin,
    Instant readAt) {

  static ControlIntake of(ControlMessage message, byte[] record, Origin origin, Instant readAt) {
    return new ControlIntake(message, null, record, origin, readAt);
  }

  static ControlIntake dead(DeadLetter letter) {
    return new ControlIntake(null, letter, null, letter.origin(), letter.at());
  }

  /** The message, which must be there. */
  public ControlMessage accepted() {
    return Objects.requireNonNull(message, "a dead letter");
  }
}
