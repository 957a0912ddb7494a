package io.vigie.response;

import io.vigie.incident.PlainText;
import io.vigie.mention.Mention;
import io.vigie.response.ModerationPolicy.Rule;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.Offence;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.UnscoredReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a mention is and what to do with it, by rules that a person can follow.
 *
 * <p>Priority, 0 to 100, is a sum of points: up to 40 for a negative sentiment, 25 for how far it
 * is heard (followers, likes, shares, replies; a million = all), 10 for anger, disgust or fear, 10
 * for an offence, 15 for its kind (a claim 15, a complaint or a request 12, a hostile comment 6),
 * each times its probability. Nothing needs reading: priority can be given to every mention of a
 * storm. What is {@linkplain Handling#IGNORE ignored} counts a quarter, or half if it offends, so
 * that it takes no place from what needs somebody: in a storm most of what is said is indignation
 * that calls for no answer of its own.
 *
 * <p>Handling: the first rule of the moderation policy that applies; nothing for a mere repeat; by
 * kind for the others: a complaint in private (in public where many hear it), a claim with a
 * source, a request with an answer, hostility and the rest only where many hear it. Not
 * thread-safe.
 */
public final class TriageRules {

  /** Followers and interactions from which many hear a mention. */
  public static final long HEARD_BY_MANY = 10_000;

  private static final double NEGATIVE_POINTS = 40;
  private static final double REACH_POINTS = 25;
  private static final double AROUSAL_POINTS = 10;
  private static final double OFFENCE_POINTS = 10;
  private static final double IGNORED = 0.25;

  /** Somebody has to see whether it may stay. */
  private static final double IGNORED_BUT_OFFENSIVE = 0.5;

  /** Log10 of the audience that counts full. */
  private static final double FULL_REACH = 6;

  private static final double NEGATIVE_FROM = 0.5;
  private static final double OFFENSIVE_FROM = 0.5;

  /** Below it, what looks like a claim is rather an opinion: correcting those feeds a storm. */
  private static final double CLAIM_FROM = 0.5;

  private static final int MAX_TEXT = 280;

  private record Policy(Rule rule, Terms terms) {}

  /**
   * Suggested handling, before anything is written.
   *
   * @param rule the rule of the moderation policy that applies, or null
   * @param why in words
   */
  private record Suggestion(
      Handling handling, @Nullable TemplateKind template, @Nullable Rule rule, String why) {

    static Suggestion of(Handling handling, @Nullable TemplateKind template, String why) {
      return new Suggestion(handling, template, null, why);
    }
  }

  private final List<Policy> policy;
  private final FaqSearch faq;
  private final @Nullable PlaybookSet playbooks;
  private final @Nullable DraftWriter drafts;

  /** Rules with a policy, a FAQ and templates. */
  public TriageRules(TriageSettings settings) {
    policy =
        settings.policy().rules().stream()
            .map(rule -> new Policy(rule, new Terms(rule.terms())))
            .toList();
    faq = new FaqSearch(settings.faq());
    playbooks = settings.playbooks();
    drafts = playbooks == null ? null : new DraftWriter(playbooks.contacts());
  }

  /** How urgent a mention is, 0 to 100; cheap, and the same wherever it is computed. */
  public static int priority(ScoredMention scored) {
    double points =
        negativePoints(scored)
            + reachPoints(scored)
            + arousalPoints(scored)
            + offencePoints(scored)
            + kindPoints(scored);
    points *= weight(scored);
    return (int) Math.round(Math.min(100, points));
  }

  /**
   * What is suggested for a mention.
   *
   * @param facts the incident during which it was made
   * @param playbookId the playbook whose templates are filled; the general one if there is none
   *     such
   */
  public Triage decide(ScoredMention scored, DraftFacts facts, @Nullable String playbookId) {
    Mention mention = scored.mention();
    String lang = scored.scores().lang() == null ? mention.lang() : scored.scores().lang();
    Language language = language(lang);
    Suggestion suggestion = suggestion(scored);
    Rule rule = suggestion.rule();
    FaqMatch match =
        suggestion.template() == TemplateKind.ANSWER_TO_QUESTION && language != null
            ? faq.search(mention.text(), mention.brand(), language)
            : null;
    return new Triage(
        mention.brand(),
        facts.incidentId(),
        mention.id(),
        mention.createdAt(),
        mention.platform(),
        lang,
        mention.author().id(),
        PlainText.oneLine(mention.text(), MAX_TEXT),
        mention.url(),
        priority(scored),
        suggestion.handling(),
        rule == null ? null : rule.id(),
        rule == null ? null : rule.reason().get(language == null ? Language.EN : language),
        match,
        language == null ? null : draft(suggestion, language, facts, playbookId, match),
        why(scored, suggestion, match, language),
        mention.exercise());
  }

  private @Nullable String draft(
      Suggestion suggestion,
      Language language,
      DraftFacts facts,
      @Nullable String playbookId,
      @Nullable FaqMatch match) {
    if (drafts == null || playbooks == null) {
      return null;
    }
    Rule rule = suggestion.rule();
    if (rule != null) {
      return suggestion.handling() == Handling.MODERATE
          ? drafts.write(rule.reason().getOrDefault(language, ""), language, facts, null)
          : null;
    }
    if (suggestion.template() == null) {
      return null;
    }
    Playbook named = playbookId == null ? null : playbooks.find(playbookId);
    Playbook playbook = named == null ? playbooks.general() : named;
    return drafts.write(
        playbook.template(suggestion.template(), language),
        language,
        facts,
        match == null ? null : match.answer());
  }

  private Suggestion suggestion(ScoredMention scored) {
    double offence = offence(scored);
    for (Policy one : policy) {
      Rule rule = one.rule();
      Double from = rule.offensiveFrom();
      if (from != null && offence < from) {
        continue;
      }
      List<String> said = one.terms().in(scored.mention().text());
      if (!said.isEmpty() || rule.terms().isEmpty()) {
        String words = said.isEmpty() ? "" : ", says '" + said.get(0) + "'";
        String offends = from == null ? "" : ", offensive " + two(offence);
        return new Suggestion(
            rule.handling(), null, rule, "rule " + rule.id() + " of the policy" + words + offends);
      }
    }
    return byScores(scored);
  }

  /** What the scores alone suggest, without reading the text. */
  private static Suggestion byScores(ScoredMention scored) {
    Mention mention = scored.mention();
    Scores scores = scored.scores();
    boolean many = heard(mention) >= HEARD_BY_MANY;
    if (mention.repostOf() != null) {
      return Suggestion.of(Handling.IGNORE, null, "repeats another: answer the original");
    }
    if (!scores.scored()) {
      boolean nothing =
          scores.unscored() == UnscoredReason.EMPTY || scores.unscored() == UnscoredReason.NO_WORDS;
      return nothing && !many
          ? Suggestion.of(Handling.IGNORE, null, "says nothing in words")
          : Suggestion.of(Handling.ANSWER, null, "could not be scored: a person should read it");
    }
    Category category = scores.categoryLabel();
    return switch (category == null ? Category.OTHER : category) {
      case COMPLAINT ->
          many
              ? Suggestion.of(
                  Handling.ANSWER,
                  TemplateKind.ANSWER_TO_COMPLAINT,
                  "a complaint that many hear: answer in public, go on in private")
              : Suggestion.of(
                  Handling.ANSWER_PRIVATELY,
                  TemplateKind.ANSWER_TO_COMPLAINT,
                  "a complaint: personal, and in private");
      case CLAIM ->
          isClaim(scores)
              ? Suggestion.of(
                  Handling.CORRECT_WITH_SOURCE,
                  TemplateKind.ANSWER_TO_FALSE_CLAIM,
                  "states a fact: check it; if it is wrong, correct it with a source")
              : comment(many, scores);
      case REQUEST ->
          Suggestion.of(Handling.ANSWER, TemplateKind.ANSWER_TO_QUESTION, "asks something");
      case HOSTILE ->
          many
              ? Suggestion.of(
                  Handling.ANSWER, null, "hostile, and many hear it: once, by facts, no quarrel")
              : Suggestion.of(Handling.IGNORE, null, "hostile, and few hear it: do not feed it");
      case PRAISE ->
          many
              ? Suggestion.of(Handling.ANSWER, null, "praise that many hear: say thanks")
              : Suggestion.of(Handling.IGNORE, null, "praise: nothing urgent");
      case OTHER -> comment(many, scores);
    };
  }

  private static Suggestion comment(boolean many, Scores scores) {
    return many && scores.negative() >= NEGATIVE_FROM
        ? Suggestion.of(Handling.ANSWER, null, "negative, and many hear it")
        : Suggestion.of(Handling.IGNORE, null, "neither asks nor complains");
  }

  private static boolean isClaim(Scores scores) {
    float[] p = scores.category();
    return p != null && p[Category.CLAIM.ordinal()] >= CLAIM_FROM;
  }

  private static List<String> why(
      ScoredMention scored,
      Suggestion suggestion,
      @Nullable FaqMatch match,
      @Nullable Language language) {
    List<String> why = new ArrayList<>();
    why.add(suggestion.why());
    tell(why, "negative " + two(scored.scores().negative()), negativePoints(scored));
    tell(why, "heard by " + heard(scored.mention()), reachPoints(scored));
    tell(why, "anger, disgust or fear", arousalPoints(scored));
    tell(why, "offensive", offencePoints(scored));
    Category category = scored.scores().categoryLabel();
    tell(why, category == null ? "" : category.label(), kindPoints(scored));
    double weight = weight(scored);
    if (weight < 1) {
      why.add((weight == IGNORED ? "a quarter" : "half") + " of the points: it can wait");
    }
    if (match != null) {
      why.add(
          match.hasAnswer()
              ? "FAQ " + match.entry() + ", confidence " + two(match.confidence())
              : "no good answer in the FAQ, best confidence " + two(match.confidence()));
    }
    if (language == null) {
      why.add("no templates in its language");
    }
    return why;
  }

  /** What is to be ignored can wait; what offends less so. */
  private static double weight(ScoredMention scored) {
    if (byScores(scored).handling() != Handling.IGNORE) {
      return 1;
    }
    return offence(scored) < OFFENSIVE_FROM ? IGNORED : IGNORED_BUT_OFFENSIVE;
  }

  private static double offence(ScoredMention scored) {
    float[] p = scored.scores().offensive();
    return p == null ? 0 : p[Offence.OFFENSIVE.ordinal()];
  }

  private static void tell(List<String> why, String what, double points) {
    if (Math.round(points) > 0) {
      why.add(what + ": +" + Math.round(points));
    }
  }

  private static double negativePoints(ScoredMention scored) {
    return NEGATIVE_POINTS * scored.scores().negative();
  }

  private static double reachPoints(ScoredMention scored) {
    return REACH_POINTS * Math.min(1, Math.log10(1.0 + heard(scored.mention())) / FULL_REACH);
  }

  private static double arousalPoints(ScoredMention scored) {
    float[] p = scored.scores().emotion();
    return p == null
        ? 0
        : AROUSAL_POINTS
            * (p[Emotion.ANGER.ordinal()]
                + p[Emotion.DISGUST.ordinal()]
                + p[Emotion.FEAR.ordinal()]);
  }

  private static double offencePoints(ScoredMention scored) {
    return OFFENCE_POINTS * offence(scored);
  }

  private static double kindPoints(ScoredMention scored) {
    float[] p = scored.scores().category();
    return p == null
        ? 0
        : 15 * p[Category.CLAIM.ordinal()]
            + 12 * (p[Category.COMPLAINT.ordinal()] + p[Category.REQUEST.ordinal()])
            + 6 * p[Category.HOSTILE.ordinal()];
  }

  private static long heard(Mention mention) {
    return mention.author().followersOrZero() + mention.engagement().interactions();
  }

  private static @Nullable Language language(@Nullable String lang) {
    return lang == null
        ? null
        : Map.of("fr", Language.FR, "en", Language.EN).get(lang.toLowerCase(Locale.ROOT));
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
