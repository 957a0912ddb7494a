package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RobustnessTest {

  /** Says negative of every text with the given piece, positive of any other. */
  private record Fickle(String piece) implements TextScorer {

    @Override
    public List<Scores> score(List<Input> texts) {
      return texts.stream()
          .map(
              text -> {
                if (text.text().isEmpty()) {
                  return Scores.unscored(UnscoredReason.EMPTY, null);
                }
                float negative = text.text().contains(piece) ? 1f : 0f;
                return new Scores(
                    new float[] {negative, 0f, 1f - negative}, null, null, "en", null);
              })
          .toList();
    }

    @Override
    public String modelId() {
      return "fickle/1";
    }

    @Override
    public void close() {}
  }

  private static List<LabelledText> texts(String... texts) {
    return Arrays.stream(texts)
        .map(text -> new LabelledText(text, "en", new float[3][], 1f, "invented.tsv"))
        .toList();
  }

  @Test
  void countsOnlyTheChangesThatFlipALabel() {
    List<LabelledText> texts = texts("Nova is DOWN again", "nice day", "");
    Robustness robustness = flips(new Fickle("DOWN"), texts);
    assertThat(robustness.texts()).isEqualTo(2);
    assertThat(robustness.flipRate(TextChange.CASE)).isEqualTo(0.5);
    assertThat(robustness.flipRate(TextChange.EMOJI)).isZero();
    assertThat(robustness.flipRate(TextChange.HASHTAG)).isZero();
    assertThat(robustness.flipRate(TextChange.BRAND)).isZero();
    assertThat(flips(new Fickle("#info"), texts).flipRate(TextChange.HASHTAG)).isOne();
  }

  @Test
  void aModelThatHatesABrandIsFoundOut() {
    String text = "nice day";
    String brand = TextChange.BRAND.after(text).replace(" " + text, "");
    assertThat(flips(new Fickle(brand), texts(text)).flipRate(TextChange.BRAND)).isOne();
  }

  @Test
  void aTypoSwapsTwoLettersOfTheLongestWord() {
    assertThat(TextChange.TYPO.after("le service est nul")).isEqualTo("le sevrice est nul");
    assertThat(TextChange.TYPO.after("so bad :(")).isEqualTo("so bad :(");
  }

  @Test
  void noTextsFlipNever() {
    assertThat(flips(new Fickle("x"), List.of()).flipRate(TextChange.TYPO)).isZero();
  }

  @Property(tries = 500)
  void onlyATypoAndTheCaseTouchTheTextItself(@ForAll String text) {
    assertThat(TextChange.TYPO.after(text)).hasSameSizeAs(text);
    assertThat(TextChange.EMOJI.after(text)).startsWith(text);
    assertThat(TextChange.HASHTAG.after(text)).startsWith(text);
    assertThat(TextChange.BRAND.before(text)).endsWith(" " + text);
    assertThat(TextChange.BRAND.after(text))
        .endsWith(" " + text)
        .isNotEqualTo(TextChange.BRAND.before(text));
  }

  private static Robustness flips(TextScorer scorer, List<LabelledText> texts) {
    return Robustness.of(scorer, scorer, texts);
  }
}
