package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  private final Tokenizer tokenizer = new Tokenizer();

  private List<String> tokens(String text) {
    tokenizer.scan(text);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < tokenizer.tokens(); i++) {
      tokens.add(tokenizer.token(i));
    }
    return tokens;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Le service est NUL | le service est nul",
        "j'ai qu’un mot : l'échec | j ai qu un mot l échec",
        "I don't know, it’s fine | i dont know , its fine",
        "aujourd'hui | aujourdhui",
        "troooop bieeeen | troop bieen",
        "@NovaTel_FR merci !!! | @ merci !!",
        "voir https://nova.example/a?b=c et www.nova.example | voir http et http",
        "#NovaTelEnPanne #fail_2026 | # nova tel en panne # fail 0",
        "vraiment ?! non... oui… | vraiment ?! non … oui …",
        "payé 39,99 € à 10:30 | payé 0 à 0",
        "la 4g rame :-( et :'( mais ;-) xD <3 | la 4g rame :( et :'( mais ;) :D <3",
        "n1/10 :/ | n1 0 :/",
        "œuvre Æther | oeuvre aether",
        "ｆｕｌｌ ﬁn ② | full fin 0",
        "😡😡😡 nul 👍🏽 | 😡 nul 👍",
        "Tom &amp; Lea | tom lea",
        "mauvais\u0000service | mauvais service"
      })
  void cutsPostsIntoTokens(String text, String expected) {
    assertThat(String.join(" ", tokens(text))).isEqualTo(expected);
  }

  @Test
  void knowsWhatWasShouted() {
    tokens("C'est une HONTE a");
    assertThat(tokenizer.shouted(3)).isTrue();
    assertThat(tokenizer.shouted(2)).isFalse();
    assertThat(tokenizer.shouted(4)).as("one letter is no shout").isFalse();
  }

  @Test
  void composedAndDecomposedAccentsAreTheSame() {
    assertThat(tokens("de\u0301c\u0327u")).isEqualTo(tokens("déçu"));
  }

  @Test
  void countsLettersOfOtherScripts() {
    tokens("привет hi");
    assertThat(tokenizer.otherLetters()).isEqualTo(6);
    assertThat(tokenizer.latinLetters()).isEqualTo(2);
  }

  @Test
  void readsOnlyTheBeginningOfALongText() {
    tokens("ab ".repeat(20_000_000));
    assertThat(tokenizer.tokens()).isEqualTo(Tokenizer.MAX_TOKENS);
  }

  @Test
  void aCutNeverLeavesHalfAnEmoji() {
    List<String> tokens = tokens("a".repeat(Tokenizer.MAX_CHARS - 1) + "😡");
    assertThat(tokens).containsExactly("aa");
  }
}
