package io.vigie.incident;

import io.vigie.incident.Voices.Term;
import io.vigie.mention.Folding;
import io.vigie.scoring.TermReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The terms by which what is said now differs from what is usually said of a brand: weighted
 * log-odds with an informative Dirichlet prior (Monroe, Colaresi, Quinn: Fightin' Words, Political
 * Analysis 2008, equations 16, 19 and 22), over the authors that use a term.
 */
final class DistinctiveTerms {

  /** Terms that are told. */
  static final int MOST = 8;

  /** Authors that must have used a term: fewer could be one person and friends. */
  static final int AUTHORS = 3;

  /** Share of the authors that must have used it. */
  static final double SHARE = 0.02;

  /** Deviations from which a difference is told; 1 in 1,000 terms by chance. */
  static final double Z = 3.1;

  /** Usual authors below which there is nothing to differ from. */
  static final double KNOWN = 20;

  /** Weight of the prior, in authors. */
  private static final double PRIOR = 200;

  /** A phrase stands for its words if it is so large a part of their use. */
  private static final double PHRASE = 0.6;

  private static final int OF_ONE_TEXT = 2;

  private DistinctiveTerms() {}

  /**
   * The terms, the most distinctive first; each word is in one of them only.
   *
   * @param now what is said now
   * @param usual what is usually said; none of it may be in {@code now}
   * @param brand its name says nothing new
   * @return at most {@link #MOST}; empty while too little is known
   */
  static List<Term> of(TermCounts now, UsualTerms usual, String brand) {
    if (usual.authors < KNOWN || now.authors() < AUTHORS) {
      return List.of();
    }
    List<Term> candidates = new ArrayList<>();
    for (String term : now.byTerm().keySet()) {
      int count = now.count(term);
      if (count >= AUTHORS
          && count >= SHARE * now.authors()
          && !named(term, brand)
          && !TermReader.isLink(term)) {
        Term weighed = weigh(term, count, now.authors(), usual);
        if (weighed.z() >= Z) {
          candidates.add(weighed);
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Term::z).reversed().thenComparing(Term::term));
    return choose(candidates, now);
  }

  /** One term's share now and usually, and how far apart they are, in deviations. */
  static Term weigh(String term, int count, int authors, UsualTerms usual) {
    double before = usual.count(term);
    double prior = PRIOR * (count + before) / (authors + usual.authors);
    double difference =
        logOdds(count + prior, authors + PRIOR) - logOdds(before + prior, usual.authors + PRIOR);
    double variance = 1 / (count + prior) + 1 / (before + prior);
    return new Term(
        term,
        (double) count / authors,
        Math.min(1, before / usual.authors),
        difference / Math.sqrt(variance));
  }

  /** A term may be used by all: half an author keeps the odds finite. */
  private static double logOdds(double count, double of) {
    return Math.log(count / Math.max(0.5, of - count));
  }

  /** Whether a word of the term is one of the brand's name, alone or written together. */
  static boolean named(String term, String brand) {
    List<String> ofBrand = List.of(Folding.fold(brand).split(" "));
    for (String word : term.split(" ")) {
      String folded = Folding.fold(word.startsWith("#") ? word.substring(1) : word);
      if (ofBrand.contains(folded) || folded.equals(String.join("", ofBrand))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Without the words that a phrase stands for, without a second term of the same word, and without
   * a third of one copied text.
   */
  private static List<Term> choose(List<Term> candidates, TermCounts now) {
    List<Term> phrases = candidates.stream().filter(term -> term.term().indexOf(' ') > 0).toList();
    List<Term> chosen = new ArrayList<>();
    for (Term candidate : candidates) {
      boolean told =
          chosen.stream().anyMatch(known -> overlap(known, candidate))
              || phrases.stream().anyMatch(phrase -> standsFor(phrase, candidate))
              || chosen.stream()
                      .filter(known -> now.together(known.term(), candidate.term()))
                      .count()
                  >= OF_ONE_TEXT;
      if (!told && chosen.size() < MOST) {
        chosen.add(candidate);
      }
    }
    return List.copyOf(chosen);
  }

  private static boolean standsFor(Term phrase, Term word) {
    return List.of(phrase.term().split(" ")).contains(word.term())
        && phrase.share() >= PHRASE * word.share();
  }

  /** Whether two terms share a word, be it with a hash or in the plural. */
  private static boolean overlap(Term a, Term b) {
    for (String word : a.term().split(" ")) {
      for (String other : b.term().split(" ")) {
        if (bare(word).equals(bare(other))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String bare(String word) {
    String plain = word.startsWith("#") ? word.substring(1) : word;
    return plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
