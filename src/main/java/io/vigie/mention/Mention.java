package io.vigie.mention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One public post, comment or article about one brand.
 *
 * <p>The record itself checks nothing: it is also a state record, and an old state must always
 * restore. {@link MentionParser} is the door at which mentions are checked.
 *
 * @param id identifier on its platform; never empty
 * @param brand the brand it is about, in the spelling of the watchlist; never empty
 * @param platform lower-case name of where it was published, such as {@code twitter} or {@code
 *     press}
 * @param text what was written; may be empty
 * @param createdAt when it was published (event time)
 * @param lang ISO 639-1 code as given by the source, or null if it gave none
 * @param author who wrote it; {@link Author#UNKNOWN} if the source does not say
 * @param engagement reactions counted so far; {@link Engagement#NONE} if the source does not say
 * @param repostOf id of the post that this one repeats, or null
 * @param replyTo id of the post that this one answers, or null
 * @param url where it can be read, or null
 * @param exercise true for a mention that a drill injected: never part of KPIs or baselines
 */
public record Mention(
    String id,
    String brand,
    String platform,
    String text,
    Instant createdAt,
    @Nullable String lang,
    Author author,
    Engagement engagement,
    @Nullable String repostOf,
    @Nullable String replyTo,
    @Nullable String url,
    boolean exercise) {

  /** The same mention by another author's name, or none, and without its address. */
  Mention anonymous(@Nullable String authorId) {
    return new Mention(
        id,
        brand,
        platform,
        text,
        createdAt,
        lang,
        new Author(authorId, author.followers(), author.verified()),
        engagement,
        repostOf,
        replyTo,
        null,
        exercise);
  }

  /**
   * The same mention, told of another brand: a text that names two brands is one mention of each.
   */
  public Mention withBrand(String otherBrand) {
    return new Mention(
        id,
        otherBrand,
        platform,
        text,
        createdAt,
        lang,
        author,
        engagement,
        repostOf,
        replyTo,
        url,
        exercise);
  }
}
