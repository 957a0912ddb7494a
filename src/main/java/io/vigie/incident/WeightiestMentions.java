package io.vigie.incident;

import io.vigie.scoring.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The few mentions that show best what a story is about: the weightiest, but each text once
 * (whatever its links, mentioned users, case or punctuation) and at most {@link #PER_AUTHOR} of one
 * author. Within one call their order does not matter; a mention once left out is forgotten, so
 * that calls must follow event time.
 */
final class WeightiestMentions {

  static final int PER_AUTHOR = 2;

  private WeightiestMentions() {}

  /**
   * The weightiest of two lists together.
   *
   * @return at most {@link IncidentState#MAX_MENTIONS}, weightiest first
   */
  static List<Excerpt> of(List<Excerpt> some, List<Excerpt> more) {
    if (more.isEmpty() || (some.size() == IncidentState.MAX_MENTIONS && allBehind(more, some))) {
      return some;
    }
    List<Excerpt> all = new ArrayList<>(some);
    all.addAll(more);
    all.sort(null);
    List<Excerpt> chosen = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    Map<String, Integer> byAuthor = new HashMap<>();
    for (Excerpt excerpt : all) {
      if (chosen.size() == IncidentState.MAX_MENTIONS) {
        break;
      }
      String author = excerpt.author();
      if (author != null && byAuthor.getOrDefault(author, 0) >= PER_AUTHOR) {
        continue;
      }
      if (texts.add(SameWords.of(excerpt.text()))) {
        chosen.add(excerpt);
        if (author != null) {
          byAuthor.merge(author, 1, Integer::sum);
        }
      }
    }
    return chosen;
  }

  /** True if nothing of the one list can enter the other, which is full: the usual case. */
  private static boolean allBehind(List<Excerpt> more, List<Excerpt> full) {
    Excerpt last = full.get(full.size() - 1);
    for (Excerpt excerpt : more) {
      if (excerpt.compareTo(last) < 0) {
        return false;
      }
    }
    return true;
  }
}
