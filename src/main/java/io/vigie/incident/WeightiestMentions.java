package io.vigie.incident;

import io.vigie.scoring.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The few mentions that show best what a story is about: the weightiest, but each text once
 * (whatever its links, mentioned users, case or punctuation) and at most {@link #PER_AUTHOR} of one
 * author. Within one call their order does not matter; a mention once left out is forgotten, so
 * that calls must follow event time.
 */
final class WeightiestMentions {

  static final int PER_AUTHOR = 2;

  // Possessive, and on texts of bounded length: linear in the text.
  private static final Pattern NOT_THE_MESSAGE =
      Pattern.compile("https?://\\S++|@\\w++|[^\\p{L}\\p{N}]++", Pattern.UNICODE_CHARACTER_CLASS);

  private WeightiestMentions() {}

  /**
   * The weightiest of two lists together.
   *
   * @return at most {@link IncidentState#MAX_MENTIONS}, weightiest first
   */
  static List<Excerpt> of(List<Excerpt> some, List<Excerpt> more) {
    if (more.isEmpty()) {
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
      if (texts.add(message(excerpt.text()))) {
        chosen.add(excerpt);
        if (author != null) {
          byAuthor.merge(author, 1, Integer::sum);
        }
      }
    }
    return chosen;
  }

  /** The words of a text alone; a text without any (emoji) stands for itself. */
  private static String message(String text) {
    String words = NOT_THE_MESSAGE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return words.isEmpty() ? text : words;
  }
}
