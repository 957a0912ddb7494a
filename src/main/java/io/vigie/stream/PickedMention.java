package io.vigie.stream;

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

  static PickedMention of(ScoredMention scored) {
    return new PickedMention(TriageRules.priority(scored), scored);
  }

  long minute() {
    return Math.floorDiv(scored.mention().createdAt().toEpochMilli(), 60_000L);
  }

  /** Puts it into an ordered list that keeps the first {@code most}. */
  void keepIn(List<PickedMention> picked, int most) {
    int at = picked.size();
    while (at > 0 && ORDER.compare(this, picked.get(at - 1)) < 0) {
      at--;
    }
    if (at < most) {
      picked.add(at, this);
      if (picked.size() > most) {
        picked.remove(most);
      }
    }
  }
}
