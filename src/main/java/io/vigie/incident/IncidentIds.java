package io.vigie.incident;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids that the same input always gives again, on any machine: the first 128 bits of a SHA-256 over
 * the parts, each preceded by its length so that no two lists of parts run together.
 */
public final class IncidentIds {

  private static final int BYTES = 16;

  private IncidentIds() {}

  /**
   * The id of an incident: {@code inc-} and 32 hexadecimal digits.
   *
   * @param patternId pattern of the first match
   * @param startedAt when the first signal of that match began
   */
  public static String incidentId(
      String brand, String patternId, Instant startedAt, boolean exercise) {
    return "inc-" + hash(brand, patternId, startedAt.toString(), Boolean.toString(exercise));
  }

  /**
   * The id of the alert on one revision: {@code alt-} and 32 hexadecimal digits.
   *
   * @param patternId pattern of the incident's first match
   * @param patternVersion version of that pattern
   */
  public static String alertId(
      String brand, String patternId, int patternVersion, String incidentId, int revision) {
    return "alt-"
        + hash(
            brand,
            patternId,
            Integer.toString(patternVersion),
            incidentId,
            Integer.toString(revision));
  }

  private static String hash(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
