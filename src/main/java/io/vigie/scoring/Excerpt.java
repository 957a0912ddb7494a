package io.vigie.scoring;

import io.vigie.mention.Mention;
import io.vigie.mention.Retraction;
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

  /** The excerpt of a mention: its text cut to {@link #MAX_TEXT}, never in mid-character. */
  public static Excerpt of(ScoredMention scored) {
    Mention mention = scored.mention();
    String lang = scored.scores().lang();
    return new Excerpt(
        mention.id(),
        mention.platform(),
        cut(mention.text()),
        mention.createdAt(),
        lang == null ? mention.lang() : lang,
        mention.author().id(),
        mention.author().followersOrZero(),
        scored.scores().negative(),
        weight(scored),
        mention.url());
  }

  /** What a mention weighs as evidence: see {@code weight} above. */
  public static double weight(ScoredMention scored) {
    float negative = scored.scores().negative();
    if (negative == 0) {
      return 0;
    }
    Mention mention = scored.mention();
    double heard = 1.0 + mention.author().followersOrZero() + mention.engagement().interactions();
    return negative * (1 + Math.log10(heard));
  }

  /** The same after its author deleted or edited the mention: without its text and its author. */
  public Excerpt retracted(Retraction retraction) {
    return new Excerpt(
        id,
        platform,
        retraction.trace(text),
        createdAt,
        lang,
        null,
        followers,
        negative,
        weight,
        null);
  }

  private static String cut(String text) {
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
