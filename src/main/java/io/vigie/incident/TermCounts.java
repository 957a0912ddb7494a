package io.vigie.incident;

import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.TermReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which authors of some sampled mentions used each term. Authors are counted and not mentions, so
 * that nobody makes a term theirs by repeating it.
 *
 * @param authors distinct authors
 * @param byTerm the authors by term
 */
record TermCounts(int authors, Map<String, Set<Long>> byTerm) {

  /** Two terms are of one copied text if so large a part of the authors of one used both. */
  private static final double SAME = 0.8;

  static TermCounts of(Collection<DrawnMention> samples) {
    Set<Long> authors = new HashSet<>();
    Map<String, Set<Long>> byTerm = new HashMap<>();
    for (DrawnMention sample : samples) {
      authors.add(sample.author());
      for (String term : TermReader.read(sample.text())) {
        byTerm.computeIfAbsent(term, unknown -> new HashSet<>()).add(sample.author());
      }
    }
    return new TermCounts(authors.size(), byTerm);
  }

  int count(String term) {
    return byTerm.getOrDefault(term, Set.of()).size();
  }

  /** Whether nearly the same authors used two terms. */
  boolean together(String a, String b) {
    Set<Long> ofA = byTerm.getOrDefault(a, Set.of());
    Set<Long> ofB = byTerm.getOrDefault(b, Set.of());
    long both = ofA.stream().filter(ofB::contains).count();
    return both >= SAME * Math.max(ofA.size(), ofB.size());
  }
}
