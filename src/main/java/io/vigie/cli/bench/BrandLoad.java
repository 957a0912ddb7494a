package io.vigie.cli.bench;

import io.vigie.kpi.Tally;
import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.Sentiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Invented tallies of very unequal brands: the brand of rank r is spoken of at a rate of {@code
 * loudest / r} (Zipf's law), more by day than by night, on two platforms. On one day in 50 a brand
 * has two hours of eight times as many mentions, most of them negative. Every minute of every brand
 * comes from its own numbers, so that the same question has the same answer. Not safe for use by
 * several threads.
 */
final class BrandLoad {

  /** A Monday, in minutes since 1970. */
  static final long START = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond() / 60;

  private static final long SEED = 20_260_105;
  private static final int DAY = 1_440;
  private static final int TEXTS = 4_096;
  private static final int WORDS = 1_500;
  private static final int WORDS_PER_TEXT = 14;
  private static final double REPEATED = 0.1;
  private static final int REPEATED_TEXTS = 64;
  private static final int AUTHORS = 1_000_000;
  private static final double SECOND_PLATFORM = 0.2;
  private static final double CRISIS_DAYS = 0.02;
  private static final int CRISIS_MINUTES = 120;
  private static final double CRISIS_FACTOR = 8;

  /** Largest mean drawn in one go: exp(-mean) must stay far above the smallest double. */
  private static final double POISSON_PART = 16;

  private final double loudest;
  private final String[] texts = new String[TEXTS];

  /**
   * @param loudest mentions a minute of the loudest brand, by day; positive
   */
  BrandLoad(double loudest) {
    this.loudest = loudest;
    SplittableRandom random = new SplittableRandom(SEED);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = word(random);
    }
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < WORDS_PER_TEXT; w++) {
        // the square makes some words frequent
        double share = random.nextDouble() * random.nextDouble();
        text.append(w == 0 ? "" : " ").append(words[(int) (share * WORDS)]);
      }
      texts[i] = text.toString();
    }
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i >= 0; i--) {
      word.append("bdfglmnprstv".charAt(random.nextInt(12)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  static String name(int rank) {
    return "brand-" + rank;
  }

  /**
   * The tallies of one brand in one minute; none where nobody speaks.
   *
   * @param rank from 1, the loudest
   * @param minute since 1970
   */
  List<Tally> tallies(int rank, long minute) {
    List<Tally> tallies = new ArrayList<>(2);
    for (ScoredMention mention : mentions(rank, minute)) {
      tallyOf(mention.mention(), tallies).add(mention);
    }
    return tallies;
  }

  /** The mentions of one brand in one minute, in no order. */
  List<ScoredMention> mentions(int rank, long minute) {
    SplittableRandom random = of(rank, minute, 0);
    boolean crisis = crisis(rank, minute);
    double sun = Math.cos(2 * Math.PI * (Math.floorMod(minute, DAY) - 15 * 60) / DAY);
    double rate = loudest / rank * (0.55 + 0.45 * sun) * (crisis ? CRISIS_FACTOR : 1);
    int number = poisson(rate, random);
    List<ScoredMention> mentions = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      mentions.add(mention(rank, minute, i, crisis, random));
    }
    return mentions;
  }

  private static boolean crisis(int rank, long minute) {
    long day = Math.floorDiv(minute, (long) DAY);
    SplittableRandom random = of(rank, day, 1);
    long begins = random.nextInt(DAY - CRISIS_MINUTES);
    long at = Math.floorMod(minute, (long) DAY);
    return random.nextDouble() < CRISIS_DAYS && at >= begins && at < begins + CRISIS_MINUTES;
  }

  private ScoredMention mention(
      int rank, long minute, int number, boolean crisis, SplittableRandom random) {
    boolean repeated = random.nextDouble() < REPEATED;
    long followers = Math.round(Math.exp(5 + 1.5 * random.nextGaussian()));
    Mention mention =
        new Mention(
            rank + "-" + minute + "-" + number,
            name(rank),
            random.nextDouble() < SECOND_PLATFORM ? "forum" : "twitter",
            texts[random.nextInt(repeated ? REPEATED_TEXTS : TEXTS)],
            Instant.ofEpochSecond(minute * 60 + random.nextInt(60)),
            "en",
            new Author("u" + random.nextInt(AUTHORS), followers, false),
            new Engagement(random.nextInt(30), random.nextInt(9), random.nextInt(9), null),
            repeated ? "original" : null,
            null,
            null,
            false);
    return new ScoredMention(mention, scores(crisis, random), "invented");
  }

  private static Scores scores(boolean crisis, SplittableRandom random) {
    boolean negative = random.nextDouble() < (crisis ? 0.8 : 0.15);
    Sentiment sentiment =
        negative
            ? Sentiment.NEGATIVE
            : random.nextBoolean() ? Sentiment.NEUTRAL : Sentiment.POSITIVE;
    int emotion = negative ? Emotion.ANGER.ordinal() : random.nextInt(Emotion.values().length);
    int category =
        negative ? Category.COMPLAINT.ordinal() : random.nextInt(Category.values().length);
    return new Scores(
        sure(Sentiment.values().length, sentiment.ordinal()),
        sure(Emotion.values().length, emotion),
        sure(Category.values().length, category),
        "en",
        null);
  }

  private static float[] sure(int classes, int of) {
    float[] probabilities = new float[classes];
    Arrays.fill(probabilities, 0.2f / (classes - 1));
    probabilities[of] = 0.8f;
    return probabilities;
  }

  private static Tally tallyOf(Mention mention, List<Tally> tallies) {
    for (Tally tally : tallies) {
      if (tally.platform.equals(mention.platform())) {
        return tally;
      }
    }
    Tally tally = Tally.forMention(mention);
    tallies.add(tally);
    return tally;
  }

  private static SplittableRandom of(long rank, long time, long purpose) {
    return new SplittableRandom(
        new SplittableRandom(SEED + purpose * 31 + rank * 1_000_003L + (time << 32)).nextLong());
  }

  private static int poisson(double mean, SplittableRandom random) {
    int sum = 0;
    for (double left = mean; left > 0; left -= POISSON_PART) {
      double limit = Math.exp(-Math.min(left, POISSON_PART));
      double product = random.nextDouble();
      while (product > limit) {
        sum++;
        product *= random.nextDouble();
      }
    }
    return sum;
  }
}
