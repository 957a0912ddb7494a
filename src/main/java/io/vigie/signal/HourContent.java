package io.vigie.signal;

import io.vigie.kpi.ContentCounts;
import io.vigie.kpi.MentionSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
  }

  /** Copies among the texts. */
  Copies copies(double usuallyWeak) {
    return Copies.of(samples, usuallyWeak);
  }

  /** Share of the mentions that have an alarm word; NaN if there are none. */
  double alarmShare() {
    return weightedShare(MentionSample.ALARM);
  }

  /** Largest share of one author; NaN if there are no mentions. */
  double topAuthorShare() {
    Map<Integer, Double> authors = new HashMap<>();
    double all = 0;
    double top = 0;
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        all += sample.weight();
        top = Math.max(top, authors.merge(sample.authors[i], sample.weight(), Double::sum));
      }
    }
    return top / all;
  }

  /**
   * C10: 1 - H(terms) / ln V, where V is how many different terms there could have been, which is
   * how many were drawn; NaN below {@link #LEAST_TERMS}.
   */
  double convergence() {
    int[] terms = terms();
    if (terms.length < LEAST_TERMS) {
      return Double.NaN;
    }
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int term : terms) {
      counts.merge(term, 1, Integer::sum);
    }
    // H = ln n - (1/n) sum c ln c
    double sum = 0;
    for (int count : counts.values()) {
      sum += count * Math.log(count);
    }
    double convergence = sum / terms.length / Math.log(terms.length);
    return Math.max(0, Math.min(1, convergence));
  }

  /** The terms of the mentions with the smallest hashes: an even draw of all. */
  private int[] terms() {
    record Drawn(long hash, MentionSample sample, int at) {}
    List<Drawn> all = new ArrayList<>(sampled);
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        all.add(new Drawn(sample.hashes[i], sample, i));
      }
    }
    all.sort((a, b) -> Long.compareUnsigned(a.hash, b.hash));
    int[] terms = new int[TERMS];
    int size = 0;
    for (Drawn drawn : all) {
      int from = drawn.at * MentionSample.terms();
      for (int i = from; i < from + MentionSample.terms() && size < TERMS; i++) {
        if (drawn.sample.drawn[i] != MentionSample.NO_TERM) {
          terms[size++] = drawn.sample.drawn[i];
        }
      }
    }
    return Arrays.copyOf(terms, size);
  }

  private double weightedShare(byte mark) {
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
