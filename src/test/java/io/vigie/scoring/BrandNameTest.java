package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A brand's name must not carry a sentiment: the shipped model, invented posts, invented names. */
class BrandNameTest {

  /**
   * Share of the posts whose sentiment may flip when one invented name that no watchlist has takes
   * the place of another: what the task asks for. Of these it was 14.6 % with 0.2.0.
   */
  private static final double MOST_FLIPS = 0.05;

  private static final Path MODEL = Path.of("models/social-fr-en");

  private static final int NAMES = 60;

  private static final List<String> POSTS =
      List.of(
          "%s est encore en panne, troisième fois cette semaine",
          "Merci %s pour la réponse rapide, problème réglé !",
          "Quels sont les horaires de la boutique %s à Nantes ?",
          "Je suis très déçu par %s, le colis est arrivé cassé",
          "Honte à %s, on nous prend vraiment pour des idiots",
          "La nouvelle appli de %s est superbe, bravo à l'équipe",
          "%s ouvre un magasin à Lille en septembre",
          "Toujours pas remboursé par %s après deux mois",
          "Le conseiller de %s a été adorable au téléphone",
          "%s annonce ses résultats trimestriels demain matin",
          "Impossible de joindre %s, une heure d'attente",
          "Livré en deux jours par %s, je recommande",
          "%s is down again, third time this week",
          "Thanks %s for the quick reply, all sorted!",
          "What are the opening hours of the %s shop in Bristol?",
          "Very disappointed with %s, the parcel arrived broken",
          "Shame on %s, they treat customers like fools",
          "The new %s app is lovely, well done team",
          "%s opens a store in Leeds in September",
          "Still no refund from %s after two months",
          "The agent at %s was so kind on the phone",
          "%s reports its quarterly results tomorrow",
          "Impossible to reach %s, an hour on hold",
          "Delivered in two days by %s, highly recommended");

  @Test
  void anInventedNameInPlaceOfAnotherSeldomFlipsTheSentiment() {
    List<String> names = names();
    int flips = 0;
    int pairs = 0;
    try (TextScorer scorer = Scorers.of(MODEL).open()) {
      for (String post : POSTS) {
        List<Scores> scores = score(scorer, post, names);
        for (int i = 1; i < scores.size(); i++) {
          pairs++;
          if (scores.get(i).sentimentLabel() != scores.get(i - 1).sentimentLabel()) {
            flips++;
          }
        }
      }
    }
    assertThat((double) flips / pairs).isLessThan(MOST_FLIPS);
  }

  @Test
  void aListedNameCarriesNothingAtAll() {
    List<String> names = new ArrayList<>(names());
    names.addAll(
        List.of("Honte", "Le Bon Merci", "horrible & fils", "Super", "Arnaque", "love2me"));
    try (TextScorer scorer = Scorers.of(MODEL).open(names)) {
      for (String post : POSTS) {
        List<Scores> scores = score(scorer, post, names);
        for (Scores other : scores) {
          assertThat(other.sentiment()).as(post).isEqualTo(scores.get(0).sentiment());
          assertThat(other.emotion()).as(post).isEqualTo(scores.get(0).emotion());
          assertThat(other.category()).as(post).isEqualTo(scores.get(0).category());
          assertThat(other.offensive()).as(post).isEqualTo(scores.get(0).offensive());
        }
      }
    }
  }

  private static List<String> names() {
    Random random = new Random(11);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      String name = InventedNames.name(random);
      names.add(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }
    return names;
  }

  private static List<Scores> score(TextScorer scorer, String post, List<String> names) {
    List<Scores> scores =
        scorer.score(
            names.stream()
                .map(name -> new TextScorer.Input(String.format(post, name), null))
                .toList());
    assertThat(scores).as(post).allMatch(Scores::scored);
    return scores;
  }
}
