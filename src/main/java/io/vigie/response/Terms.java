package io.vigie.response;

import io.vigie.mention.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words and phrases looked for in a text, whatever its case and accents. A term is found as whole
 * words; with {@code *} at its end, any ending will do. Plain search, without regular expressions:
 * what strangers write cannot make it slow.
 */
final class Terms {

  /** Letters or digits that a term has at least. */
  static final int MIN_LETTERS = 3;

  private static final String ANY_ENDING = "*";

  private record Term(String words, String written, boolean open) {}

  private final List<Term> terms = new ArrayList<>();

  /** Terms to look for, each of which {@link #isTerm}. */
  Terms(List<String> terms) {
    for (String term : terms) {
      boolean open = term.endsWith(ANY_ENDING);
      this.terms.add(new Term(folded(term), term, open));
    }
  }

  /** Whether a text can be a term. */
  static boolean isTerm(String text) {
    String stem = stem(text);
    return !stem.contains(ANY_ENDING)
        && Folding.fold(stem).chars().filter(Character::isLetterOrDigit).count() >= MIN_LETTERS;
  }

  /** The term as it is compared, without its star. */
  static String folded(String term) {
    return Folding.fold(stem(term));
  }

  private static String stem(String term) {
    return term.endsWith(ANY_ENDING) ? term.substring(0, term.length() - 1) : term;
  }

  /** Whether a term has several words, and so says more than a single one. */
  static boolean isPhrase(String term) {
    return folded(term).indexOf(' ') > 0;
  }

  /**
   * The terms found in a text, as they were written, in their own order. One place in the text
   * counts for one term, the longest that begins there: "boycott" is not {@code boycot*} besides,
   * nor "employee" the French {@code employé*}.
   */
  List<String> in(String text) {
    String folded = Folding.fold(text);
    Map<Integer, Term> longest = new HashMap<>();
    for (Term term : terms) {
      for (int at : places(folded, term)) {
        longest.merge(at, term, Terms::longer);
      }
    }
    return terms.stream().filter(longest::containsValue).map(Term::written).toList();
  }

  private static Term longer(Term known, Term other) {
    return other.words().length() > known.words().length() ? other : known;
  }

  /** Where a term begins in a folded text. */
  private static List<Integer> places(String text, Term term) {
    String words = term.words();
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      int end = at + words.length();
      boolean begins = at == 0 || !Folding.isWord(text.charAt(at - 1));
      boolean ends = term.open() || end == text.length() || !Folding.isWord(text.charAt(end));
      if (begins && ends) {
        places.add(at);
      }
    }
    return places;
  }
}
