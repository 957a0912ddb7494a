package io.vigie.scoring;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How often the sentiment's label flips under each {@link TextChange}.
 *
 * @param texts texts that were scored
 * @param flips of these, how many got another label (or none) when changed, by change
 */
public record Robustness(int texts, Map<TextChange, Integer> flips) {

  /** Share of the texts that flip under a change, 0 to 1; 0 for no texts. */
  public double flipRate(TextChange change) {
    return texts == 0 ? 0 : (double) flips.getOrDefault(change, 0) / texts;
  }

  /**
   * Scores every text before and after each change; labels are not needed.
   *
   * @param listing a scorer of the same model that was told the names of the invented brands
   */
  static Robustness of(TextScorer scorer, TextScorer listing, List<LabelledText> texts) {
    List<TextScorer.Input> plain =
        texts.stream().map(text -> new TextScorer.Input(text.text(), text.lang())).toList();
    List<Scores> scores = scorer.score(plain);
    int scored = (int) scores.stream().filter(Scores::scored).count();
    Map<TextChange, Integer> flips = new EnumMap<>(TextChange.class);
    for (TextChange change : TextChange.values()) {
      TextScorer reader = change == TextChange.LISTED_BRAND ? listing : scorer;
      List<Scores> before = reader.score(changed(plain, change, true));
      List<Scores> after = reader.score(changed(plain, change, false));
      int flipped = 0;
      for (int i = 0; i < plain.size(); i++) {
        if (scores.get(i).scored()
            && !Objects.equals(before.get(i).sentimentLabel(), after.get(i).sentimentLabel())) {
          flipped++;
        }
      }
      flips.put(change, flipped);
    }
    return new Robustness(scored, flips);
  }

  private static List<TextScorer.Input> changed(
      List<TextScorer.Input> texts, TextChange change, boolean before) {
    return texts.stream()
        .map(
            text ->
                new TextScorer.Input(
                    before ? change.before(text.text()) : change.after(text.text()), text.lang()))
        .toList();
  }
}
