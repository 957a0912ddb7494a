package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TermsTest {

  private static final Terms TERMS =
      new Terms(List.of("panne*", "fuite de données", "is down", "vol"));

  @Test
  void caseAndAccentsDoNotMatterWordsDo() {
    assertThat(TERMS.in("PANNES partout !")).containsExactly("panne*");
    assertThat(TERMS.in("Encore une FUITE  DE DONNEES…")).containsExactly("fuite de données");
    assertThat(TERMS.in("Telmora is down, again")).containsExactly("is down");
    assertThat(TERMS.in("le volume, révolte, this is downtown")).isEmpty();
    assertThat(TERMS.in("volume d'abord, puis un vol")).containsExactly("vol");
    assertThat(TERMS.in("")).isEmpty();
  }

  @Test
  void onePlaceInATextCountsForOneTerm() {
    Terms terms =
        new Terms(
            List.of("employé*", "boycott*", "boycot*", "employee*", "petition*", "pétition*"));
    assertThat(terms.in("boycott! and your employees")).containsExactly("boycott*", "employee*");
    assertThat(terms.in("boycotez ces employés")).containsExactly("employé*", "boycot*");
    assertThat(terms.in("une pétition")).containsExactly("petition*");
    assertThat(terms.in("boycot, boycott")).containsExactly("boycott*", "boycot*");
  }

  @Test
  void aTermHasLettersAndAStarOnlyAtItsEnd() {
    assertThat(Terms.isTerm("panne*")).isTrue();
    assertThat(Terms.isTerm("a*b")).isFalse();
    assertThat(Terms.isTerm("*")).isFalse();
    assertThat(Terms.isTerm("**")).isFalse();
    assertThat(Terms.isTerm("ab*")).isFalse();
  }

  @Property
  void anyTextCanBeSearched(@ForAll String text) {
    assertThat(TERMS.in(text + " panne")).contains("panne*");
  }
}
