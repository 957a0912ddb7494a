package io.vigie.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextReaderTest {

  /** What counts as near in the signal room. */
  private static final int NEAR_BITS = 6;

  private final TextReader reader = new TextReader(AlarmWords.shipped());

  @Test
  void aTextPassedOnIsTheSameText() {
    long original = signature("La lampe Lumea est en panne depuis 10 minutes, pertes de 220 000 €");
    assertThat(original).isNotZero();
    assertThat(
            signature(
                "RT @veille: La lampe Lumea est en panne depuis 10 minutes, pertes de 220 000 €"))
        .isEqualTo(original);
    assertThat(
            signature(
                "LA LAMPE LUMEA EST EN PANNE depuis 12 minutes, pertes de 300 000 € http://x"))
        .isEqualTo(original);
  }

  @Test
  void anotherTextIsFarAway() {
    long one = signature("Ma lampe Lumea est arrivée cassée et personne ne répond au téléphone");
    long other = signature("Superbe soirée au concert hier, merci à toute l'équipe de Lumea");
    assertThat(Long.bitCount(one ^ other)).isGreaterThan(2 * NEAR_BITS);
  }

  @Test
  void aFewWordsAreNobodysCopy() {
    assertThat(signature("merci beaucoup Lumea")).isZero();
    assertThat(signature("")).isZero();
    assertThat(signature("@a @b http://x.y/z 12 34 56 78 90")).isZero();
  }

  @Test
  void wordsAndTheFirstPersonAreCounted() {
    TextTraits english = reader.read("I think my lamp is broken, I'm sad @me http://my.site", 1);
    // i think my lamp is broken i m sad
    assertThat(english.words()).isEqualTo(9);
    assertThat(english.firstPerson()).isEqualTo(3);
    TextTraits french = reader.read("J’ai rendu ma lampe, je suis déçue", 1);
    // j ai rendu ma lampe je suis decue
    assertThat(french.words()).isEqualTo(8);
    assertThat(french.firstPerson()).isEqualTo(3);
  }

  @Test
  void termsAreDrawnEvenlyAndAlwaysAlike() {
    String text = "livraison retard remboursement colis lampe";
    int[] drawn = new int[5];
    for (int draw = 0; draw < 5_000; draw++) {
      TextTraits traits = reader.read(text, AuthorHash.mix(draw));
      assertThat(traits.terms()).hasSize(TextReader.TERMS).doesNotHaveDuplicates();
      assertThat(reader.read(text, AuthorHash.mix(draw)).terms()).isEqualTo(traits.terms());
      for (int term : traits.terms()) {
        drawn[indexOf(text, term)]++;
      }
    }
    // 5,000 draws of 2 out of 5: 2,000 each, standard deviation 35
    for (int count : drawn) {
      assertThat(count).isBetween(1_800, 2_200);
    }
  }

  @Test
  void anEndlessTextIsReadToABound() {
    TextTraits traits = reader.read("lamp ".repeat(1_000_000), 1);
    assertThat(traits.words()).isLessThanOrEqualTo(TextReader.MAX_WORDS);
    assertThat(traits.terms()).hasSize(1);
  }

  private static int indexOf(String text, int term) {
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i++) {
      if ((int) TextReader.hash(words[i].toCharArray(), 0, words[i].length()) == term) {
        return i;
      }
    }
    throw new AssertionError("no such term");
  }

  private long signature(String text) {
    return reader.read(text, 1).signature();
  }
}
