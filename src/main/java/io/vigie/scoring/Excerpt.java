package io.vigie.scoring;

import io.vigie.mention.Mention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mention as evidence: enough to read it and to find it again, and what it weighs.
 *
 * @param text the first {@link #MAX_TEXT} characters
 * @param followers of the author, 0 where unknown
 * @param negative probability of a negative sentiment, 0 to 1; 0 if unscored
 * @param weight how much it matters as evidence, higher is more: negative probability times (1 +
 *     log10(1 + followers + interactions)); ties are broken by id, so that the choice never depends
 *     on the order of arrival
 */
public record Excerpt(
    String id,
    String platform,
    String text,
    Instant createdAt,
    @Nullable String lang,
    @Nullable String author,
    long followers,
    float negative,
    double weight,
    @Nullable String url)
    implements Comparable<Excerpt> {

  /** Longest text that is kept, in UTF-16 units. */
  public static final int MAX_TEXT = 500;

  /** The excerpt of a mention; its weight is 0 if the mention is unscored. */
  public static Excerpt of(ScoredMention scored) {
    Mention mention = scored.mention();
    float negative = scored.scores().negative();
    long audience = mention.author().followersOrZero() + mention.engagement().interactions();
    return new Excerpt(
        mention.id(),
        mention.platform(),
        beginning(mention.text()),
        mention.createdAt(),
        mention.lang(),
        mention.author().id(),
        mention.author().followersOrZero(),
        negative,
        negative * (1 + Math.log10(1.0 + Math.max(0, audience))),
        mention.url());
  }

  /** The first {@link #MAX_TEXT} units, without half of a surrogate pair at the end. */
  private static String beginning(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end);
  }

  /** The weightiest first; among equals, the earlier, then the smaller id. */
  @Override
  public int compareTo(Excerpt other) {
    int byWeight = Double.compare(other.weight, weight);
    if (byWeight != 0) {
      return byWeight;
    }
    int byTime = createdAt.compareTo(other.createdAt);
    return byTime != 0 ? byTime : id.compareTo(other.id);
  }
}
