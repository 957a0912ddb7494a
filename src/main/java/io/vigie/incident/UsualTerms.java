package io.vigie.incident;

import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.TermReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
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

  private static final Comparator<Users> BY_NAME = Comparator.comparing(users -> users.term);

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

  /** A term and who used it. */
  private static final class Users {
    final String term;

    /** Authors of the hours before, as far as they still count. */
    float before;

    int heard;

    Users(String term) {
      this.term = term;
    }

    float count() {
      return before + heard;
    }
  }

  /**
   * Adds an hour that is over.
   *
   * @param over the hour, since 1970-01-01T00:00Z; no earlier than the last one
   * @param samples its mentions, in any order
   */
  public void fold(long over, Collection<DrawnMention> samples) {
    Map<Long, Set<String>> byAuthor = termsByAuthor(samples);
    double kept = authors == 0 ? 1 : Math.pow(2, -(over - hour) / HALF_LIFE_HOURS);
    Map<String, Users> all = new HashMap<>(4 * MAX_TERMS);
    for (int i = 0; i < terms.length; i++) {
      Users users = new Users(terms[i]);
      users.before = (float) (counts[i] * kept);
      all.put(terms[i], users);
    }
    for (Set<String> ofAuthor : byAuthor.values()) {
      for (String term : ofAuthor) {
        all.computeIfAbsent(term, Users::new).heard++;
      }
    }
    List<Users> most = most(all.values());
    terms = new String[most.size()];
    counts = new float[terms.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = most.get(i).term;
      counts[i] = most.get(i).count();
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
   * The {@link #MAX_TERMS} most frequent terms, ascending by name; of equals, the first by name.
   * Most terms are said once: only those at the limit are compared by name.
   */
  private static List<Users> most(Collection<Users> all) {
    float[] ascending = new float[all.size()];
    int n = 0;
    for (Users users : all) {
      ascending[n++] = users.count();
    }
    Arrays.sort(ascending);
    float limit = n <= MAX_TERMS ? 0 : ascending[n - MAX_TERMS];
    List<Users> most = new ArrayList<>(MAX_TERMS);
    List<Users> atLimit = new ArrayList<>(n);
    for (Users users : all) {
      float count = users.count();
      if (count >= limit) {
        (count == limit ? atLimit : most).add(users);
      }
    }
    atLimit.sort(BY_NAME);
    most.addAll(atLimit.subList(0, Math.min(atLimit.size(), MAX_TERMS - most.size())));
    most.sort(BY_NAME);
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
