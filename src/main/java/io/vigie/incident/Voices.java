package io.vigie.incident;

import io.vigie.mention.Retraction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who says what, where it began and in which words: read from mentions of the last hour, since
 * shortly before the incident's start, that were drawn to stand for all.
 *
 * @param incidentId the incident that they speak of
 * @param sampled mentions that were read
 * @param authors their distinct authors
 * @param terms the terms that distinguish them from the days before, most distinctive first; at
 *     most 8, empty while too little is known of the days before
 * @param hashtags the hashtags used by most authors, most first; at most 5
 * @param links the domains linked to by most authors, most first; at most 5
 * @param emotions share of each emotion among the mentions that have one; empty if none has
 * @param categories share of each category among the mentions that have one; empty if none has
 * @param originPlatform where the earliest of the first mentions appeared, or null if unknown
 * @param firstMentions the earliest mentions in the words of the incident; at most 3
 */
public record Voices(
    String incidentId,
    int sampled,
    int authors,
    List<Term> terms,
    List<Used> hashtags,
    List<Used> links,
    Map<String, Double> emotions,
    Map<String, Double> categories,
    @Nullable String originPlatform,
    List<FirstMention> firstMentions) {

  /** Whether it shows what was deleted or edited. */
  public boolean has(Retraction retraction) {
    return firstMentions.stream().anyMatch(first -> first.has(retraction));
  }

  /** The same without what was deleted or edited. */
  public Voices retracted(Retraction retraction) {
    return new Voices(
        incidentId,
        sampled,
        authors,
        terms,
        hashtags,
        links,
        emotions,
        categories,
        originPlatform,
        firstMentions.stream()
            .map(first -> first.has(retraction) ? first.retracted(retraction) : first)
            .toList());
  }

  /**
   * A term that is used more than usual.
   *
   * @param term a word, two words, a hashtag or the domain of a link
   * @param share share of the authors that use it, 0 to 1
   * @param usualShare share of the authors that used it on the days before, 0 to 1
   * @param z how far apart the two are, in deviations of the log-odds
   */
  public record Term(String term, double share, double usualShare, double z) {}

  /**
   * A term, however usual.
   *
   * @param share share of the authors that use it, 0 to 1
   */
  public record Used(String term, double share) {}

  /**
   * A mention with which it began.
   *
   * @param followers of the author, 0 where unknown
   */
  public record FirstMention(
      String id,
      String platform,
      Instant createdAt,
      @Nullable String author,
      long followers,
      String text) {

    private boolean has(Retraction retraction) {
      return retraction.isOf(id, platform) && retraction.voids(text) && !Retraction.isTrace(text);
    }

    private FirstMention retracted(Retraction retraction) {
      return new FirstMention(id, platform, createdAt, null, followers, retraction.trace(text));
    }
  }
}
