package io.vigie.kpi;

import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.Sentiment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a set of mentions: everything here is a sum, a maximum or a sketch of a set,
 * so that the order of arrival and the split into partial counts never show. State class: at most
 * about 13 KB, some 200 bytes for a single mention.
 */
public final class Counts {

  /** Authors that are counted exactly, in each set. */
  public static final int EXACT_AUTHORS = 256;

  /** Authors with followers that are summed exactly, in each set. */
  public static final int EXACT_REACH = 256;

  /** Probabilities are summed in millionths: whole numbers have no order of summation. */
  public static final long MICROS = 1_000_000;

  /** Languages that are told apart; models know fewer. */
  public static final int LANGUAGES = 16;

  public long mentions;
  public long positive;
  public long neutral;
  public long negative;
  public long unscored;

  /** Scored mentions by the language they were read in; at most {@link #LANGUAGES} languages. */
  public Map<String, Long> scoredByLanguage = new HashMap<>();

  /** Sum of P(negative), in millionths. */
  public long negativeMicros;

  public long reposts;
  public long likes;
  public long shares;
  public long replies;

  /** Sum of the views of the mentions that tell them. */
  public long views;

  /** How many mentions tell their views. */
  public long withViews;

  public AuthorCounts authors = new AuthorCounts(EXACT_AUTHORS);

  /** All authors, from the moment on at which they are too many for the exact count. */
  public DistinctCount manyAuthors = new DistinctCount();

  /** Followers of the distinct authors. */
  public DistinctSum reach = new DistinctSum(EXACT_REACH);

  /** Followers of the brand's own account as last seen, or null. */
  public @Nullable Long ownFollowers;

  /** When they were seen, epoch milliseconds. */
  public long ownFollowersAt = Long.MIN_VALUE;

  public Counts() {}

  /** Counts one mention, whose author has this {@link AuthorHash}. */
  public void add(ScoredMention scored, long author) {
    addSentiment(scored.scores());
    addAllButSentiment(scored.mention(), author);
  }

  /** Counts a post of the brand itself; whatever it says of itself counts as neutral. */
  public void addOwn(ScoredMention scored, long author) {
    if (scored.scores().sentimentLabel() == null) {
      unscored++;
    } else {
      neutral++;
    }
    addAllButSentiment(scored.mention(), author);
  }

  private void addAllButSentiment(Mention mention, long author) {
    mentions++;
    if (mention.repostOf() != null) {
      reposts++;
    }
    addEngagement(mention.engagement());
    addAuthor(author);
    reach.add(author, mention.author().followersOrZero());
  }

  /** Adds another set's counts. */
  public void merge(Counts other) {
    mentions += other.mentions;
    positive += other.positive;
    neutral += other.neutral;
    negative += other.negative;
    unscored += other.unscored;
    other.scoredByLanguage.forEach(this::addLanguage);
    negativeMicros += other.negativeMicros;
    reposts += other.reposts;
    likes += other.likes;
    shares += other.shares;
    replies += other.replies;
    views += other.views;
    withViews += other.withViews;
    mergeAuthors(other);
    reach.merge(other.reach);
    Long followers = other.ownFollowers;
    if (followers != null) {
      seeOwnFollowers(followers, other.ownFollowersAt);
    }
  }

  /** Notes the followers of the brand's own account; the latest counts, the larger in a tie. */
  public void seeOwnFollowers(long followers, long atMillis) {
    Long known = ownFollowers;
    if (known == null
        || atMillis > ownFollowersAt
        || (atMillis == ownFollowersAt && followers > known)) {
      ownFollowers = followers;
      ownFollowersAt = atMillis;
    }
  }

  /** Distinct authors: exact up to {@link #EXACT_AUTHORS}, else by the sketch. */
  public long distinctAuthors() {
    return authors.sampled ? manyAuthors.estimate() : authors.size;
  }

  /** Mentions with a sentiment. */
  public long scored() {
    return mentions - unscored;
  }

  private void addSentiment(Scores scores) {
    Sentiment label = scores.sentimentLabel();
    if (label == null) {
      unscored++;
      return;
    }
    switch (label) {
      case POSITIVE -> positive++;
      case NEUTRAL -> neutral++;
      case NEGATIVE -> negative++;
    }
    String lang = scores.lang();
    if (lang != null) {
      addLanguage(lang, 1L);
    }
    negativeMicros += Math.round(scores.negative() * (double) MICROS);
  }

  private void addLanguage(String lang, Long count) {
    if (scoredByLanguage.size() < LANGUAGES || scoredByLanguage.containsKey(lang)) {
      scoredByLanguage.merge(lang, count, Long::sum);
    }
  }

  private void addEngagement(Engagement engagement) {
    likes += engagement.likes();
    shares += engagement.shares();
    replies += engagement.replies();
    Long seen = engagement.views();
    if (seen != null) {
      views += seen;
      withViews++;
    }
  }

  private void addAuthor(long author) {
    if (!authors.sampled && authors.size == EXACT_AUTHORS) {
      // the next author may be one too many: from now on the sketch knows them all
      startSketch();
    }
    authors.add(author);
    if (!manyAuthors.isEmpty()) {
      manyAuthors.add(author);
    }
  }

  private void mergeAuthors(Counts other) {
    boolean many =
        authors.size + other.authors.size > EXACT_AUTHORS
            || !manyAuthors.isEmpty()
            || !other.manyAuthors.isEmpty();
    if (many) {
      startSketch();
      if (other.manyAuthors.isEmpty()) {
        manyAuthors.addAll(other.authors);
      } else {
        manyAuthors.merge(other.manyAuthors);
      }
    }
    authors.merge(other.authors);
  }

  private void startSketch() {
    if (manyAuthors.isEmpty()) {
      manyAuthors.addAll(authors);
    }
  }
}
