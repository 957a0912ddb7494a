package io.vigie.mention;

import java.time.Instant;

/**
 * A record that could not become a mention, kept so that nothing is lost.
 *
 * @param reason why, as a code that can be counted
 * @param detail why, in words, without any of the record's own text
 * @param original the bytes as they were read, or the first {@link #MAX_ORIGINAL} of them
 * @param originalLength length of the whole record in bytes
 * @param sha256 hash of the whole record, lower-case hex
 * @param origin where it was read
 * @param at when it was read (ingestion time)
 */
public record DeadLetter(
    DeadLetterReason reason,
    String detail,
    byte[] original,
    long originalLength,
    String sha256,
    Origin origin,
    Instant at) {

  /** Longest original that is kept in full, in bytes. */
  public static final int MAX_ORIGINAL = 256 * 1024;
}
