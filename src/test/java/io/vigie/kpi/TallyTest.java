package io.vigie.kpi;

import static io.vigie.kpi.Mentions.mention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.mention.Engagement;
import io.vigie.scoring.Excerpt;
import io.vigie.scoring.ScoredMention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  @Property(tries = 60)
  void anySplitInAnyOrderGivesTheSame(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 1500) int size,
      @ForAll @IntRange(min = 1, max = 1200) int authors,
      @ForAll @IntRange(min = 1, max = 6) int parts) {
    Random random = new Random(seed);
    List<ScoredMention> mentions = mentions(random, size, authors);
    Tally whole = tally(mentions);

    Collections.shuffle(mentions, random);
    List<Tally> partial = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      partial.add(tally(List.of()));
    }
    for (ScoredMention mention : mentions) {
      partial.get(random.nextInt(parts)).add(mention);
    }
    // a random tree of merges, so that associativity is tried too
    while (partial.size() > 1) {
      Tally right = partial.remove(random.nextInt(partial.size()));
      partial.get(random.nextInt(partial.size())).merge(right);
    }
    assertThat(content(partial.get(0))).isEqualTo(content(whole));
  }

  @Property(tries = 60)
  void fewAuthorsAreExact(@ForAll long seed, @ForAll @IntRange(min = 1, max = 256) int authors) {
    List<ScoredMention> mentions = mentions(new Random(seed), 600, authors);
    Tally tally = tally(mentions);
    Map<String, Long> followers = new HashMap<>();
    Map<String, Integer> spoke = new HashMap<>();
    for (ScoredMention scored : mentions) {
      String author = String.valueOf(scored.mention().author().id());
      followers.merge(author, scored.mention().author().followersOrZero(), Math::max);
      spoke.merge(author, 1, Integer::sum);
    }
    double entropy = 0;
    for (int count : spoke.values()) {
      double p = count / 600.0;
      entropy -= p * Math.log(p);
    }
    assertThat(tally.counts.distinctAuthors()).isEqualTo(spoke.size());
    assertThat(tally.counts.reach.sum())
        .isEqualTo(followers.values().stream().mapToLong(Long::longValue).sum());
    assertThat(tally.counts.authors.effective()).isCloseTo(Math.exp(entropy), within(1e-6));
  }

  @Test
  void manyAuthorsAreEstimatedWithinTheStatedErrors() {
    Random random = new Random(7);
    Counts counts = new Counts();
    Set<String> distinct = new HashSet<>();
    double entropy = 0;
    long reach = 0;
    int n = 0;
    for (int a = 0; a < 20_000; a++) {
      // heavy tails, as on real platforms: a few speak often, a few are followed by very many
      int times = 1 + (int) Math.min(50, 0.3 / (random.nextDouble() + 0.001));
      long followers = (long) Math.min(5e6, 20 / Math.pow(random.nextDouble() + 1e-7, 1.1));
      reach += followers;
      distinct.add("a" + a);
      n += times;
      entropy -= times * Math.log(times);
      for (int t = 0; t < times; t++) {
        ScoredMention scored = mention(a + "-" + t, AT, "a" + a, followers, 0.5f);
        counts.add(scored, AuthorHash.of(scored.mention()));
      }
    }
    double effective = Math.exp(Math.log(n) + entropy / n);
    assertThat((double) counts.distinctAuthors())
        .isCloseTo(distinct.size(), within(0.05 * distinct.size()));
    assertThat((double) counts.reach.sum()).isCloseTo(reach, within(0.2 * reach));
    assertThat(counts.authors.effective()).isCloseTo(effective, within(0.25 * effective));
    assertThat(counts.authors.hashes).hasSizeLessThanOrEqualTo(Counts.EXACT_AUTHORS);
    assertThat(counts.reach.hashes).hasSizeLessThanOrEqualTo(Counts.EXACT_REACH + 1);
  }

  @Test
  void anAuthorIsHeardOnceHoweverOftenTheySpeak() {
    Tally tally =
        tally(
            List.of(
                mention("1", AT, "zoe", 1000L, 0.9f),
                mention("2", AT.plusSeconds(5), "zoe", 1200L, 0.8f),
                mention("3", AT.plusSeconds(9), "max", 50L, 0.1f)));
    assertThat(tally.counts.reach.sum()).isEqualTo(1250);
    assertThat(tally.negativeReach.sum()).isEqualTo(960 + 5);
    assertThat(tally.maxNegativeFollowers).isEqualTo(1200);
    assertThat(tally.counts.distinctAuthors()).isEqualTo(2);
    assertThat(tally.counts.negativeMicros).isEqualTo(1_800_000);
    assertThat(tally.firstMentionAt).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void theFirstPostOfTheBrandIsKnownAndARepostIsNone() {
    Tally tally = tally(List.of(mention("1", AT, "zoe", 1000L, 0.9f)));
    assertThat(tally.firstOwnAt).isEqualTo(Long.MAX_VALUE);
    Engagement none = new Engagement(0, 0, 0, null);
    tally.addOwn(mention("2", AT.plusSeconds(5), "lumea", 9L, 0.1f, none, "1"));
    assertThat(tally.firstOwnAt).isEqualTo(Long.MAX_VALUE);
    tally.addOwn(mention("3", AT.plusSeconds(30), "lumea", 9L, 0.1f, none, null));
    Tally earlier = tally(List.of());
    earlier.addOwn(mention("4", AT.plusSeconds(20), "lumea", 9L, 0.1f, none, null));
    tally.merge(earlier);
    assertThat(tally.firstOwnAt).isEqualTo(AT.plusSeconds(20).toEpochMilli());
    assertThat(tally.firstMentionAt).as("nobody's opinion").isEqualTo(AT.toEpochMilli());
  }

  @Test
  void hiddenAuthorsCountAsAuthorsOfTheirOwn() {
    Tally tally =
        tally(List.of(mention("1", AT, null, null, 0.5f), mention("2", AT, null, null, 0.5f)));
    assertThat(tally.counts.distinctAuthors()).isEqualTo(2);
    assertThat(tally.counts.reach.sum()).isZero();
  }

  @Test
  void theLatestFollowersOfTheBrandCountAndTheLargerInATie() {
    Counts counts = new Counts();
    counts.seeOwnFollowers(100, 20);
    counts.seeOwnFollowers(900, 10);
    counts.seeOwnFollowers(90, 20);
    assertThat(counts.ownFollowers).isEqualTo(100);
  }

  @Test
  void anExcerptNeverEndsInMidCharacter() {
    String text = "x".repeat(Excerpt.MAX_TEXT - 1) + "😡 et encore";
    ScoredMention plain = mention("1", AT, "zoe", 9L, 0.5f);
    var mention = plain.mention();
    var longer =
        new io.vigie.mention.Mention(
            "1",
            "Lumea",
            "twitter",
            text,
            AT,
            null,
            mention.author(),
            new Engagement(50, 30, 10, null),
            null,
            null,
            null,
            false);
    Excerpt excerpt = Excerpt.of(new ScoredMention(longer, plain.scores(), "test/1"));
    assertThat(excerpt.text()).isEqualTo("x".repeat(Excerpt.MAX_TEXT - 1));
    // 0.5 (1 + log10(1 + 9 + 90))
    assertThat(excerpt.weight()).isEqualTo(1.5);
  }

  private static List<ScoredMention> mentions(Random random, int size, int authors) {
    List<ScoredMention> mentions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      mentions.add(
          mention(
              "m" + i,
              AT.plusSeconds(random.nextInt(60)),
              "a" + random.nextInt(authors),
              random.nextInt(3) == 0 ? null : (long) (random.nextDouble() * 1e6),
              random.nextInt(5) / 4f,
              new Engagement(random.nextInt(9), random.nextInt(3), 0, null),
              random.nextBoolean() ? "m0" : null));
    }
    return mentions;
  }

  private static Tally tally(List<ScoredMention> mentions) {
    Tally tally = new Tally("Lumea", "twitter", Tally.minuteOf(AT.toEpochMilli()), false);
    mentions.forEach(tally::add);
    return tally;
  }

  private static String sample(MentionSample sample) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < sample.size; i++) {
      all.append(sample.hashes[i]).append(' ').append(sample.texts[i]).append(' ');
      all.append(sample.authors[i]).append(' ').append(sample.slots[i]).append(' ');
      all.append(sample.marks[i]).append(' ').append(sample.words[i]).append(' ');
      all.append(sample.firstPerson[i]).append(' ');
      for (int term = 0; term < MentionSample.terms(); term++) {
        all.append(sample.drawn[i * MentionSample.terms() + term]).append(' ');
      }
    }
    return all.toString();
  }

  /** All that can be told of a tally. */
  private static String content(Tally t) {
    Counts c = t.counts;
    return String.join(
        "|",
        List.of(
            c.mentions + "," + c.positive + "," + c.neutral + "," + c.negative + "," + c.unscored,
            c.negativeMicros + "," + c.reposts + "," + c.likes + "," + c.shares + "," + c.replies,
            "authors " + c.distinctAuthors() + " " + c.authors.effective(),
            "reach " + c.reach.sum() + " " + t.negativeReach.sum() + " " + t.maxNegativeFollowers,
            "first " + t.firstMentionAt + " own " + t.firstOwnAt,
            "content " + Arrays.toString(t.content.emotions),
            Arrays.toString(t.content.categories),
            "sample " + t.sample.mentions + " " + sample(t.sample),
            t.weightiest.toString(),
            t.drawn.toString()));
  }
}
