package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.IncidentState.Story;
import io.vigie.signal.ErrorRates;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static final Words ENGLISH = Words.of(Locale.ENGLISH);
  private static final Summary SUMMARY = new Summary(ENGLISH);

  private static Story story(String brand, Instant startedAt) {
    Story story = new Story();
    story.brand = brand;
    story.wave = 1;
    story.startedAt = startedAt;
    story.waveStartedAt = startedAt;
    story.mentionsByPlatform = Map.of("twitter", 380L, "reddit", 30L);
    return story;
  }

  private static IndicatorStep step(double volume, double surprise) {
    return new IndicatorStep(
        "Telmora",
        NOW,
        false,
        List.of(
            Scenario.reading(Indicator.VOLUME, volume, 35.2, surprise),
            Scenario.reading(Indicator.NEGATIVE_SHARE, 0.642, 0.218, null),
            Scenario.reading(Indicator.VELOCITY, 0.578, null, null),
            Scenario.reading(Indicator.AUTHOR_BREADTH, 361.7, 30.0, 2.0)));
  }

  @Test
  void itSaysWhatHappenedHowUnusualItIsAndSinceWhen() {
    Story story = story("Telmora", Instant.parse("2026-03-02T09:12:00Z"));
    assertThat(SUMMARY.open(story, step(412, 5.6), NOW))
        .isEqualTo(
            "Telmora: 412 mentions in the last hour where 35 are usual (about one hour in 400,000"
                + " like this), an estimated 64 % negative against 22 % usual, doubling every 18"
                + " minutes, by about 360 authors, mostly on twitter, since 09:12 UTC.");
  }

  /** Who mocks a brand laughs: "36 % joy" in a crisis would only puzzle whoever reads it. */
  @Test
  void laughterIsNotTakenForContentment() {
    Voices voices =
        new Voices(
            "inc-1",
            50,
            40,
            List.of(),
            List.of(),
            List.of(),
            Map.of("joy", 0.36, "anger", 0.31),
            Map.of(),
            null,
            List.of());
    assertThat(SUMMARY.voices(voices)).isEqualTo(" Of the mentions read, 36 % joy or mockery.");
    assertThat(new Summary(Words.of(Locale.FRENCH)).voices(voices).replace('\u00a0', ' '))
        .isEqualTo(" Parmi les mentions, 36 % de joie ou de moquerie.");
  }

  @Test
  void silenceInAnOpenIncidentIsAQuestion() {
    Story story = story("Telmora", NOW);
    assertThat(SUMMARY.open(story, step(0, 0), NOW))
        .startsWith(
            "Telmora: 0 mentions in the last hour where 35 are usual"
                + " (over, or is the source down?), ");
    assertThat(new Summary(Words.of(Locale.FRENCH)).open(story, step(0, 0), NOW))
        .contains(" (terminé, ou la source est-elle muette ?), ");
    assertThat(SUMMARY.open(story, step(1, 0), NOW)).doesNotContain("source");
  }

  @Test
  void anEstimatedShareComesWithItsInterval() {
    IndicatorReading share =
        Scenario.reading(Indicator.NEGATIVE_SHARE, 0.618, 0.2, null)
            .within(new ErrorRates.Interval(0.5451, 0.6908));
    IndicatorStep step = new IndicatorStep("Telmora", NOW, false, List.of(share));
    assertThat(SUMMARY.open(story("Telmora", NOW), step, NOW))
        .contains(", an estimated 62 % negative (55 to 69) against 20 % usual,");
  }

  @Test
  void anEarlierDayIsNamedAndTheUnheardOfIsNotCounted() {
    Story story = story("Telmora", Instant.parse("2026-03-01T22:10:00Z"));
    story.exercise = true;
    story.wave = 2;
    story.waveStartedAt = Instant.parse("2026-03-02T09:40:00Z");
    assertThat(SUMMARY.open(story, step(4120, 60), NOW))
        .startsWith("Exercise: Telmora: 4,120 mentions")
        .contains("(never seen in the baseline)")
        .endsWith("again since 09:40 UTC (wave 2 of what began 1 Mar 22:10 UTC).");
  }

  @Test
  void whatIsUnknownIsLeftOut() {
    Story story = story("Telmora", NOW);
    IndicatorStep learning =
        new IndicatorStep(
            "Telmora", NOW, true, List.of(Scenario.reading(Indicator.VOLUME, 1, null, null)));
    assertThat(SUMMARY.open(story, learning, NOW))
        .isEqualTo("Telmora: 1 mention in the last hour, mostly on twitter, since 10:00 UTC.");
    story.mentionsByPlatform = Map.of();
    assertThat(SUMMARY.open(story, null, NOW))
        .isEqualTo("Telmora: patterns matched, since 10:00 UTC.");
  }

  @Test
  void aResolutionLooksBack() {
    Story story = story("Telmora", Instant.parse("2026-03-02T04:50:00Z"));
    story.peakSeverity = 81.2;
    story.peakLevel = Level.CRISIS;
    assertThat(SUMMARY.resolved(story, NOW, true))
        .isEqualTo(
            "Telmora: back to normal after 5 h 10 min; peak severity 81 (crisis), 410 mentions"
                + " since 04:50 UTC.");
  }

  // ---- in French; spaces that do not break are shown as plain ones ----

  private static final Summary FRENCH = new Summary(Words.of(Locale.FRENCH));

  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  @Test
  void inFrenchItSaysTheSame() {
    Story story = story("Telmora", Instant.parse("2026-03-02T09:12:00Z"));
    String told = FRENCH.open(story, step(4120, 5.6), NOW);
    assertThat(plain(told))
        .isEqualTo(
            "Telmora : 4 120 mentions en une heure contre 35 d’habitude (comme environ une heure"
                + " sur 400 000), une part négative estimée à 64 % contre 22 % d’habitude, un"
                + " volume qui double toutes les 18 minutes, par environ 360 auteurs, surtout sur"
                + " twitter, depuis 09 h 12 UTC.");
    assertThat(told).contains("Telmora\u00a0: 4\u202f120", "64\u00a0%");
    story.exercise = true;
    story.wave = 2;
    story.waveStartedAt = Instant.parse("2026-03-02T09:40:00Z");
    story.mentionsByPlatform = Map.of("twitter", 5L, "reddit", 4L);
    assertThat(plain(FRENCH.open(story, step(412, 60), NOW)))
        .startsWith("Exercice : Telmora : 412 mentions")
        .contains("(jamais vu dans les semaines de référence)", "surtout sur twitter et reddit")
        .endsWith("de nouveau depuis 09 h 40 UTC (vague 2 de ce qui a commencé à 09 h 12 UTC).");
    story.startedAt = Instant.parse("2026-03-01T22:10:00Z");
    assertThat(FRENCH.open(story, step(412, 60), NOW))
        .endsWith("de ce qui a commencé le 1er mars à 22 h 10 UTC).");
  }

  @Test
  void inFrenchToo_whatIsUnknownIsLeftOut() {
    Story story = story("Telmora", NOW);
    story.mentionsByPlatform = Map.of("twitter", 1L);
    IndicatorReading volume = Scenario.reading(Indicator.VOLUME, 0, 0.4, 7.0);
    IndicatorReading share =
        Scenario.reading(Indicator.NEGATIVE_SHARE, 0.618, null, null)
            .within(new ErrorRates.Interval(0.5451, 0.6908));
    IndicatorReading growth = Scenario.reading(Indicator.VELOCITY, 12, null, null);
    assertThat(
            plain(
                FRENCH.open(
                    story,
                    new IndicatorStep("Telmora", NOW, true, List.of(volume, share, growth)),
                    NOW)))
        .isEqualTo(
            "Telmora : 0 mention en une heure contre moins d’une d’habitude (plus rare qu’une heure"
                + " sur un million), une part négative estimée à 62 % (55 à 69), un volume qui"
                + " double chaque minute, sur twitter, depuis 10 h 00 UTC.");
    story.mentionsByPlatform = Map.of();
    assertThat(plain(FRENCH.open(story, null, NOW)))
        .isEqualTo("Telmora : motifs reconnus, depuis 10 h 00 UTC.");
  }

  @Test
  void inFrenchItLooksBack() {
    Story story = story("Telmora", Instant.parse("2026-02-27T04:50:00Z"));
    story.peakSeverity = 81.2;
    story.peakLevel = Level.CRISIS;
    story.wave = 2;
    story.waveStartedAt = NOW.minus(Duration.ofHours(51));
    assertThat(plain(FRENCH.resolved(story, NOW, true)))
        .isEqualTo(
            "Telmora : retour à la normale après 2 j 3 h ; gravité maximale 81 (crise), 410 mentions"
                + " depuis le 27 février à 04 h 50 UTC en 2 vagues.");
    assertThat(FRENCH.resolved(story, NOW, false)).contains("plus aucun signal après 2 j 3 h");
    story.resolvedBy = "Ana";
    story.peakLevel = Level.WATCH;
    assertThat(FRENCH.resolved(story, NOW, true)).contains("clos par Ana après", "81 (vigilance)");
    Milestones.Merge merge = new Milestones.Merge("inc-2", "Ana", NOW);
    assertThat(plain(FRENCH.merged(story, merge, NOW)))
        .startsWith(
            "Telmora : fusionné par Ana dans inc-2, dont les alertes en rendent compte désormais ;"
                + " gravité maximale 81 (vigilance), 410 mentions depuis le 27 février");
  }

  @Test
  void inFrenchTheNotesAreSaidToo() {
    StoryNotes notes = new StoryNotes(Words.of(Locale.FRENCH));
    Story story = story("Telmora", NOW.minus(Duration.ofHours(1)));
    story.open = true;
    story.alertedAt = NOW.minus(Duration.ofMinutes(30));
    story.escalatedAt = NOW;
    assertThat(plain(notes.of(story, "match", true, NOW)))
        .isEqualTo(
            " Un événement prévu est en cours : match ; le niveau reste à vigilance jusqu’à sa fin."
                + " Personne ne l’a pris en charge depuis 30 min.");
    story.open = false;
    story.outcome = "une rumeur, démentie";
    assertThat(plain(notes.of(story, null, false, NOW)))
        .isEqualTo(" Issue : une rumeur, démentie.");
  }

  @Test
  void aHostileBrandStaysOnItsLine() {
    assertThat(SUMMARY.open(story("Tel\r\nmora\u001b[31m\u202E", NOW), step(5, 0), NOW))
        .startsWith("Tel mora [31m: 5 mentions in the last hour where 35 are usual, ");
  }

  @Test
  void numbersAreRoundedAsPeopleRoundThem() {
    assertThat(SUMMARY.rarity(2)).isEqualTo("about one hour in 100 like this");
    assertThat(SUMMARY.rarity(4.99)).isEqualTo("about one hour in 100,000 like this");
    assertThat(SUMMARY.rarity(7.3)).isEqualTo("rarer than one hour in a million");
    assertThat(SUMMARY.rarity(300)).isEqualTo("never seen in the baseline");
    assertThat(ENGLISH.duration(Duration.ofMinutes(59))).isEqualTo("59 min");
    assertThat(ENGLISH.duration(Duration.ofHours(5))).isEqualTo("5 h");
    assertThat(ENGLISH.duration(Duration.ofHours(51))).isEqualTo("2 d 3 h");
  }
}
