package io.vigie.response;

import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses the playbook that fits an incident, by points that a person can count again:
 *
 * <ul>
 *   <li>each mention of the evidence that says one of the playbook's terms: 1 point, 2 if the term
 *       is a phrase;
 *   <li>each different term said: 1 point;
 *   <li>each of its terms among the words that are said more than usual, which come from many more
 *       mentions: 3 points;
 *   <li>a pattern that it expects: 1 point;
 *   <li>the share (0 to 1) of mentions with a category, and with an emotion, that it expects: as
 *       many points.
 * </ul>
 *
 * Words alone make a playbook a candidate, and those of several voices: at least {@link
 * #MIN_VOICES} mentions and {@link #MIN_SHARE} of them say a term; or one of its terms is said more
 * than usual and so is another, or a mention says one too. Where none is, the general playbook is
 * chosen: a wrong scenario costs more than the question which it is. Among equals the first by id.
 */
public final class PlaybookChooser {

  /** Least part of the mentions that must say a term. */
  static final double MIN_SHARE = 0.2;

  /** Least number of mentions that must say a term: one voice, however loud, is no scenario. */
  static final int MIN_VOICES = 2;

  /** Points for a term that is said more than usual. Starting value. */
  private static final int POINTS_MORE_THAN_USUAL = 3;

  /** Terms named in a reason. */
  private static final int TOLD_TERMS = 4;

  private record Candidate(Playbook playbook, Terms terms) {}

  /**
   * A chosen playbook.
   *
   * @param points see {@link PlaybookChooser}; 0 for the general one
   * @param why what speaks for it, in one sentence
   */
  public record Choice(Playbook playbook, double points, String why) {}

  private final Playbook general;
  private final List<Candidate> candidates;

  /**
   * A chooser among the playbooks of a set.
   *
   * @throws java.util.NoSuchElementException if none of them is general
   */
  public PlaybookChooser(PlaybookSet set) {
    general = set.general();
    candidates =
        set.playbooks().stream()
            .filter(playbook -> !playbook.isGeneral())
            .map(playbook -> new Candidate(playbook, termsOf(playbook)))
            .toList();
  }

  private static Terms termsOf(Playbook playbook) {
    return new Terms(
        playbook.appliesWhen().terms().values().stream().flatMap(List::stream).distinct().toList());
  }

  /** The playbook that fits best, or the general one. */
  public Choice choose(Clues clues) {
    List<Choice> ranked = rank(clues);
    return ranked.isEmpty() ? new Choice(general, 0, whyNone(clues.texts().size())) : ranked.get(0);
  }

  private static String whyNone(int mentions) {
    return switch (mentions) {
      case 0 -> "No mention is at hand that would tell what it is about.";
      case 1 -> "A single mention is at hand: too little to tell what it is about.";
      default -> "No scenario fits what the " + mentions + " mentions that weigh most say.";
    };
  }

  /** All playbooks that fit, the best first; empty if only the general one does. */
  public List<Choice> rank(Clues clues) {
    List<Choice> choices = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.playbook().appliesWhen().atLeast().compareTo(clues.level()) <= 0) {
        weigh(candidate, clues, choices);
      }
    }
    choices.sort(
        Comparator.comparingDouble(Choice::points)
            .reversed()
            .thenComparing(choice -> choice.playbook().id()));
    return choices;
  }

  private static void weigh(Candidate candidate, Clues clues, List<Choice> choices) {
    Map<String, Integer> said = new LinkedHashMap<>();
    int mentions = 0;
    double points = 0;
    for (String text : clues.texts()) {
      List<String> found = candidate.terms().in(text);
      if (!found.isEmpty()) {
        mentions++;
        points += found.stream().anyMatch(Terms::isPhrase) ? 2 : 1;
        found.forEach(term -> said.merge(term, 1, Integer::sum));
      }
    }
    List<String> moreThanUsual =
        clues.said().stream().filter(term -> !candidate.terms().in(term).isEmpty()).toList();
    boolean enough = mentions >= MIN_VOICES && mentions >= MIN_SHARE * clues.texts().size();
    // what many say in one word may be anything ("CEO"): something else has to say the same
    boolean borneOut = moreThanUsual.size() > 1 || (!moreThanUsual.isEmpty() && mentions > 0);
    if (!enough && !borneOut) {
      return;
    }
    points += said.size() + POINTS_MORE_THAN_USUAL * moreThanUsual.size();
    StringBuilder why = new StringBuilder();
    if (mentions > 0) {
      why.append(mentions).append(" of ").append(clues.texts().size());
      why.append(" mentions that weigh most ").append(mentions == 1 ? "says " : "say ");
      why.append(inWords(said));
    }
    if (!moreThanUsual.isEmpty()) {
      why.append(why.length() == 0 ? "" : "; ").append("said more than usual: ");
      why.append(
          moreThanUsual.stream()
              .limit(TOLD_TERMS)
              .map(term -> "'" + term + "'")
              .collect(Collectors.joining(", ")));
    }
    points += expected(candidate.playbook(), clues, why);
    choices.add(new Choice(candidate.playbook(), points, why.append('.').toString()));
  }

  /** Points for patterns, categories and emotions, told in the reason. */
  private static double expected(Playbook playbook, Clues clues, StringBuilder why) {
    double points = 0;
    List<String> patterns =
        clues.patterns().stream().filter(playbook.appliesWhen().patterns()::contains).toList();
    if (!patterns.isEmpty()) {
      points += 1;
      why.append("; pattern ").append(String.join(", ", patterns));
    }
    points += share(clues.categories(), playbook.appliesWhen().categories(), Category::label, why);
    points += share(clues.emotions(), playbook.appliesWhen().emotions(), Emotion::label, why);
    return points;
  }

  /** The share of the mentions with one of the expected labels, which the reason then names. */
  private static <E extends Enum<E>> double share(
      Map<E, Double> shares, Collection<E> expected, Function<E, String> label, StringBuilder why) {
    double sum = 0;
    List<String> found = new ArrayList<>();
    for (E one : expected) {
      double share = shares.getOrDefault(one, 0.0);
      sum += share;
      if (share > 0) {
        found.add(label.apply(one));
      }
    }
    if (sum > 0) {
      why.append("; ").append(percent(sum)).append(' ').append(String.join(" or ", found));
    }
    return sum;
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** The terms said most often first; the order of the playbook among equals. */
  private static String inWords(Map<String, Integer> said) {
    return said.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(TOLD_TERMS)
        .map(entry -> "'" + entry.getKey().replace('*', '…') + "'")
        .collect(Collectors.joining(", "));
  }
}
