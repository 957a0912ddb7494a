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

  /** The content of some buckets, in ascending order. */
  HourContent(List<Chunk> chunks) {
    int[] sums = new int[4];
    for (Chunk chunk : chunks) {
      counts.merge(chunk.content);
      samples.add(chunk.sample);
      MentionSample sample = chunk.sample;
      for (int i = 0; i < sample.size; i++) {
        sums[0]++;
        sums[1] += sample.has(i, MentionSample.ALARM) ? 1 : 0;
        sums[2] += Byte.toUnsignedInt(sample.words[i]);
        sums[3] += Byte.toUnsignedInt(sample.firstPerson[i]);
      }
    }
    sampled = sums[0];
    alarms = sums[1];
    words = sums[2];
    firstPerson = sums[3];
    alarmShare = weightedShare(samples, MentionSample.ALARM);
    topAuthorShare = topAuthorShare(samples, sampled);
    convergence = convergence(terms(samples));
  }

  /** Copies among the texts. */
  Copies copies(double usuallyWeak) {
    Copies known = copies;
    if (known == null || copiesAgainst != usuallyWeak) {
      known = Copies.of(samples, usuallyWeak);
      copies = known;
      copiesAgainst = usuallyWeak;
    }
    return known;
  }

  private static double topAuthorShare(List<MentionSample> samples, int sampled) {
    // open addressing, at most half full; a place without a sum is free
    int mask = (Integer.highestOneBit(Math.max(1, sampled)) << 2) - 1;
    int[] authors = new int[mask + 1];
    double[] sums = new double[mask + 1];
    double all = 0;
    double top = 0;
    for (MentionSample sample : samples) {
      double weight = sample.weight();
      for (int i = 0; i < sample.size; i++) {
        int author = sample.authors[i];
        int at = author & mask; // authors are hashes already
        while (sums[at] > 0 && authors[at] != author) {
          at = (at + 1) & mask;
        }
        authors[at] = author;
        sums[at] += weight;
        top = Math.max(top, sums[at]);
        all += weight;
      }
    }
    return top / all;
  }

  private static double convergence(int[] terms) {
    if (terms.length < LEAST_TERMS) {
      return Double.NaN;
    }
    Arrays.sort(terms);
    // H = ln n - (1/n) sum c ln c
    double sum = 0;
    int from = 0;
    for (int i = 1; i <= terms.length; i++) {
      if (i == terms.length || terms[i] != terms[from]) {
        int count = i - from;
        sum += count * Math.log(count);
        from = i;
      }
    }
    double convergence = sum / terms.length / Math.log(terms.length);
    return Math.max(0, Math.min(1, convergence));
  }

  /** The terms of the mentions with the smallest hashes: an even draw of all. */
  private static int[] terms(List<MentionSample> samples) {
    int[] terms = new int[TERMS];
    int size = 0;
    int[] read = new int[samples.size()];
    for (int s = next(samples, read); s >= 0 && size < TERMS; s = next(samples, read)) {
      MentionSample sample = samples.get(s);
      int from = read[s]++ * MentionSample.terms();
      for (int i = from; i < from + MentionSample.terms() && size < TERMS; i++) {
        if (sample.drawn[i] != MentionSample.NO_TERM) {
          terms[size++] = sample.drawn[i];
        }
      }
    }
    return Arrays.copyOf(terms, size);
  }

  /**
   * The sample with the smallest hash that was not read yet, or -1: each is ascending in itself.
   */
  private static int next(List<MentionSample> samples, int[] read) {
    int next = -1;
    for (int s = 0; s < read.length; s++) {
      MentionSample sample = samples.get(s);
      if (read[s] < sample.size
          && (next < 0
              || Long.compareUnsigned(sample.hashes[read[s]], samples.get(next).hashes[read[next]])
                  < 0)) {
        next = s;
      }
    }
    return next;
  }

  private static double weightedShare(List<MentionSample> samples, byte mark) {
    double all = 0;
    double marked = 0;
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        all += sample.weight();
        marked += sample.has(i, mark) ? sample.weight() : 0;
      }
    }
    return marked / all;
  }
}
