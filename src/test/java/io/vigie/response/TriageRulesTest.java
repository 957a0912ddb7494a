package io.vigie.response;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.Category;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.UnscoredReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageRulesTest {

  private TriageRules rules;

  @BeforeEach
  void open() {
    rules = new TriageRules(TriageSet.shipped(20));
  }

  private Triage decide(ScoredMention scored) {
    return rules.decide(scored, TriageSet.facts(scored.mention().exercise()), "service-outage");
  }

  private Triage decide(String text, String lang, Category category, double negative, long heard) {
    return decide(TriageSet.mention("m-1", text, lang, category, negative, heard));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLAINT, 0.9, 100,    ANSWER_PRIVATELY",
    "COMPLAINT, 0.9, 20000,  ANSWER",
    "CLAIM,     0.5, 100,    CORRECT_WITH_SOURCE",
    "REQUEST,   0.2, 10,     ANSWER",
    "HOSTILE,   0.9, 50,     IGNORE",
    "HOSTILE,   0.9, 50000,  ANSWER",
    "PRAISE,    0.0, 100,    IGNORE",
    "PRAISE,    0.0, 100000, ANSWER",
    "OTHER,     0.9, 100,    IGNORE",
    "OTHER,     0.9, 100000, ANSWER",
    "OTHER,     0.1, 100000, IGNORE",
  })
  void kindAndAudienceDecide(
      Category category, double negative, long followers, Handling expected) {
    assertThat(decide("Telmora, encore toi", "fr", category, negative, followers).handling())
        .isEqualTo(expected);
  }

  @Test
  void aComplaintGetsADraftInItsOwnLanguageThatSaysThatItIsOne() {
    Triage french = decide("Plus de réseau depuis hier", "fr", Category.COMPLAINT, 0.9, 100);
    Triage english = decide("No network since yesterday", "en", Category.COMPLAINT, 0.9, 100);

    assertThat(french.draft()).startsWith("[BROUILLON] Bonjour").contains("[à compléter");
    assertThat(english.draft()).startsWith("[DRAFT] Hello").contains("[to be completed");
    assertThat(french.why().get(0)).contains("in private");
    assertThat(french.faq()).isNull();
  }

  @Test
  void aDrillIsWrittenOnTheDraft() {
    ScoredMention drill =
        TriageSet.mention(
            "m-1", "En panne", "fr", Category.COMPLAINT, 0.9, 0, 5, TriageSet.AT, true, null);

    assertThat(decide(drill).draft()).startsWith("[EXERCICE – BROUILLON]");
    assertThat(decide(drill).exercise()).isTrue();
  }

  @Test
  void aRequestIsAnsweredFromTheFaqOrToldThatItCannotBe() {
    Triage known = decide("When will the outage be fixed?", "en", Category.REQUEST, 0.3, 10);
    Triage unknown = decide("Do you ship to Iceland?", "en", Category.REQUEST, 0.1, 10);

    assertThat(requireNonNull(known.faq()).entry()).isEqualTo("outage-status");
    assertThat(known.draft()).contains("kept up to date on our status page");
    assertThat(requireNonNull(unknown.faq()).hasAnswer()).isFalse();
    assertThat(unknown.draft()).contains("[to be completed: the answer to the question]");
    assertThat(unknown.why()).anyMatch(why -> why.startsWith("no good answer in the FAQ"));
  }

  @ParameterizedTest
  @CsvSource({
    "threats,       LEGAL,    fr, 0.3, On sait où vous habitez",
    "hate,          MODERATE, en, 0.3, go back to YOUR country Telmora",
    "personal-data, MODERATE, en, 0.1, The manager: here is her address",
    "legal-action,  LEGAL,    fr, 0.1, J’ai contacté mon avocat",
    "insults,       MODERATE, en, 0.8, bunch of idiots",
  })
  void aRuleOfThePolicyComesFirstAndIsNamedWithItsReason(
      String rule, Handling handling, String lang, double offensive, String text) {
    Triage triage =
        decide(
            TriageSet.mention(
                "m-1",
                text,
                lang,
                Category.HOSTILE,
                0.9,
                offensive,
                10,
                TriageSet.AT,
                false,
                null));

    assertThat(triage.rule()).isEqualTo(rule);
    assertThat(triage.handling()).isEqualTo(handling);
    assertThat(triage.reason()).isNotBlank();
    assertThat(triage.why().get(0)).contains("rule " + rule);
    if (handling == Handling.MODERATE) {
      assertThat(triage.draft()).endsWith(triage.reason());
    } else {
      assertThat(triage.draft()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fr, C'est une honte et vous êtes des incapables, je résilie",
    "en, Worst company ever. Disgusting service and lies from the CEO",
    "en, 'You idiots, so you say? The app is fine'",
  })
  void criticismIsNeverModerated(String lang, String text) {
    assertThat(decide(text, lang, Category.COMPLAINT, 0.98, 100).rule()).isNull();
  }

  @Test
  void aRepeatIsLeftToItsOriginal() {
    ScoredMention repost =
        TriageSet.mention(
            "m-1", "RT x", "fr", Category.CLAIM, 0.9, 0, 90_000, TriageSet.AT, false, "m-0");

    assertThat(decide(repost).handling()).isEqualTo(Handling.IGNORE);
    assertThat(decide(repost).priority()).isLessThan(30);
  }

  @Test
  void whatCouldNotBeScoredIsReadByAPersonUnlessItSaysNothing() {
    assertThat(decide(unscored(UnscoredReason.MODEL_FAILED)).handling()).isEqualTo(Handling.ANSWER);
    assertThat(decide(unscored(UnscoredReason.EMPTY)).handling()).isEqualTo(Handling.IGNORE);
    assertThat(decide(unscored(UnscoredReason.LANGUAGE)).draft()).isNull();
    assertThat(decide(unscored(UnscoredReason.LANGUAGE)).why())
        .contains("no templates in its language");
  }

  private static ScoredMention unscored(UnscoredReason reason) {
    return new ScoredMention(
        new Mention(
            "m-1",
            "Telmora",
            "twitter",
            "…",
            TriageSet.AT,
            "es",
            Author.UNKNOWN,
            Engagement.NONE,
            null,
            null,
            null,
            false),
        Scores.unscored(reason, null),
        "test/1");
  }

  @Test
  void priorityGrowsWithHarmAndAudienceAndStaysWithinBounds() {
    int quiet = TriageRules.priority(complaint(0.5, 10));
    int angrier = TriageRules.priority(complaint(0.9, 10));
    int heard = TriageRules.priority(complaint(0.9, 1_000_000));

    assertThat(angrier).isGreaterThan(quiet);
    assertThat(heard).isGreaterThan(angrier);
    assertThat(TriageRules.priority(complaint(1, Author.MAX_FOLLOWERS))).isBetween(80, 100);
    assertThat(TriageRules.priority(unscored(UnscoredReason.EMPTY))).isZero();
  }

  @Test
  void whatIsRatherAnOpinionIsNotCorrected() {
    ScoredMention sure = TriageSet.mention("m", "Ils ont menti", "fr", Category.CLAIM, 0.9, 10);
    assertThat(decide(sure).handling()).isEqualTo(Handling.CORRECT_WITH_SOURCE);
    assertThat(decide(sure).draft()).isNotNull();

    float[] unsure = new float[Category.values().length];
    unsure[Category.CLAIM.ordinal()] = 0.4f;
    unsure[Category.OTHER.ordinal()] = 0.3f;
    unsure[Category.HOSTILE.ordinal()] = 0.3f;
    Scores scores = sure.scores();
    Triage opinion =
        decide(
            new ScoredMention(
                sure.mention(),
                new Scores(
                    scores.sentiment(), scores.emotion(), unsure, scores.offensive(), "fr", null),
                sure.model()));
    assertThat(opinion.handling()).isEqualTo(Handling.IGNORE);
    assertThat(opinion.draft()).isNull();
  }

  @Test
  void whoAnnouncesLegalActionIsForTheLawyersAndNewsOfItIsNot() {
    assertThat(decide("Je porte plainte lundi", "fr", Category.COMPLAINT, 0.9, 10).rule())
        .isEqualTo("legal-action");
    assertThat(decide("I'm suing you", "en", Category.COMPLAINT, 0.9, 10).rule())
        .isEqualTo("legal-action");
    assertThat(decide("He should sue you", "en", Category.COMPLAINT, 0.9, 10).rule()).isNull();
    assertThat(
            decide("La cliente va les poursuivre en justice", "fr", Category.CLAIM, 0.5, 10).rule())
        .isNull();
  }

  @Test
  void anOffenceThatIsNotAnsweredWaitsLessThanTheRest() {
    int mild = TriageRules.priority(hostile(0.1));
    int offensive = TriageRules.priority(hostile(0.9));

    assertThat(offensive).isGreaterThan(2 * mild);
  }

  private static ScoredMention complaint(double negative, long followers) {
    return TriageSet.mention("m", "En panne", "fr", Category.COMPLAINT, negative, followers);
  }

  private static ScoredMention hostile(double offensive) {
    return TriageSet.mention(
        "m", "Nuls", "fr", Category.HOSTILE, 0.9, offensive, 10, TriageSet.AT, false, null);
  }
}
