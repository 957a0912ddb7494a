package io.vigie.kpi;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Scored mentions of an invented brand. */
public final class Mentions {

  private Mentions() {}

  public static ScoredMention mention(
      String id, Instant at, @Nullable String author, @Nullable Long followers, float negative) {
    return mention(id, at, author, followers, negative, Engagement.NONE, null);
  }

  public static ScoredMention mention(
      String id,
      Instant at,
      @Nullable String author,
      @Nullable Long followers,
      float negative,
      Engagement engagement,
      @Nullable String repostOf) {
    Mention mention =
        new Mention(
            id,
            "Lumea",
            "twitter",
            "La livraison de ma lampe Lumea a encore du retard",
            at,
            "fr",
            new Author(author, followers, false),
            engagement,
            repostOf,
            null,
            null,
            false);
    float rest = (1 - negative) / 2;
    Scores scores = new Scores(new float[] {negative, rest, rest}, null, null, "fr", null);
    return new ScoredMention(mention, scores, "test/1");
  }
}
