package io.vigie.signal;

import io.vigie.kpi.AuthorCounts;
import io.vigie.kpi.ContentCounts;
import io.vigie.kpi.Counts;
import io.vigie.kpi.DistinctSum;
import io.vigie.kpi.MentionSample;
import io.vigie.kpi.Tally;
import java.util.HashMap;
import java.util.Map;

/**
 * Who spoke of a brand in one 5-minute bucket (or in several, merged), in small sketches. State
 * class, at most 3 KB.
 */
public final class Chunk {

  /** Authors kept for breadth: exact for so few, else a sample with an error of about 13 %. */
  public static final int AUTHORS = 64;

  /** Authors kept for reach: exact for so few, else an error of at most 18 %. */
  public static final int REACH = 32;

  public long bucket;
  public AuthorCounts authors = new AuthorCounts(AUTHORS);
  public DistinctSum negativeReach = new DistinctSum(REACH);
  public Map<String, Integer> platforms = new HashMap<>();

  /** Unscored mentions of these platforms, where there are any. */
  public Map<String, Integer> unscoredByPlatform = new HashMap<>();

  /** Negative mentions of these platforms, where there are any. */
  public Map<String, Integer> negativeByPlatform = new HashMap<>();

  /** Scored mentions by language. */
  public Map<String, Integer> languages = new HashMap<>();

  /** Emotions and categories; stays in its bucket when buckets are merged. */
  public ContentCounts content = new ContentCounts();

  /** Some mentions with what they say; stays in its bucket when buckets are merged. */
  public MentionSample sample = new MentionSample(Tally.SAMPLE);

  public Chunk() {}

  public Chunk(long bucket) {
    this.bucket = bucket;
  }

  /** Adds what a tally says of authors and platforms. */
  void add(Tally tally) {
    authors.merge(tally.counts.authors);
    negativeReach.merge(tally.negativeReach);
    content.merge(tally.content);
    sample.merge(tally.sample);
    tally.counts.scoredByLanguage.forEach(
        (lang, scored) -> addLanguage(lang, BrandMinutes.toInt(scored)));
    int mentions = BrandMinutes.toInt(tally.counts.mentions);
    // a further platform would let the state grow; its mentions still count in the totals
    if (platforms.containsKey(tally.platform) || platforms.size() < BrandHistory.MAX_PLATFORMS) {
      platforms.merge(tally.platform, mentions, Integer::sum);
      addSome(unscoredByPlatform, tally.platform, tally.counts.unscored);
      addSome(negativeByPlatform, tally.platform, tally.counts.negative);
    }
  }

  /** Adds another bucket. */
  void merge(Chunk other) {
    authors.merge(other.authors);
    negativeReach.merge(other.negativeReach);
    other.languages.forEach(this::addLanguage);
    other.platforms.forEach((name, mentions) -> platforms.merge(name, mentions, Integer::sum));
    other.unscoredByPlatform.forEach((name, n) -> unscoredByPlatform.merge(name, n, Integer::sum));
    other.negativeByPlatform.forEach((name, n) -> negativeByPlatform.merge(name, n, Integer::sum));
  }

  /** Nothing is kept of nothing: most platforms have neither. */
  private static void addSome(Map<String, Integer> counts, String platform, long count) {
    if (count > 0) {
      counts.merge(platform, BrandMinutes.toInt(count), Integer::sum);
    }
  }

  private void addLanguage(String lang, int scored) {
    if (languages.size() < Counts.LANGUAGES || languages.containsKey(lang)) {
      languages.merge(lang, scored, Integer::sum);
    }
  }

  /** A copy that can be merged into without changing this one. */
  Chunk copy() {
    Chunk copy = new Chunk(bucket);
    copy.authors = authors.copy(AUTHORS);
    copy.negativeReach = negativeReach.copy(REACH);
    copy.platforms = new HashMap<>(platforms);
    copy.unscoredByPlatform = new HashMap<>(unscoredByPlatform);
    copy.negativeByPlatform = new HashMap<>(negativeByPlatform);
    copy.languages = new HashMap<>(languages);
    return copy;
  }
}
