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
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

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
    assertThat(Summary.open(story, step(412, 5.6), NOW))
        .isEqualTo(
            "Telmora: 412 mentions in the last hour where 35 are usual (about one hour in 400,000"
                + " like this), an estimated 64 % negative against 22 % usual, doubling every 18"
                + " minutes, by about 360 authors, mostly on twitter, since 09:12 UTC.");
  }

  @Test
  void anEstimatedShareComesWithItsInterval() {
    IndicatorReading share =
        Scenario.reading(Indicator.NEGATIVE_SHARE, 0.618, 0.2, null)
            .within(new ErrorRates.Interval(0.5451, 0.6908));
    IndicatorStep step = new IndicatorStep("Telmora", NOW, false, List.of(share));
    assertThat(Summary.open(story("Telmora", NOW), step, NOW))
        .contains(", an estimated 62 % negative (55 to 69) against 20 % usual,");
  }

  @Test
  void anEarlierDayIsNamedAndTheUnheardOfIsNotCounted() {
    Story story = story("Telmora", Instant.parse("2026-03-01T22:10:00Z"));
    story.exercise = true;
    story.wave = 2;
    story.waveStartedAt = Instant.parse("2026-03-02T09:40:00Z");
    assertThat(Summary.open(story, step(4120, 60), NOW))
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
    assertThat(Summary.open(story, learning, NOW))
        .isEqualTo("Telmora: 1 mention in the last hour, mostly on twitter, since 10:00 UTC.");
    story.mentionsByPlatform = Map.of();
    assertThat(Summary.open(story, null, NOW))
        .isEqualTo("Telmora: patterns matched, since 10:00 UTC.");
  }

  @Test
  void aResolutionLooksBack() {
    Story story = story("Telmora", Instant.parse("2026-03-02T04:50:00Z"));
    story.peakSeverity = 81.2;
    story.peakLevel = Level.CRISIS;
    assertThat(Summary.resolved(story, NOW, true))
        .isEqualTo(
            "Telmora: back to normal after 5 h 10 min; peak severity 81 (crisis), 410 mentions"
                + " since 04:50 UTC.");
  }

  @Test
  void aHostileBrandStaysOnItsLine() {
    assertThat(Summary.open(story("Tel\r\nmora\u001b[31m\u202E", NOW), step(5, 0), NOW))
        .startsWith("Tel mora [31m: 5 mentions in the last hour where 35 are usual, ");
  }

  @Test
  void numbersAreRoundedAsPeopleRoundThem() {
    assertThat(Summary.rarity(2)).isEqualTo("about one hour in 100 like this");
    assertThat(Summary.rarity(4.99)).isEqualTo("about one hour in 100,000 like this");
    assertThat(Summary.rarity(7.3)).isEqualTo("rarer than one hour in a million");
    assertThat(Summary.rarity(300)).isEqualTo("never seen in the baseline");
    assertThat(Summary.duration(Duration.ofMinutes(59))).isEqualTo("59 min");
    assertThat(Summary.duration(Duration.ofHours(5))).isEqualTo("5 h");
    assertThat(Summary.duration(Duration.ofHours(51))).isEqualTo("2 d 3 h");
  }
}
