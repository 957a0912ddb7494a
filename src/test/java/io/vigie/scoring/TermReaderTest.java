package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TermReaderTest {

  @Test
  void wordsPairsHashtagsAndDomainsAreTermsAsPeopleReadThem() {
    assertThat(
            TermReader.read("Panne générale chez Lumea #PanneLumea https://www.info.example/a?b=1"))
        .containsExactly(
            "panne", "générale", "panne générale", "lumea", "#pannelumea", "info.example");
    assertThat(TermReader.read("The LAMP exploded: see fire.example/lamp"))
        .containsExactly("lamp", "exploded", "lamp exploded", "fire.example");
  }

  @Test
  void littleWordsElisionsAndPunctuationKeepWordsApart() {
    assertThat(TermReader.read("l'ampoule n'est pas réparée, remboursement refusé"))
        .containsExactly("ampoule", "réparée", "remboursement", "refusé", "remboursement refusé");
    assertThat(TermReader.read("I don't want it &amp; it's broken &#8217; …"))
        .containsExactly("broken");
  }

  @Test
  void nothingThatMayPointAtAPersonIsATerm() {
    assertThat(
            TermReader.read(
                "@jane.doe write to jane@mail.example or 0612345678, order 20260302 flight 3411 #12345"))
        .containsExactly("write", "order", "flight", "3411", "flight 3411");
  }

  @Test
  void linksThatOnlyLeadElsewhereSayNothing() {
    assertThat(TermReader.read("http https://t.co/x1 pic.twitter.com/y www.ift.tt")).isEmpty();
    assertThat(TermReader.isLink("info.example")).isTrue();
    assertThat(TermReader.isLink("flight 3411")).isFalse();
    assertThat(TermReader.isHashtag("#panne")).isTrue();
  }

  @Property
  void anyTextHasBoundedTermsWithoutHandlesOrControlCharacters(@ForAll String text) {
    assertThat(TermReader.read(text + " @someone " + text))
        .hasSizeLessThanOrEqualTo(TermReader.MAX_TERMS)
        .allSatisfy(
            term -> {
              assertThat(term.length()).isBetween(3, 81);
              assertThat(term.chars()).noneMatch(c -> Character.isISOControl(c) || c == '@');
            });
  }
}
