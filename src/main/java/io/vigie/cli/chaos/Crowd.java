package io.vigie.cli.chaos;

import io.vigie.mention.Author;
import io.vigie.mention.Mention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** More people who say what others said: the same mentions by other authors, a moment later. */
final class Crowd {

  /** On no watchlist; nobody else of the invented days speaks of it. */
  static final String HOT_BRAND = "Grandmarque";

  private static final long APART_MILLIS = 37;

  private Crowd() {}

  /**
   * The mentions with further ones, in the order of time.
   *
   * @param from those created from here on are said again
   * @param to and before here
   * @param copies how often each is said again
   * @param brand whom the copies are about, or null for the same brand
   */
  static List<Mention> joining(
      List<Mention> mentions, Instant from, Instant to, int copies, @Nullable String brand) {
    List<Mention> all = new ArrayList<>(mentions);
    for (Mention mention : mentions) {
      if (!mention.createdAt().isBefore(from) && mention.createdAt().isBefore(to)) {
        for (int i = 1; i <= copies; i++) {
          all.add(copy(mention, i, brand == null ? mention.brand() : brand));
        }
      }
    }
    all.sort(Comparator.comparing(Mention::createdAt).thenComparing(Mention::id));
    return all;
  }

  private static Mention copy(Mention mention, int number, String brand) {
    String suffix = "-" + brand.charAt(0) + number;
    Author author = mention.author();
    return new Mention(
        mention.id() + suffix,
        brand,
        mention.platform(),
        mention.text(),
        mention.createdAt().plusMillis(number * APART_MILLIS),
        mention.lang(),
        new Author(
            author.id() == null ? null : author.id() + suffix,
            author.followers(),
            author.verified()),
        mention.engagement(),
        null,
        null,
        null,
        false);
  }
}
