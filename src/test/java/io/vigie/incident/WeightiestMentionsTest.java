package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.scoring.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WeightiestMentionsTest {

  private static Excerpt excerpt(String id, String author, String text, double weight) {
    return Scenario.excerpt(id, author, text, Scenario.START, weight);
  }

  @Test
  void aCopiedTextIsShownOnce() {
    List<Excerpt> chosen =
        WeightiestMentions.of(
            List.of(),
            List.of(
                excerpt("1", "a", "Telmora est en panne ! https://ex.am/1", 1),
                excerpt("2", "b", "@telmora TELMORA est en   panne… https://ex.am/2", 3),
                excerpt("3", "c", "Telmora marche chez moi", 2)));
    assertThat(chosen).extracting(Excerpt::id).containsExactly("2", "3");
  }

  @Test
  void oneAuthorIsShownTwiceAtMostAndUnknownAuthorsAreNotOneAuthor() {
    List<Excerpt> mentions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      mentions.add(excerpt("known-" + i, "rageur", "Quatrième appel au service client, " + i, 5));
      Excerpt known = excerpt("unknown-" + i, "x", "No refund from Velomio yet, day " + i, 1);
      mentions.add(
          new Excerpt(
              known.id(),
              known.platform(),
              known.text(),
              known.createdAt(),
              null,
              null,
              0,
              known.negative(),
              known.weight(),
              null));
    }
    assertThat(WeightiestMentions.of(List.of(), mentions))
        .extracting(Excerpt::id)
        .containsExactly(
            "known-0", "known-1", "unknown-0", "unknown-1", "unknown-2", "unknown-3", "unknown-4");
  }

  @Test
  void textsWithoutWordsAreComparedAsTheyAre() {
    assertThat(
            WeightiestMentions.of(
                List.of(),
                List.of(
                    excerpt("1", "a", "😡😡", 1),
                    excerpt("2", "b", "😡😡", 1),
                    excerpt("3", "c", "🤮", 1))))
        .extracting(Excerpt::id)
        .containsExactly("1", "3");
  }

  @Property(tries = 300)
  void theOrderDoesNotMatter(
      @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> draws, @ForAll long seed) {
    List<Excerpt> mentions = new ArrayList<>();
    for (int i = 0; i < draws.size(); i++) {
      int draw = draws.get(i);
      mentions.add(excerpt("id-" + i, "author-" + draw % 7, "text " + draw % 23, draw % 5));
    }
    List<Excerpt> atOnce = WeightiestMentions.of(List.of(), mentions);

    Collections.shuffle(mentions, new Random(seed));
    List<Excerpt> oneByOne = List.of();
    for (Excerpt mention : mentions) {
      oneByOne = WeightiestMentions.of(oneByOne, List.of(mention));
    }
    assertThat(atOnce).isSorted().hasSizeLessThanOrEqualTo(IncidentState.MAX_MENTIONS);
    assertThat(WeightiestMentions.of(List.of(), mentions)).isEqualTo(atOnce);
    // One by one the rest may differ, never the weightiest of all.
    assertThat(oneByOne.stream().limit(1).toList()).isEqualTo(atOnce.stream().limit(1).toList());
    assertThat(oneByOne).isSorted().hasSizeLessThanOrEqualTo(IncidentState.MAX_MENTIONS);
    assertThat(oneByOne.stream().map(Excerpt::text)).doesNotHaveDuplicates();
  }
}
