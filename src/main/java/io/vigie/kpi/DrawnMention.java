package io.vigie.kpi;

import io.vigie.mention.Mention;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.ScoredMention;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mention drawn to stand for the others of its minute: whatever is too long to count for each
 * (who says what, in which words) is read from these.
 *
 * @param draw the hash of its id: of a minute those with the smallest are kept, so that the choice
 *     depends on the set of mentions only, not on their order nor on how they were split
 * @param atMillis when it was published, epoch milliseconds
 * @param author its {@link AuthorHash}
 * @param authorId its author, or null if the source hides it
 * @param followers of the author, 0 where unknown
 * @param text the first {@link #MAX_TEXT} characters
 * @param emotion the likeliest emotion, or null if the model tells none
 * @param category the likeliest category, or null if the model tells none
 */
public record DrawnMention(
    long draw,
    String id,
    String platform,
    long atMillis,
    long author,
    @Nullable String authorId,
    long followers,
    String text,
    @Nullable Emotion emotion,
    @Nullable Category category) {

  /** Longest text that is kept, in UTF-16 units. */
  public static final int MAX_TEXT = 280;

  /** The smallest draw first; the rest only makes the order total. */
  public static final Comparator<DrawnMention> ORDER =
      ((Comparator<DrawnMention>) (a, b) -> Long.compareUnsigned(a.draw, b.draw))
          .thenComparing(DrawnMention::id)
          .thenComparing(DrawnMention::platform);

  static DrawnMention of(ScoredMention scored, long draw, long author) {
    Mention mention = scored.mention();
    return new DrawnMention(
        draw,
        mention.id(),
        mention.platform(),
        mention.createdAt().toEpochMilli(),
        author,
        mention.author().id(),
        mention.author().followersOrZero(),
        cut(mention.text()),
        scored.scores().emotionLabel(),
        scored.scores().categoryLabel());
  }

  /** Puts a mention into an ascending list that keeps the {@code most} smallest draws. */
  static void keep(DrawnMention candidate, List<DrawnMention> into, int most) {
    int at = into.size();
    while (at > 0 && ORDER.compare(candidate, into.get(at - 1)) < 0) {
      at--;
    }
    if (at < most) {
      into.add(at, candidate);
      if (into.size() > most) {
        into.remove(most);
      }
    }
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end);
  }
}
