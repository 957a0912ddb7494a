package io.vigie.mention;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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

  /** A dead letter of a whole record; null stands for a record without a value. */
  public static DeadLetter of(
      DeadLetterReason reason, String detail, byte @Nullable [] record, Origin origin, Instant at) {
    byte[] whole = record == null ? new byte[0] : record;
    byte[] kept = whole.length <= MAX_ORIGINAL ? whole : Arrays.copyOf(whole, MAX_ORIGINAL);
    String sha256 = HexFormat.of().formatHex(newSha256().digest(whole));
    return new DeadLetter(reason, detail, kept, whole.length, sha256, origin, at);
  }

  /** The same without the record itself; hash, length and origin remain to find it by. */
  DeadLetter withoutOriginal() {
    return new DeadLetter(reason, detail, new byte[0], originalLength, sha256, origin, at);
  }

  /** The hash that dead letters carry, for records that are never in memory as a whole. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
