package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How well requests that were written apart from the FAQ find their entry, or that there is none.
 */
class FaqSearchTest {

  /** As docs/triage.md says. */
  private static final int RIGHT = 54;

  private static final int MISSED = 1;
  private static final int WRONG = 0;

  private record Asked(Language language, String text, String entry) {}

  /** The entry "-" stands for no good answer. */
  private static final List<Asked> REQUESTS =
      List.of(
          fr("Bonjour @telmora, vous savez quand la panne sera réparée svp ?", "outage-status"),
          fr("le service est en panne ou c'est moi ?", "outage-status"),
          fr("Telmora ne marche plus depuis ce matin. C'est rétabli quand ?", "outage-status"),
          fr("comment je peux me faire rembourser ?", "refund"),
          fr("Toujours rien reçu. Il en est où mon remboursement ?", "refund"),
          fr("ma commande est où exactement", "delivery"),
          fr("Salut, comment suivre la livraison de mon colis https://exemple.fr/x ?", "delivery"),
          fr("Je veux renvoyer un article, on fait comment ?", "return"),
          fr("est-ce que mon produit est concerné par le rappel ??", "recall-check"),
          fr("mes donnees sont elles en securite ?", "data-safe"),
          fr("Est-ce que mes données personnelles ont été volées", "data-safe"),
          fr("mot de passe oublié, je fais quoi", "change-password"),
          fr("Comment résilier l'abonnement Telmora ?", "cancel-contract"),
          fr("c'est quoi les horaires d'ouverture de la boutique", "opening-hours"),
          fr("Comment joindre votre service client svp ?", "reach-service"),
          fr("pourquoi j'ai été débité deux fois ce mois-ci ?", "invoice"),
          en("hey @telmora any idea when the outage will be fixed?", "outage-status"),
          en("is Telmora down right now?", "outage-status"),
          en("Still waiting. When do I get my money back?", "refund"),
          en("how can I ask for a refund please", "refund"),
          en("where's my order??", "delivery"),
          en("How do I track the delivery of my parcel", "delivery"),
          en("I want to return an item, how?", "return"),
          en("which batches are part of the recall?", "recall-check"),
          en("Is my personal data safe with you?", "data-safe"),
          en("has my account been hacked?", "data-safe"),
          en("forgot my password, help", "change-password"),
          en("how to cancel a subscription with Telmora", "cancel-contract"),
          en("Are you open on Sunday? what time does the shop open", "opening-hours"),
          en("What's the phone number of customer service?", "reach-service"),
          en("Why was I charged twice this month?", "invoice"),
          en("I moved last week, how do I change my address?", "change-address"),
          fr("Qui est votre porte-parole pour la presse ?", "-"),
          fr("Est-ce que vous recrutez à Nantes cet été ?", "-"),
          fr("Votre application existe-t-elle sur Linux ?", "-"),
          fr("Pourquoi votre directeur a-t-il démissionné ?", "-"),
          fr("Vous sponsorisez encore le festival cette année ?", "-"),
          fr("Quelqu'un a un code promo ?", "-"),
          fr("Le rapport annuel sort quand ?", "-"),
          fr("Allez-vous vous excuser auprès des riverains ?", "-"),
          fr("Mon colis contenait un produit périmé, que faites-vous ?", "-"),
          fr("Vos conseillers sont-ils bien payés ?", "-"),
          fr("La boutique de Lyon va-t-elle fermer ?", "-"),
          fr("Le service client est-il sous-traité à l'étranger ?", "-"),
          en("Who has access to my personal data in your company?", "-"),
          en("Is the shop hiring for the summer?", "-"),
          en("Did the recall hurt your sales?", "-"),
          en("Will you apologise to the families?", "-"),
          en("Who supplies your batteries?", "-"),
          en("Do you have vegan options?", "-"),
          en("Is your CEO going to resign?", "-"),
          en("When does the new model come out?", "-"),
          en("Do you ship to Iceland?", "-"),
          en("Anyone got a discount code for the app?", "-"),
          en("Why did you fire the whole safety team?", "-"));

  private static Asked fr(String text, String entry) {
    return new Asked(Language.FR, text, entry);
  }

  private static Asked en(String text, String entry) {
    return new Asked(Language.EN, text, entry);
  }

  @Test
  void requestsFindTheirAnswerAndOthersAreToldThatThereIsNone() {
    FaqSearch search = new FaqSearch(TriageSet.shipped(1).faq());
    StringBuilder told = new StringBuilder();
    int right = 0;
    int wrong = 0;
    for (Asked asked : REQUESTS) {
      FaqMatch match = search.search(asked.text(), "Telmora", asked.language());
      boolean isRight =
          match.hasAnswer() ? asked.entry().equals(match.entry()) : asked.entry().equals("-");
      right += isRight ? 1 : 0;
      wrong += !isRight && match.hasAnswer() ? 1 : 0;
      told.append(
          String.format(
              Locale.ROOT,
              "%s %.2f %s <- %s%n",
              isRight ? "ok" : "  ",
              match.confidence(),
              match.entry(),
              asked.text()));
    }
    assertThat(REQUESTS).hasSize(RIGHT + MISSED + WRONG);
    assertThat(right).as(told.toString()).isGreaterThanOrEqualTo(RIGHT);
    assertThat(wrong).as(told.toString()).isLessThanOrEqualTo(WRONG);
  }

  @Test
  void linksHandlesAndTheBrandSayNothing() {
    FaqSearch search = new FaqSearch(TriageSet.shipped(1).faq());

    FaqMatch bare = search.search("When will the outage be fixed?", "Telmora", Language.EN);
    FaqMatch dressed =
        search.search(
            "@telmora Telmora: when will the outage be fixed? https://refund.example/password",
            "Telmora",
            Language.EN);

    assertThat(bare.confidence()).isEqualTo(1);
    assertThat(dressed).isEqualTo(bare);
  }

  @Test
  void whatHasNoWordsOrNoFaqHasNoGoodAnswer() {
    assertThat(new FaqSearch(Faq.NONE).search("refund?", "T", Language.EN).hasAnswer()).isFalse();
    FaqSearch search = new FaqSearch(TriageSet.shipped(1).faq());
    for (String text :
        List.of("", "???", "😡😡", "@telmora", "a".repeat(100_000), "? ".repeat(9000))) {
      assertThat(search.search(text, "Telmora", Language.FR).hasAnswer()).isFalse();
    }
  }
}
