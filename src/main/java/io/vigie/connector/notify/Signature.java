package io.vigie.connector.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a webhook's receiver knows that a notification is ours and of now: an HMAC-SHA256 over {@code
 * timestamp + "." + body}. The timestamp is signed, so that an old message cannot be sent again
 * later; the id is the same for each try, so that it is taken in once.
 */
final class Signature {

  static final String TIMESTAMP = "Vigie-Timestamp";
  static final String SIGNATURE = "Vigie-Signature";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private Signature() {}

  /** The headers of a try at a time. */
  static Map<String, String> headers(String alertId, String body, Instant at, Secret key) {
    String timestamp = String.valueOf(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(IDEMPOTENCY_KEY, alertId);
    headers.put(TIMESTAMP, timestamp);
    headers.put(SIGNATURE, "v1=" + of(timestamp + "." + body, key));
    return headers;
  }

  /** HMAC-SHA256 in hexadecimal. */
  static String of(String text, Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
