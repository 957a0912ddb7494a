package io.vigie.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.mention.Folding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C'est un SCANDALE",
        "Boycottez Lumea !",
        "une fuite de données chez Lumea",
        "Décès d'un client",
        "this lamp is DANGEROUS",
        "#LumeaScam? no: scam!",
        "a data breach, again",
        "ma lampe a prıs feu : dаnger"
      })
  void alarmsAreHeardWhateverTheirCaseAndAccents(String text) {
    assertThat(AlarmWords.shipped().isIn(Folding.fold(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "La livraison est arrivée à temps",
        "of course, thank you for your courtesy",
        "the deadline is tomorrow",
        "xscandale",
        "spam and ham",
        "my mortgage"
      })
  void ordinaryTalkIsNone(String text) {
    assertThat(AlarmWords.shipped().isIn(Folding.fold(text))).isFalse();
  }

  @Test
  void aSectorAddsItsOwn() {
    AlarmWords words = AlarmWords.with(List.of("listéria", "retard massif", "déraill*"));
    assertThat(words.size()).isEqualTo(AlarmWords.shipped().size() + 3);
    assertThat(words.isIn(Folding.fold("Listeria dans le fromage"))).isTrue();
    assertThat(words.isIn(Folding.fold("un train a déraillé"))).isTrue();
    assertThat(words.isIn(Folding.fold("un retard massif"))).isTrue();
    assertThat(words.isIn(Folding.fold("un retard"))).isFalse();
    assertThat(words.isIn(Folding.fold("boycott"))).isTrue();
    assertThatThrownBy(() -> AlarmWords.with(List.of("ok*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ok*'");
  }

  @Test
  void theShippedListIsSound() {
    List<String> words = AlarmWords.shippedWords();
    assertThat(words).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(words).allMatch(AlarmWords::isWord);
    // a word that another one finds already would only look like more
    for (String word : words) {
      AlarmWords others = AlarmWords.of(words.stream().filter(w -> !w.equals(word)).toList());
      String alone = Folding.fold(word.replace("*", ""));
      assertThat(others.isIn(alone)).as(word).isFalse();
    }
  }
}
