package io.vigie.stream;

import io.vigie.incident.SameWords;
import io.vigie.response.TriageRules;
import io.vigie.scoring.ScoredMention;
import java.util.Comparator;
import java.util.List;

/** A mention that may be among the most urgent of its brand and minute. */
public record PickedMention(int priority, ScoredMention scored) {

  /** The most urgent first; the rest only makes the order total, whatever came first. */
  static final Comparator<PickedMention> ORDER =
      Comparator.comparingInt(PickedMention::priority)
          .reversed()
          .thenComparing(picked -> picked.scored().mention().id())
          .thenComparing(picked -> picked.scored().mention().platform());

  /** So many words are not found twice by chance. */
  private static final int COPIED_WORDS = 6;

  static PickedMention of(ScoredMention scored) {
    return new PickedMention(TriageRules.priority(scored), scored);
  }

  long minute() {
    return Math.floorDiv(scored.mention().createdAt().toEpochMilli(), 60_000L);
  }

  /**
   * Puts it into an ordered list that keeps the first {@code most}, and of copies the first: in a
   * storm one headline is shared by hundreds, and one answer suffices.
   *
   * @param said the {@linkplain SameWords wordings} of the list, in its order
   */
  void keepIn(List<PickedMention> picked, List<String> said, int most) {
    int at = picked.size();
    while (at > 0 && ORDER.compare(this, picked.get(at - 1)) < 0) {
      at--;
    }
    if (at >= most) {
      return;
    }
    String wording = wording();
    int same = said.indexOf(wording);
    if (same >= 0 && same < at) {
      return;
    }
    int leaves = same >= 0 ? same : picked.size() == most ? most - 1 : -1;
    if (leaves >= 0) {
      picked.remove(leaves);
      said.remove(leaves);
    }
    picked.add(at, this);
    said.add(at, wording);
  }

  /**
   * The words by which it is known as a copy; short ones are said by people of their own accord.
   */
  String wording() {
    String words = SameWords.of(scored.mention().text());
    return words.split(" ", COPIED_WORDS).length == COPIED_WORDS ? words : scored.mention().id();
  }
}
