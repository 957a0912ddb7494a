package io.vigie.incident;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that control messages are signed with: the first signs, all are recognised, so that keys
 * can be changed without a gap. HMAC-SHA256 (RFC 2104) over the canonical form of the message, in
 * lower-case hexadecimal.
 */
public final class ControlKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A shorter key could be guessed. */
  public static final int SHORTEST = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ID = "[A-Za-z0-9_.-]{1,40}";

  private final LinkedHashMap<String, String> secrets;

  private ControlKeys(LinkedHashMap<String, String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads {@code id:secret}, several separated by commas.
   *
   * @throws IllegalArgumentException saying what is wrong, never showing a secret
   */
  public static ControlKeys parse(String text) {
    LinkedHashMap<String, String> secrets = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      int colon = pair.indexOf(':');
      String id = colon < 0 ? "" : pair.substring(0, colon).strip();
      String secret = pair.substring(colon + 1).strip();
      if (!id.matches(ID)) {
        throw new IllegalArgumentException(
            "should be id:secret (several separated by commas), with an id of 1 to 40 letters,"
                + " digits, dots, hyphens or underscores");
      }
      if (secret.length() < SHORTEST) {
        throw new IllegalArgumentException(
            "has a secret of fewer than "
                + SHORTEST
                + " characters for the key '"
                + id
                + "' (openssl rand -hex 32 makes a good one)");
      }
      if (secrets.put(id, secret) != null) {
        throw new IllegalArgumentException("names the key '" + id + "' twice");
      }
    }
    return new ControlKeys(secrets);
  }

  /** Id of the key that signs. */
  public String signingKeyId() {
    return secrets.keySet().iterator().next();
  }

  /** Whether a key of that id is known. */
  public boolean knows(String keyId) {
    return secrets.containsKey(keyId);
  }

  /**
   * The signature of a text by a known key.
   *
   * @throws IllegalArgumentException if no key has that id
   */
  public String sign(String keyId, String canonical) {
    @Nullable String secret = secrets.get(keyId);
    if (secret == null) {
      throw new IllegalArgumentException("no control key '" + keyId + "'");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  /** Whether a signature is that of a text, compared in constant time. */
  public boolean isSigned(String keyId, String canonical, String signature) {
    return knows(keyId)
        && MessageDigest.isEqual(
            sign(keyId, canonical).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  /** The ids, never the secrets. */
  @Override
  public String toString() {
    return "ControlKeys" + Map.copyOf(secrets).keySet();
  }
}
