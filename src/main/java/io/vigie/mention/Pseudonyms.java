package io.vigie.mention;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names authors by a keyed hash: HMAC-SHA256, its first 128 bits. Whoever lacks the key can neither
 * find the author of a pseudonym nor the pseudonym of an author; the same key gives the same
 * pseudonym, so that authors are still counted and followed.
 */
public final class Pseudonyms implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A shorter key could be guessed. */
  public static final int SHORTEST_KEY = 32;

  /** What every pseudonym begins with. */
  public static final String PREFIX = "p-";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final String key;

  private Pseudonyms(String key) {
    this.key = key;
  }

  /**
   * Pseudonyms of a key.
   *
   * @throws IllegalArgumentException if it is too short; the message does not show it
   */
  public static Pseudonyms of(String key) {
    if (key.length() < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "should have "
              + SHORTEST_KEY
              + " characters or more (openssl rand -hex 32 makes a good one)");
    }
    return new Pseudonyms(key);
  }

  /** The pseudonym of an author's id: {@code p-} and 32 hexadecimal digits. */
  String of(String platform, String authorId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] hash = mac.doFinal((platform + "\n" + authorId).getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Pseudonyms[…]";
  }
}
