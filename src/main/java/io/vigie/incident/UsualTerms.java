package io.vigie.incident;

import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.TermReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms that people usually use of a brand: authors by term, added up by the hour, halved in
 * {@link #HALF_LIFE_HOURS}. Hours are folded in by ascending time, so that which terms are dropped
 * depends on nothing else.
 *
 * <p>State class: at most {@link #MAX_TERMS} terms, 10 KB.
 */
public final class UsualTerms {

  static final int MAX_TERMS = 600;

  /** Three days: yesterday counts, the week before still a little. */
  static final double HALF_LIFE_HOURS = 72;

  /** Last hour that was folded in, since 1970-01-01T00:00Z; meaningless without authors. */
  public long hour;

  /** Authors of all hours, an author of two hours twice. */
  public double authors;

  /** Terms, ascending. */
  public String[] terms = new String[0];

  /** Authors by term, in the order of the terms. */
  public float[] counts = new float[0];

  /** The smallest of the counts, or 0. */
  public float least;

  public UsualTerms() {}

  /**
   * Adds an hour that is over.
   *
   * @param over the hour, since 1970-01-01T00:00Z; no earlier than the last one
   * @param samples its mentions, in any order
   */
  public void fold(long over, Collection<DrawnMention> samples) {
    Map<Long, Set<String>> byAuthor = termsByAuthor(samples);
    Map<String, Integer> heard = new HashMap<>();
    byAuthor.values().forEach(terms -> terms.forEach(term -> heard.merge(term, 1, Integer::sum)));
    double kept = authors == 0 ? 1 : Math.pow(2, -(over - hour) / HALF_LIFE_HOURS);
    Map<String, Float> all = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      all.put(terms[i], (float) (counts[i] * kept));
    }
    heard.forEach((term, users) -> all.merge(term, (float) users, Float::sum));
    List<String> most = most(all);
    terms = most.toArray(String[]::new);
    counts = new float[terms.length];
    for (int i = 0; i < terms.length; i++) {
      counts[i] = all.getOrDefault(terms[i], 0f);
      least = i == 0 ? counts[i] : Math.min(least, counts[i]);
    }
    authors = authors * kept + byAuthor.size();
    hour = over;
  }

  /** Each author's own terms: nearly everybody has one mention, whose terms are taken as read. */
  private static Map<Long, Set<String>> termsByAuthor(Collection<DrawnMention> samples) {
    Map<Long, Set<String>> byAuthor = new HashMap<>();
    for (DrawnMention sample : samples) {
      Set<String> terms = TermReader.read(sample.text());
      Set<String> known = byAuthor.putIfAbsent(sample.author(), terms);
      if (known != null) {
        known.addAll(terms);
      }
    }
    return byAuthor;
  }

  /**
   * The {@link #MAX_TERMS} most frequent terms, ascending; of equals, the first by name. Most terms
   * are said once: only those at the limit are compared by name.
   */
  private static List<String> most(Map<String, Float> all) {
    float[] ascending = new float[all.size()];
    int n = 0;
    for (float count : all.values()) {
      ascending[n++] = count;
    }
    Arrays.sort(ascending);
    float limit = n <= MAX_TERMS ? 0 : ascending[n - MAX_TERMS];
    List<String> most = new ArrayList<>(MAX_TERMS);
    List<String> atLimit = new ArrayList<>();
    all.forEach(
        (term, count) -> {
          if (count >= limit) {
            (count == limit ? atLimit : most).add(term);
          }
        });
    Collections.sort(atLimit);
    most.addAll(atLimit.subList(0, Math.min(atLimit.size(), MAX_TERMS - most.size())));
    Collections.sort(most);
    return most;
  }

  /**
   * Authors that used a term. One that is not kept may have been dropped: where terms were, it is
   * taken for half as usual as the least usual of those that are kept.
   */
  double count(String term) {
    int at = Arrays.binarySearch(terms, term);
    if (at >= 0) {
      return counts[at];
    }
    return terms.length < MAX_TERMS ? 0 : least / 2;
  }
}
