package io.vigie.signal;

import io.vigie.kpi.ContentCounts;
import io.vigie.kpi.MentionSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a brand within an hour, as its 5-minute buckets tell it.
 *
 * <p>What needs the texts is read off the sampled mentions ({@link MentionSample}): everything for
 * up to 32 mentions in 5 minutes, an even sample beyond.
 */
final class HourContent {

  /**
   * Terms that convergence is measured on at most: always as many, because more words would have
   * more repeats.
   */
  static final int TERMS = 128;

  /** Fewer terms say nothing of convergence. */
  static final int LEAST_TERMS = 50;

  final ContentCounts counts = new ContentCounts();
  private final HeardTexts heard;
  private final List<MentionSample> samples = new ArrayList<>();
  final int sampled;
  final int alarms;
  final int words;
  final int firstPerson;
  private @Nullable Copies copies;
  private double copiesAgainst = Double.NaN;

  /** Share of the mentions that have an alarm word; NaN if there are none. */
  final double alarmShare;

  /** Largest share of one author; NaN if there are no mentions. */
  final double topAuthorShare;

  /**
   * C10: 1 - H(terms) / ln V, where V is how many different terms there could have been, which is
   * how many were drawn; NaN below {@link #LEAST_TERMS}.
   */
  final double convergence;

  /**
   * The content of some buckets.
   *
   * @param chunks in ascending order
   * @param heard what is known of the brand's texts
   */
  HourContent(List<Chunk> chunks, HeardTexts heard) {
    this.heard = heard;
    int[] sums = new int[4];
    double all = 0;
    double alarming = 0;
    for (Chunk chunk : chunks) {
      counts.merge(chunk.content);
      samples.add(chunk.sample);
      MentionSample sample = chunk.sample;
      double weight = sample.weight();
      sums[0] += sample.size;
      for (int i = 0; i < sample.size; i++) {
        boolean alarm = sample.has(i, MentionSample.ALARM);
        sums[1] += alarm ? 1 : 0;
        sums[2] += Byte.toUnsignedInt(sample.words[i]);
        sums[3] += Byte.toUnsignedInt(sample.firstPerson[i]);
        all += weight;
        alarming += alarm ? weight : 0;
      }
    }
    sampled = sums[0];
    alarms = sums[1];
    words = sums[2];
    firstPerson = sums[3];
    alarmShare = alarming / all;
    topAuthorShare = topAuthorShare(samples, sampled);
    convergence = convergence(terms(samples));
  }

  /** Copies among the texts. */
  Copies copies(double usuallyWeak) {
    Copies known = copies;
    if (known == null || copiesAgainst != usuallyWeak) {
      known = Copies.of(samples, usuallyWeak, heard);
      copies = known;
      copiesAgainst = usuallyWeak;
    }
    return known;
  }

  private static double topAuthorShare(List<MentionSample> samples, int sampled) {
    // open addressing, at most half full: one more than the place of an author, or 0
    int mask = (Integer.highestOneBit(Math.max(1, sampled)) << 2) - 1;
    short[] places = new short[mask + 1];
    int[] authors = new int[sampled];
    double[] sums = new double[sampled];
    int known = 0;
    double all = 0;
    double top = 0;
    for (MentionSample sample : samples) {
      double weight = sample.weight();
      for (int i = 0; i < sample.size; i++) {
        int author = sample.authors[i];
        int at = author & mask; // authors are hashes already
        while (places[at] > 0 && authors[places[at] - 1] != author) {
          at = (at + 1) & mask;
        }
        if (places[at] == 0) {
          authors[known++] = author;
          places[at] = (short) known;
        }
        int place = places[at] - 1;
        sums[place] += weight;
        top = Math.max(top, sums[place]);
        all += weight;
      }
    }
    return top / all;
  }

  private static double convergence(int[] terms) {
    if (terms.length < LEAST_TERMS) {
      return Double.NaN;
    }
    // H = ln n - (1/n) sum c ln c, summed by ascending c, so that the order of terms is not in it
    int[] termsByCount = new int[terms.length + 1];
    for (int count : counts(terms)) {
      termsByCount[count]++;
    }
    double sum = 0;
    for (int count = 2; count <= terms.length; count++) {
      if (termsByCount[count] > 0) {
        sum += termsByCount[count] * (count * Math.log(count));
      }
    }
    double convergence = sum / terms.length / Math.log(terms.length);
    return Math.max(0, Math.min(1, convergence));
  }

  /** How often each of the terms is there, in any order; 0 where there is none. */
  private static int[] counts(int[] terms) {
    // open addressing, at most half full; a place without a count is free
    int mask = (Integer.highestOneBit(terms.length) << 2) - 1;
    int[] known = new int[mask + 1];
    int[] counts = new int[mask + 1];
    for (int term : terms) {
      int at = term & mask; // terms are hashes already
      while (counts[at] > 0 && known[at] != term) {
        at = (at + 1) & mask;
      }
      known[at] = term;
      counts[at]++;
    }
    return counts;
  }

  /** The terms of the mentions with the smallest hashes: an even draw of all. */
  private static int[] terms(List<MentionSample> samples) {
    int[] terms = new int[TERMS];
    int size = 0;
    int[] read = new int[samples.size()];
    // what each sample has next: it is ascending in itself
    long[] next = new long[samples.size()];
    for (int s = 0; s < next.length; s++) {
      next[s] = next(samples.get(s), 0);
    }
    for (int s = least(next); s >= 0 && size < TERMS; s = least(next)) {
      MentionSample sample = samples.get(s);
      int from = read[s]++ * MentionSample.terms();
      for (int i = from; i < from + MentionSample.terms() && size < TERMS; i++) {
        if (sample.drawn[i] != MentionSample.NO_TERM) {
          terms[size++] = sample.drawn[i];
        }
      }
      next[s] = next(sample, read[s]);
    }
    return Arrays.copyOf(terms, size);
  }

  /** A hash as a number whose order is that of unsigned hashes; the largest if there is none. */
  private static long next(MentionSample sample, int at) {
    return at < sample.size ? sample.hashes[at] ^ Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The first of the least, or -1 if all are read. */
  private static int least(long[] next) {
    int least = -1;
    long smallest = Long.MAX_VALUE;
    for (int s = 0; s < next.length; s++) {
      if (next[s] < smallest) {
        smallest = next[s];
        least = s;
      }
    }
    return least;
  }
}
