package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {

  private static final DemoBrand BRAND = DemoBrand.all().get(0);

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void everyRemarkCanBeMadeOfEveryBrandInManyWays(String lang) {
    Grammar grammar = Grammar.of(lang);
    for (DemoBrand brand : DemoBrand.all()) {
      Set<String> complaints = new HashSet<>();
      for (Remark remark : Remark.values()) {
        for (int i = 0; i < 200; i++) {
          String said = grammar.say(remark.section(), brand, Dice.of(i, remark.ordinal()));
          assertThat(said).isNotBlank().doesNotContain("{").doesNotContain("}");
          if (remark == Remark.COMPLAINT) {
            complaints.add(said);
          }
        }
      }
      assertThat(complaints).hasSizeGreaterThan(190);
    }
  }

  @Test
  void aSectionOfTheSectorGoesBeforeTheGeneralOne() {
    Grammar grammar =
        Grammar.parse("t", "== a ==\n{b} of {brand}\n== b ==\nany\n== b @telecom ==\ncall\n");

    assertThat(grammar.say("a", BRAND, Dice.of(1))).isEqualTo("call of Telmora");
    assertThat(grammar.say("a", DemoBrand.all().get(1), Dice.of(1))).isEqualTo("any of Voltérine");
  }

  @Test
  void aSlotWithoutASectionIsReportedWhenRead() {
    assertThatThrownBy(() -> Grammar.parse("t", "== a ==\n{b}\n== b @bank ==\nx\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b@telecom")
        .hasMessageNotContaining("b@bank");
  }

  @Test
  void aCircleEnds() {
    Grammar grammar = Grammar.parse("t", "== a ==\n{a} {a}\n");

    assertThatThrownBy(() -> grammar.say("a", BRAND, Dice.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
