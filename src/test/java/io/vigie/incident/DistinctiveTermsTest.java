package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.incident.Voices.Term;
import io.vigie.kpi.DrawnMention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctiveTermsTest {

  private static final String BRAND = "Lumea Lampes";

  /** Mentions of one text by as many authors, all different from those of other texts. */
  static List<DrawnMention> said(int authors, String text) {
    List<DrawnMention> samples = new ArrayList<>();
    for (int i = 0; i < authors; i++) {
      long author = 31L * text.hashCode() + i;
      String id = text.hashCode() + "-" + i;
      samples.add(
          new DrawnMention(author, id, "twitter", i, author, "a" + author, 0, text, null, null));
    }
    return samples;
  }

  @SafeVarargs
  static List<DrawnMention> all(List<DrawnMention>... parts) {
    List<DrawnMention> all = new ArrayList<>();
    for (List<DrawnMention> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static UsualTerms usual(List<DrawnMention> samples) {
    UsualTerms usual = new UsualTerms();
    usual.fold(1, samples);
    return usual;
  }

  private static List<String> terms(List<DrawnMention> now, UsualTerms usual) {
    return DistinctiveTerms.of(TermCounts.of(now), usual, BRAND).stream().map(Term::term).toList();
  }

  @Test
  void aTermIsWeighedByLogOddsWithThePriorOfBoth() {
    UsualTerms usual = usual(all(said(10, "explosion"), said(190, "lampadaire")));
    // 40 of 100 authors now against 10 of 200: prior 200 * 50 / 300 = 33.33
    double prior = 200 * 50.0 / 300;
    double now = Math.log((40 + prior) / (100 + 200 - 40 - prior));
    double before = Math.log((10 + prior) / (200 + 200 - 10 - prior));
    double deviation = Math.sqrt(1 / (40 + prior) + 1 / (10 + prior));
    Term term = DistinctiveTerms.weigh("explosion", 40, 100, usual);
    assertThat(term.z()).isCloseTo((now - before) / deviation, within(1e-9));
    assertThat(term.share()).isEqualTo(0.4);
    assertThat(term.usualShare()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void whatIsUsualOrOfTheBrandIsNotTold() {
    UsualTerms usual = usual(said(300, "livraison lampes #lumealampes"));
    List<DrawnMention> now =
        all(said(30, "livraison lumea #lumealampes"), said(30, "court-circuit chez moi"));
    assertThat(terms(now, usual)).containsExactly("circuit", "court");
  }

  @Test
  void aPhraseStandsForItsWordsAndNoWordIsToldTwice() {
    UsualTerms usual = usual(said(300, "livraison rapide"));
    List<DrawnMention> now =
        all(said(40, "rappel urgent"), said(20, "lampes rappelées"), said(15, "rappels"));
    assertThat(terms(now, usual)).containsExactly("rappel urgent", "rappelées");
  }

  @Test
  void oneCopiedTextFillsTwoPlacesAtMost() {
    UsualTerms usual = usual(said(300, "livraison rapide"));
    List<DrawnMention> now =
        all(said(50, "gagnez, vacances, iphone, cadeau, bonus"), said(40, "incendie"));
    assertThat(terms(now, usual)).hasSize(3).contains("incendie");
  }

  @Test
  void oneAuthorMakesNoTermHoweverOftenTheyRepeatIt() {
    UsualTerms usual = usual(said(300, "livraison rapide"));
    List<DrawnMention> shouts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      shouts.add(new DrawnMention(i, "m" + i, "twitter", i, 7, "a7", 0, "arnaque", null, null));
    }
    assertThat(terms(all(shouts, said(20, "livraison lente")), usual)).doesNotContain("arnaque");
  }

  @Test
  void nothingIsToldWhileTooLittleIsKnown() {
    assertThat(terms(said(40, "incendie"), new UsualTerms())).isEmpty();
    assertThat(terms(said(40, "incendie"), usual(said(19, "livraison")))).isEmpty();
    assertThat(terms(said(2, "incendie"), usual(said(300, "livraison")))).isEmpty();
    assertThat(terms(List.of(), usual(said(300, "livraison")))).isEmpty();
  }

  @Test
  void theOrderOfTheMentionsDoesNotMatter() {
    UsualTerms usual = usual(said(300, "livraison rapide"));
    List<DrawnMention> now =
        all(said(20, "incendie salon"), said(20, "fumée"), said(20, "pompiers"), said(9, "odeur"));
    List<String> expected = terms(now, usual);
    Collections.shuffle(now, new Random(5));
    assertThat(terms(now, usual)).isEqualTo(expected).hasSize(4);
  }

  @Test
  void theUsualFadesIsBoundedAndForgetsTheRarestFirst() {
    UsualTerms usual = usual(said(8, "livraison"));
    usual.fold(1 + 72, said(10, "panne"));
    assertThat(usual.count("livraison")).isCloseTo(4, within(1e-6));
    assertThat(usual.count("panne")).isEqualTo(10);
    assertThat(usual.authors).isCloseTo(14, within(1e-6));
    assertThat(usual.count("inconnu")).isZero();

    List<DrawnMention> many = new ArrayList<>();
    for (int i = 0; i < 2 * UsualTerms.MAX_TERMS; i++) {
      many.addAll(said(1, "mot" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + i % 1000));
    }
    usual.fold(1 + 72, many);
    assertThat(usual.terms).hasSize(UsualTerms.MAX_TERMS).isSorted().contains("panne", "livraison");
    assertThat(usual.count("inconnu")).isEqualTo(usual.least / 2).isPositive();
  }
}
