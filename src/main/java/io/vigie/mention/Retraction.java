package io.vigie.mention;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Word that a mention was deleted or edited by its author: what is kept of its text must go.
 *
 * @param mentionId id of the mention on its platform
 * @param brand a brand that it may be about
 * @param at when it was deleted or edited (event time)
 * @param text what it says since its edit, the first {@link #MAX_TEXT} characters, or null if it
 *     was deleted
 */
public record Retraction(
    String mentionId, String platform, String brand, Instant at, @Nullable String text) {

  /** As long as the longest text that is kept as evidence, in UTF-16 units. */
  public static final int MAX_TEXT = 500;

  /** The same for another brand. */
  Retraction withBrand(String other) {
    return new Retraction(mentionId, platform, other, at, text);
  }

  /** Whether it speaks of that mention. */
  public boolean isOf(String id, String onPlatform) {
    return mentionId.equals(id) && platform.equals(onPlatform);
  }

  /** Whether a kept text must go: not if the mention still begins with it. */
  public boolean voids(String kept) {
    return text == null || !text.startsWith(kept);
  }

  /**
   * What stands where a text stood: that it is gone, and the SHA-256 of what had been kept of it,
   * by which somebody who has the text can show that it was this one.
   */
  public String trace(String kept) {
    String hash =
        HexFormat.of()
            .formatHex(DeadLetter.newSha256().digest(kept.getBytes(StandardCharsets.UTF_8)));
    return "[" + (text == null ? "deleted" : "edited") + ", sha256 " + hash + "]";
  }

  /** Whether a text is such a trace. */
  public static boolean isTrace(String text) {
    return text.matches("\\[(deleted|edited), sha256 [0-9a-f]{64}]");
  }
}
