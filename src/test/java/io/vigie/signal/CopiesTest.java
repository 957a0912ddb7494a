package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.kpi.MentionSample;
import io.vigie.kpi.Tally;
import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.UnscoredReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Invented texts with the structure of a real campaign and of a real outage. */
class CopiesTest {

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final String RUMOUR =
      "RT @tips: Lumea in talks to buy Telmora for 7B, should have bought them before";
  private static final String OUTAGE =
      "RT @veille: Lumea has now been down 10 minutes and lost more than $220,000 in sales";

  private final List<ScoredMention> mentions = new ArrayList<>();

  @Test
  void aCampaignOfAccountsThatNobodyReadsCountsAsOne() {
    for (int i = 0; i < 30; i++) {
      say(i * 97 % 3600, "puppet" + i, (long) (i % 12), RUMOUR, null);
    }
    Copies copies = copies(0.4);
    assertThat(copies.mentions()).isEqualTo(30);
    assertThat(copies.duplicates()).isEqualTo(30);
    assertThat(copies.effective()).isEqualTo(1);
    // and it does not teach how weak accounts usually are
    assertThat(copies.known()).isZero();
  }

  @Test
  void anOutageThatEverybodyPassesOnCountsInFull() {
    for (int i = 0; i < 20; i++) {
      say(i * 31, "reader" + i, 40L + 60 * i, OUTAGE, null);
    }
    Copies copies = copies(0.4);
    assertThat(copies.duplicates()).isEqualTo(20);
    assertThat(copies.effective()).isEqualTo(20);
  }

  @Test
  void accountsThatSpeakWithinTheSameSecondsAreOne() {
    for (int i = 0; i < 20; i++) {
      say(600 + i % 3, "bot" + i, null, OUTAGE, null);
    }
    assertThat(copies(0.4).effective()).isEqualTo(1);
  }

  @Test
  void declaredRepostsMayComeAtOnce() {
    for (int i = 0; i < 20; i++) {
      say(600 + i % 3, "reader" + i, 500L, OUTAGE, "tw-1");
    }
    assertThat(copies(0.4).effective()).isEqualTo(20);
  }

  @Test
  void oneAuthorIsOneVoice() {
    for (int i = 0; i < 12; i++) {
      say(i * 250, "insistent" + i % 3, 500L, RUMOUR, null);
    }
    assertThat(copies(0.4).effective()).isCloseTo(3, within(1e-9));
  }

  @Test
  void whereEverybodyIsWeakWeaknessProvesNothing() {
    for (int i = 0; i < 20; i++) {
      // four in five weak, as usual for this brand
      say(i * 170, "reader" + i, i % 5 == 0 ? 500L : 20L, OUTAGE, null);
    }
    assertThat(copies(0.8).effective()).isEqualTo(20);
    assertThat(copies(0.2).effective()).isLessThan(5);
  }

  @Test
  void fourCopiesAreChance() {
    for (int i = 0; i < 4; i++) {
      say(i, "puppet" + i, 0L, RUMOUR, null);
    }
    assertThat(copies(0.4).effective()).isEqualTo(4);
    assertThat(copies(0.4).duplicates()).isEqualTo(4);
  }

  @Test
  void differentTextsAreNobodysCopies() {
    String[] words =
        "livraison retard colis panne lampe facture service client merci ampoule".split(" ");
    for (int i = 0; i < 9; i++) {
      say(
          i,
          "puppet" + i,
          0L,
          words[i]
              + " "
              + words[i + 1]
              + " numero"
              + i
              + " unique"
              + i
              + " texte"
              + i
              + " autre"
              + i
              + " encore"
              + i,
          null);
    }
    Copies copies = copies(0.4);
    assertThat(copies.duplicates()).isZero();
    assertThat(copies.effective()).isEqualTo(9);
    assertThat(copies.known()).isEqualTo(9);
    assertThat(copies.weak()).isEqualTo(9);
  }

  @Test
  void silenceHasNone() {
    assertThat(Copies.of(List.of(new MentionSample(32)), 0.4, new HeardTexts()))
        .isEqualTo(new Copies(0, 0, 0, 0, 0));
  }

  @Test
  void aFloodIsEstimatedFromTheSample() {
    for (int i = 0; i < 3_000; i++) {
      say(i % 300, "puppet" + i, 3L, RUMOUR, null);
    }
    for (int i = 0; i < 1_000; i++) {
      say(
          i % 300,
          "reader" + i,
          300L,
          "moi aussi "
              + Integer.toString(i * 7919, 36)
              + " ma lampe "
              + Integer.toString(i * 104729, 36)
              + " en panne",
          null);
    }
    Copies copies = copies(0.4);
    assertThat(copies.mentions()).isCloseTo(4_000, within(1e-6));
    // 160 sampled mentions: a quarter of them is 1,000, standard error 140
    assertThat(copies.effective()).isBetween(500.0, 1_500.0);
  }

  private void say(
      int second, String author, @Nullable Long followers, String text, @Nullable String repostOf) {
    Mention mention =
        new Mention(
            "tw-" + mentions.size(),
            "Lumea",
            "twitter",
            text,
            AT.plusSeconds(second),
            "en",
            new Author(author, followers, false),
            Engagement.NONE,
            repostOf,
            null,
            null,
            false);
    mentions.add(
        new ScoredMention(mention, Scores.unscored(UnscoredReason.LANGUAGE, null), "test/1"));
  }

  /** As a job sees them: by minute, then by 5 minutes. */
  private Copies copies(double usuallyWeak) {
    BrandMinutes minutes = new BrandMinutes("Lumea", false);
    long first = Tally.minuteOf(AT.toEpochMilli());
    for (long minute = first; minute < first + 60; minute++) {
      Tally tally = new Tally("Lumea", "twitter", minute, false);
      for (ScoredMention mention : mentions) {
        if (Tally.minuteOf(mention.mention().createdAt().toEpochMilli()) == minute) {
          tally.add(mention);
        }
      }
      minutes.record(minute, List.of(tally));
    }
    return minutes.contentOfLastHour().copies(usuallyWeak);
  }

  /** Near copies are looked up by parts of their signatures: none may be missed. */
  @Test
  void everyNearCopyIsFoundWhereverItsBitsDiffer() {
    SplittableRandom random = new SplittableRandom(7);
    MentionSample sample = new MentionSample(400);
    sample.capacity = 400;
    sample.size = 400;
    sample.mentions = 400;
    sample.texts = new long[400];
    sample.authors = new int[400];
    sample.slots = new int[400];
    sample.marks = new byte[400];
    for (int i = 0; i < 200; i++) {
      long text = random.nextLong() | 1;
      sample.texts[i] = text;
      long other = text;
      int bits = i % (Copies.NEAR_BITS + 3);
      while (Long.bitCount(other ^ text) < bits) {
        other ^= (1L << random.nextInt(64)) & ~(other ^ text);
      }
      sample.texts[200 + i] = other;
    }
    int near = 0;
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 400; j++) {
        if (i != j && Long.bitCount(sample.texts[i] ^ sample.texts[j]) <= Copies.NEAR_BITS) {
          near++;
          break;
        }
      }
    }

    assertThat(near).isBetween(300, 399);
    assertThat(Copies.of(List.of(sample), 0.5, new HeardTexts()).duplicates()).isEqualTo(near);
  }

  /** What is remembered of earlier hours saves work and changes nothing, to the last bit. */
  @Test
  void whatWasHeardBeforeChangesNothing() {
    SplittableRandom random = new SplittableRandom(11);
    long[] known = random.longs(60).map(text -> text | 1).toArray();
    HeardTexts heard = new HeardTexts();
    for (int hour = 0; hour < 40; hour++) {
      List<MentionSample> samples = new ArrayList<>();
      for (int s = 0; s < 12; s++) {
        samples.add(sample(32, random, known));
      }
      assertThat(Copies.of(samples, 0.5, heard))
          .isEqualTo(Copies.of(samples, 0.5, new HeardTexts()));
    }
    // and it does not grow for ever: 40 hours had about 12,000 texts
    assertThat(heard.size()).isLessThan(1_400);
  }

  /** Mostly new texts, some known ones, and some that are near to those. */
  private static MentionSample sample(int size, SplittableRandom random, long[] known) {
    MentionSample sample = new MentionSample(size);
    sample.size = size;
    sample.mentions = size + random.nextInt(50);
    sample.texts = new long[size];
    sample.authors = new int[size];
    sample.slots = new int[size];
    sample.marks = new byte[size];
    for (int i = 0; i < size; i++) {
      long old = known[random.nextInt(known.length)];
      sample.texts[i] =
          switch (random.nextInt(6)) {
            case 0 -> old;
            case 1 -> old ^ 1L << 1 + random.nextInt(63) ^ 1L << 1 + random.nextInt(63);
            case 2 -> 0;
            default -> random.nextLong() | 1;
          };
      sample.authors[i] = random.nextInt(100);
      sample.slots[i] = random.nextInt(720);
      sample.marks[i] = (byte) random.nextInt(16);
    }
    return sample;
  }
}
