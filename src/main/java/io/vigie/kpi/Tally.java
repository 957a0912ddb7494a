package io.vigie.kpi;

import io.vigie.mention.Mention;
import io.vigie.scoring.Excerpt;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Sentiment;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said of one brand on one platform in one minute. Partial tallies of the same key merge
 * to the same result whatever the order and the split.
 *
 * <p>Mentions of a drill have tallies of their own ({@code exercise}): they are in no KPI and in no
 * baseline. State class, at most about 28 KB (4 KB of it excerpts, 6 KB drawn mentions).
 */
public final class Tally {

  /** Excerpts that are kept as evidence. */
  public static final int MAX_EXCERPTS = 5;

  /** Mentions of which the text is kept in numbers. */
  public static final int SAMPLE = 32;

  /** Mentions that are drawn to stand for the others. */
  public static final int MAX_DRAWN = 16;

  public String brand = "";
  public String platform = "";

  /** The minute, counted from 1970-01-01T00:00Z. */
  public long minute;

  public boolean exercise;
  public Counts counts = new Counts();

  /**
   * Followers times P(negative) of the distinct authors; the largest product of an author counts,
   * so that nobody counts more than all their followers once.
   */
  public DistinctSum negativeReach = new DistinctSum(Counts.EXACT_REACH);

  /** Most followers of one author of a mention labelled negative; 0 if none. */
  public long maxNegativeFollowers;

  /** Time of the earliest mention, epoch milliseconds; {@link Long#MAX_VALUE} if none. */
  public long firstMentionAt = Long.MAX_VALUE;

  /**
   * Time of the earliest post of the brand's own account that is no repost, epoch milliseconds;
   * {@link Long#MAX_VALUE} if none.
   */
  public long firstOwnAt = Long.MAX_VALUE;

  /** The weightiest mentions, weightiest first; at most {@link #MAX_EXCERPTS}. */
  public List<Excerpt> weightiest = new ArrayList<>();

  /** What the mentions are about and how they say it. */
  public ContentCounts content = new ContentCounts();

  /** Some of the mentions with what their texts say. */
  public MentionSample sample = new MentionSample(SAMPLE);

  /** The mentions with the smallest draws, ascending; at most {@link #MAX_DRAWN}. */
  public List<DrawnMention> drawn = new ArrayList<>();

  public Tally() {}

  public Tally(String brand, String platform, long minute, boolean exercise) {
    this.brand = brand;
    this.platform = platform;
    this.minute = minute;
    this.exercise = exercise;
  }

  /** An empty tally of the key that a mention belongs to. */
  public static Tally forMention(Mention mention) {
    return new Tally(
        mention.brand(),
        mention.platform(),
        minuteOf(mention.createdAt().toEpochMilli()),
        mention.exercise());
  }

  /** The minute that an instant (epoch milliseconds) lies in. */
  public static long minuteOf(long epochMillis) {
    return Math.floorDiv(epochMillis, 60_000L);
  }

  /** Counts one mention of this key; the key is not checked. */
  public void add(ScoredMention scored) {
    add(scored, TextReader.shipped());
  }

  /** Counts one mention of this key, whose text is read for these alarm words. */
  public void add(ScoredMention scored, TextReader reader) {
    Mention mention = scored.mention();
    long author = AuthorHash.of(mention);
    counts.add(scored, author);
    content.add(scored.scores());
    sample.add(mention, author, reader);
    firstMentionAt = Math.min(firstMentionAt, mention.createdAt().toEpochMilli());
    long followers = mention.author().followersOrZero();
    float negative = scored.scores().negative();
    if (followers > 0 && negative > 0) {
      negativeReach.add(author, Math.round(followers * (double) negative));
      if (scored.scores().sentimentLabel() == Sentiment.NEGATIVE) {
        maxNegativeFollowers = Math.max(maxNegativeFollowers, followers);
      }
    }
    if (mayBeWeighty(scored)) {
      keep(Excerpt.of(scored));
    }
    long draw = AuthorHash.ofMention(mention, author);
    if (drawn.size() < MAX_DRAWN
        || Long.compareUnsigned(draw, drawn.get(MAX_DRAWN - 1).draw()) <= 0) {
      DrawnMention.keep(DrawnMention.of(scored, draw, author), drawn, MAX_DRAWN);
    }
  }

  /**
   * Counts a post of the brand's own account: a mention, but nobody's opinion of the brand. However
   * the model reads an apology, it is neither negative nor evidence of a crisis, nor its beginning.
   */
  public void addOwn(ScoredMention scored) {
    Mention mention = scored.mention();
    counts.addOwn(scored, AuthorHash.of(mention));
    if (mention.repostOf() == null) {
      firstOwnAt = Math.min(firstOwnAt, mention.createdAt().toEpochMilli());
    }
  }

  /** Notes the followers of the brand's own account as seen by this mention's source. */
  public void seeOwnFollowers(long followers, long atMillis) {
    counts.seeOwnFollowers(followers, atMillis);
  }

  /** Adds a partial tally of the same key, or of another platform of the same brand and minute. */
  public void merge(Tally other) {
    counts.merge(other.counts);
    content.merge(other.content);
    sample.merge(other.sample);
    negativeReach.merge(other.negativeReach);
    maxNegativeFollowers = Math.max(maxNegativeFollowers, other.maxNegativeFollowers);
    firstMentionAt = Math.min(firstMentionAt, other.firstMentionAt);
    firstOwnAt = Math.min(firstOwnAt, other.firstOwnAt);
    for (Excerpt excerpt : other.weightiest) {
      keep(excerpt);
    }
    for (DrawnMention mention : other.drawn) {
      DrawnMention.keep(mention, drawn, MAX_DRAWN);
    }
  }

  /** Spares building an excerpt for the many mentions that cannot enter the list. */
  private boolean mayBeWeighty(ScoredMention scored) {
    if (weightiest.size() < MAX_EXCERPTS) {
      return true;
    }
    Excerpt least = weightiest.get(weightiest.size() - 1);
    int byWeight = Double.compare(Excerpt.weight(scored), least.weight());
    return byWeight > 0
        || (byWeight == 0 && !scored.mention().createdAt().isAfter(least.createdAt()));
  }

  private void keep(Excerpt excerpt) {
    int at = weightiest.size();
    while (at > 0 && excerpt.compareTo(weightiest.get(at - 1)) < 0) {
      at--;
    }
    if (at < MAX_EXCERPTS) {
      weightiest.add(at, excerpt);
      if (weightiest.size() > MAX_EXCERPTS) {
        weightiest.remove(MAX_EXCERPTS);
      }
    }
  }
}
