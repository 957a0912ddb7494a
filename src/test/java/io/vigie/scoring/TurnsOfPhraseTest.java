package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Irony and denial, read by the shipped model: posts that training never saw, beside those that
 * {@code models/social-fr-en/phenomena.tsv} taught it. Most come out right, by far not all: 66 %
 * with 0.4.0.
 */
class TurnsOfPhraseTest {

  private static final double MOST = 0.6;

  /** Label and post; thanks and praise that are meant stand between what is not. */
  private static final List<String> POSTS =
      List.of(
          "negative super, encore trois heures de retard, merci",
          "negative Super, le bus est passé sans s'arrêter, merci",
          "negative bravo, deux semaines sans chauffage, vous êtes les meilleurs",
          "negative merci de m'avoir laissé poireauter une heure au téléphone",
          "negative génial, ma commande est encore annulée",
          "negative Quel bonheur de voir l'écran d'erreur tous les matins",
          "negative Encore bravo pour la coupure en plein match",
          "negative merci pour ce retard de quatre heures, top",
          "negative chapeau, le colis est arrivé écrasé",
          "negative Parfait, encore un prélèvement que je n'ai pas demandé",
          "negative great, another delay. thanks a lot",
          "negative Great, my luggage is lost again, thanks",
          "negative well done, three days without internet and counting",
          "negative thanks for cancelling my flight an hour before boarding",
          "negative Oh good, the app is down again",
          "negative awesome, charged for a ticket I never bought",
          "positive aucun problème avec eux depuis 3 ans",
          "positive aucun souci depuis que je suis chez vous",
          "positive jamais eu de problème avec cette banque",
          "positive zéro panne en quatre ans, rien à dire",
          "positive Pas un seul retard cette année, franchement bravo",
          "positive aucune attente et personnel très gentil",
          "positive On n'a jamais été déçus par ce restaurant",
          "positive never had any trouble with this phone",
          "positive no complaints after a year of use",
          "positive zero issues with the delivery",
          "positive pas mal du tout votre nouvelle appli",
          "positive pas mal cette mise à jour",
          "positive Pas mauvais le nouveau burger",
          "positive pas déçue de mon achat",
          "positive not bad, the new menu is worth a try",
          "positive wasn't disappointed, the room was spotless",
          "negative je recommande pas",
          "negative je ne recommande pas cette agence",
          "negative je vous recommande pas ce resto",
          "negative pas du tout satisfaite du service",
          "negative je ne suis pas satisfait de votre offre",
          "negative je ne suis pas contente de mon forfait",
          "negative pas top le service client",
          "negative C'est pas sérieux votre histoire",
          "negative I don't recommend this shop",
          "negative not impressed with the service at all",
          "positive merci beaucoup, tout est réglé",
          "positive Super accueil ce matin, merci à l'équipe",
          "positive bravo pour la rapidité de la livraison",
          "positive Great service this morning, thanks to the team",
          "positive well done on the new app, works great");

  @Test
  void mostIronyAndDenialIsUnderstood() {
    List<String> wrong = new ArrayList<>();
    try (TextScorer scorer = Scorers.of(Path.of("models/social-fr-en")).open()) {
      for (String post : POSTS) {
        String text = post.substring(post.indexOf(' ') + 1);
        Sentiment label =
            scorer.score(List.of(new TextScorer.Input(text, null))).get(0).sentimentLabel();
        if (label == null || !post.startsWith(label.label() + " ")) {
          wrong.add(text + " -> " + label);
        }
      }
    }
    assertThat(1 - (double) wrong.size() / POSTS.size())
        .as(String.join("\n", wrong))
        .isGreaterThan(MOST);
  }
}
