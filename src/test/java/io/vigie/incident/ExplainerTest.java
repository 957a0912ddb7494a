package io.vigie.incident;

import static io.vigie.incident.DistinctiveTermsTest.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.fixture.Results;
import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final Incident INCIDENT = Results.incident("inc-1", "Lumea", 1, 60);
  private static final Instant NOW = INCIDENT.updatedAt();

  private static DrawnMention sample(
      String id, int minutesAgo, String platform, String text, @Nullable Emotion emotion) {
    return new DrawnMention(
        id.hashCode(),
        id,
        platform,
        NOW.minusSeconds(60L * minutesAgo).toEpochMilli(),
        id.hashCode(),
        "author-" + id,
        500,
        text,
        emotion,
        emotion == null ? null : Category.COMPLAINT);
  }

  private static UsualTerms usual() {
    UsualTerms usual = new UsualTerms();
    usual.fold(1, said(300, "livraison rapide"));
    return usual;
  }

  private static List<DrawnMention> storm() {
    List<DrawnMention> samples = new ArrayList<>();
    samples.add(sample("old", 100, "twitter", "livraison en retard", Emotion.ANGER));
    samples.add(sample("seed", 20, "forum", "incendie : la lampe a pris feu", Emotion.FEAR));
    samples.add(sample("calm", 6, "press", "livraison rapide", null));
    for (int i = 0; i < 30; i++) {
      samples.add(
          sample(
              "s" + i,
              5,
              "twitter",
              "incendie, feu" + (i % 2 == 0 ? " #lampeenfeu" : i % 3 == 0 ? " fire.example/a" : ""),
              i < 20 ? Emotion.ANGER : Emotion.FEAR));
    }
    return samples;
  }

  private static Voices voices(IncidentUpdate update) {
    return Objects.requireNonNull(update.incident().evidence().voices());
  }

  private static IncidentUpdate update(Incident incident) {
    return new IncidentUpdate(
        incident, Results.alert("alt-1", "inc-1", "Lumea", "Encore en panne"));
  }

  @Test
  void anOpenIncidentTellsWordsMoodAndOrigin() {
    IncidentUpdate update =
        Explainer.explain(update(INCIDENT), storm(), usual(), null, Locale.ENGLISH);
    Voices voices = voices(update);
    assertThat(voices.sampled()).isEqualTo(31);
    assertThat(voices.terms()).extracting(Term::term).contains("incendie", "feu");
    assertThat(voices.hashtags()).extracting(Voices.Used::term).containsExactly("#lampeenfeu");
    assertThat(voices.links()).extracting(Voices.Used::term).containsExactly("fire.example");
    assertThat(voices.emotions().get("anger")).isCloseTo(20.0 / 30, within(1e-9));
    assertThat(voices.categories()).containsOnlyKeys("complaint");
    // it was said before the signal began, in the same words
    assertThat(voices.originPlatform()).isEqualTo("forum");
    assertThat(voices.firstMentions())
        .extracting(FirstMention::id)
        .startsWith("seed")
        .hasSize(3)
        .doesNotContain("old", "calm");
    assertThat(update.incident().summary())
        .startsWith(INCIDENT.summary())
        .contains("Said more than usual: “")
        .endsWith("Of the mentions read, 100 % complaints and 67 % anger.")
        .doesNotContain("@", "author-");
    assertThat(
            Explainer.explain(update(INCIDENT), storm(), usual(), null, Locale.FRENCH)
                .incident()
                .summary()
                .replace('\u00a0', ' '))
        .contains("Plus souvent que d’habitude : « ")
        .endsWith("Parmi les mentions, 100 % de plaintes et 67 % de colère.");
    Alert alert = Objects.requireNonNull(update.alert());
    assertThat(alert.summary()).isEqualTo(update.incident().summary());
    assertThat(alert.evidence().voices()).isEqualTo(voices);
  }

  @Test
  void anOriginOnceSeenOutlastsTheSamples() {
    Voices first =
        voices(Explainer.explain(update(INCIDENT), storm(), usual(), null, Locale.ENGLISH));
    Incident later = Results.incident("inc-1", "Lumea", 120, 60);
    List<DrawnMention> fresh = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      fresh.add(sample("f" + i, -118, "press", "enquête ouverte", Emotion.NONE));
    }
    Voices second = voices(Explainer.explain(update(later), fresh, usual(), first, Locale.ENGLISH));
    assertThat(second.originPlatform()).isEqualTo("forum");
    assertThat(second.terms()).extracting(Term::term).containsExactly("enquête ouverte");
  }

  @Test
  void whereNothingIsSaidTheLastWordsStandInTheEvidenceOnly() {
    Voices first =
        voices(Explainer.explain(update(INCIDENT), storm(), usual(), null, Locale.ENGLISH));
    Incident later = Results.incident("inc-1", "Lumea", 180, 60);
    IncidentUpdate silent =
        Explainer.explain(update(later), storm(), usual(), first, Locale.ENGLISH);
    assertThat(voices(silent)).isEqualTo(first);
    assertThat(silent.incident().summary()).isEqualTo(later.summary());
    Incident other = Results.incident("inc-2", "Lumea", 180, 60);
    assertThat(Explainer.explain(update(other), List.of(), usual(), first, Locale.ENGLISH))
        .isEqualTo(update(other));
  }

  @Test
  void theyAreWrittenAndReadAgain() {
    Incident explained =
        Explainer.explain(update(INCIDENT), storm(), usual(), null, Locale.ENGLISH).incident();
    String json = IncidentJson.write(explained);
    assertThat(IncidentJson.write(IncidentJson.read(json))).isEqualTo(json);
    assertThat(json).contains("\"voices\":{\"incidentId\":\"inc-1\",\"sampled\":31");
  }
}
