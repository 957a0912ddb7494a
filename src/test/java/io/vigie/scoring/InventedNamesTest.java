package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventedNamesTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(12, 8, 3, 5);

  @Test
  void namesAreManyAndReadLikeWords() {
    Random random = new Random(1);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      names.add(InventedNames.name(random));
    }
    assertThat(names).hasSizeGreaterThan(950).allMatch(name -> name.matches("[a-z]{4,}"));
  }

  @Test
  void everyNameHasRowsAndTheSameSeedGivesTheSame() {
    InventedNames names = new InventedNames(SETTINGS, 7);
    InventedNames again = new InventedNames(SETTINGS, 7);
    for (int name = 0; name < names.size(); name++) {
      assertThat(names.words(name)).isNotEmpty().isEqualTo(again.words(name));
      assertThat(names.pieces(name)).isNotEmpty().isEqualTo(again.pieces(name));
    }
  }
}
