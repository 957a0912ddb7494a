package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import io.vigie.response.PlaybookChooser.Choice;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookChooserTest {

  private static final PlaybookChooser CHOOSER = new PlaybookChooser(Alerts.shipped());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
service-outage | Plus de réseau chez Telmora depuis ce matin, quelqu'un d'autre ? | Telmora en panne, impossible de bosser | Bonjour, votre appli plante depuis 8 h, merci de répondre
service-outage | Telmora is down again, third time this month | I can't log in to my Telmora account since noon | no signal in the whole city thanks Telmora
product-safety | Mon fils a été hospitalisé après un yaourt Lactiva | Lactiva : encore un rappel de produit, listeria cette fois | Trois malades dans la famille, merci Lactiva
product-safety | My Kettlor kettle caught fire this morning | Kettlor should recall this thing, it burned my hand | two Kettlor units overheating, clear safety hazard
employee-misconduct | Un vigile de Bricorama Sud a frappé un client, c'est filmé | Honteux, votre personnel a insulté ma mère devant tout le monde | Le vendeur l'a humilié, la vidéo tourne partout
employee-misconduct | Security guards at Norvik dragged an old man out of the store | Your staff assaulted a passenger, caught on video | Disgusting how the Norvik employee yelled at her
executive-statement | Les propos du PDG de Velmont sur les smicards sont indignes | Quelle arrogance, votre patron n'a honte de rien | Belle interview du directeur général de Velmont, on a compris le mépris
executive-statement | The CEO of Brightco said in an interview that poor people are lazy | So tone deaf, your boss should resign | Leaked memo shows what Brightco's chief executive thinks of us
data-breach | Mes données bancaires dans la nature à cause d'Assurtop | Fuite de données chez Assurtop, changez vos mots de passe | Assurtop piraté, et aucun mail aux clients ?
data-breach | Fintrust got hacked and my card details are for sale | Massive data breach at Fintrust, change your password | Is this GDPR compliant Fintrust? my data is on a forum
discrimination | Publicité raciste de Modelia, comment est-ce passé ? | Refusé l'entrée à cause de mon voile chez Modelia | Votre campagne est sexiste et vous le savez
discrimination | Stylo ad is plain racist | I was followed around the Stylo store, racial profiling at its best | Misogynistic and racist, well done Stylo
environmental-accident | Grosse fumée noire au-dessus de l'usine Chimex, les riverains ont peur | Incendie chez Chimex, nuage toxique ? | La rivière est polluée par Chimex, poissons morts partout
environmental-accident | Oil spill from a Petrax refinery, river is black | Toxic smoke over the town, residents told to stay in | Dead fish everywhere, thank you Petrax
boycott-call | #Boycott Maisonneuve tant qu'ils ne changent pas | N'achetez plus chez Maisonneuve | J'ai signé la pétition et je résilie ma carte
boycott-call | Boycott Greenfields, stop buying their stuff | I cancelled my subscription, take your lies elsewhere | Sign the petition against Greenfields
false-rumour | Est-ce vrai que Lactiva met des insectes dans le lait ? faites tourner | Il paraît que Lactiva ferme, intox ou pas ? | Encore une rumeur sur Lactiva
false-rumour | Is it true that Kettlor puts microphones in kettles? | Apparently they listen to you, share before it gets deleted | sounds like a hoax or fake news but who knows
supplier-scandal | Travail forcé chez un fournisseur de Modelia | Vos sous-traitants exploitent des enfants et vous le savez | Votre partenaire fait travailler des gosses, honte
supplier-scandal | Child labour at a Stylo supplier, documented | Stylo's supply chain is built on sweatshops | Will Stylo drop this influencer after what he did?
""")
  void eachScenarioIsRecognised(String expected, String first, String second, String third) {
    Choice choice = CHOOSER.choose(Clues.of(Alerts.of(first, second, third)));
    assertThat(choice.playbook().scenario()).as(choice.why()).isEqualTo(expected);
    assertThat(choice.why()).contains("of 3 mentions that weigh most sa").endsWith(".");
  }

  @Test
  void whatFitsNoScenarioGetsTheGeneralPlaybook() {
    Choice choice =
        CHOOSER.choose(Clues.of(Alerts.of("Quel gâchis, Telmora…", "worst ever", "bof bof")));
    assertThat(choice.playbook().isGeneral()).isTrue();
    assertThat(choice.why()).contains("No scenario fits what the 3 mentions");
    assertThat(CHOOSER.choose(Clues.of(Alerts.of())).playbook().isGeneral()).isTrue();
  }

  @Test
  void aSingleVoiceAmongManyDecidesNothing() {
    String[] texts = new String[10];
    java.util.Arrays.fill(texts, "so disappointed in you");
    texts[3] = "boycott!";
    assertThat(CHOOSER.choose(Clues.of(Alerts.of(texts))).playbook().isGeneral()).isTrue();
    texts[4] = "boycott them";
    assertThat(CHOOSER.choose(Clues.of(Alerts.of(texts))).playbook().id())
        .isEqualTo("boycott-call");
  }

  @Test
  void thePointsCanBeCountedAgain() {
    // Two mentions, one with a phrase (2 + 1), three terms (3), the pattern (1).
    List<Choice> ranked =
        CHOOSER.rank(Clues.of(Alerts.of("panne, plus de réseau", "coupure générale", "bof")));
    assertThat(ranked.get(0).playbook().id()).isEqualTo("service-outage");
    assertThat(ranked.get(0).points()).isEqualTo(7);
    assertThat(ranked.get(0).why())
        .isEqualTo(
            "2 of 3 mentions that weigh most say 'panne…', 'plus de réseau', 'coupure…';"
                + " pattern pile-on.");
  }

  @Test
  void categoriesAndEmotionsCountWhereTheyAreKnown() {
    Clues clues =
        new Clues(
            Level.INCIDENT,
            List.of(),
            List.of("panne", "en panne"),
            List.of(),
            Map.of(Category.COMPLAINT, 0.5, Category.REQUEST, 0.125, Category.PRAISE, 0.375),
            Map.of(Emotion.ANGER, 0.5, Emotion.JOY, 0.5));
    Choice choice = CHOOSER.choose(clues);
    assertThat(choice.points()).isEqualTo(2 + 1 + 0.625 + 0.5);
    assertThat(choice.why()).endsWith("; 63 % complaint or request; 50 % anger.");
  }

  @Test
  void whatManySayMoreThanUsualWeighsMoreThanAFewLoudMentions() {
    String[] texts = {"boycott them", "boycott!", "boycott", "shame on you", "disgusting"};
    Alert loud = Alerts.of(texts);
    assertThat(CHOOSER.choose(Clues.of(loud)).playbook().id()).isEqualTo("boycott-call");

    Alert heard = Alerts.heard(loud, List.of("dragged", "assault"), Map.of("anger", 0.25));
    Choice choice = CHOOSER.choose(Clues.of(heard));
    assertThat(choice.playbook().id()).isEqualTo("employee-misconduct");
    // two terms said more than usual, the pattern, a quarter angry
    assertThat(choice.points()).isEqualTo(2 * 3 + 1 + 0.25);
    assertThat(choice.why())
        .isEqualTo("said more than usual: 'dragged', 'assault'; pattern pile-on;" + " 25 % anger.");
  }

  @Test
  void oneVoiceIsNoScenarioHoweverFewThereAre() {
    assertThat(CHOOSER.choose(Clues.of(Alerts.of("Assez, je vais résilier"))).playbook().id())
        .isEqualTo("general");
    assertThat(CHOOSER.choose(Clues.of(Alerts.of("Assez, je vais résilier"))).why())
        .isEqualTo("A single mention is at hand: too little to tell what it is about.");
    assertThat(CHOOSER.choose(Clues.of(Alerts.of("je vais résilier", "bof"))).playbook().id())
        .isEqualTo("general");
    assertThat(
            CHOOSER
                .choose(Clues.of(Alerts.of("je vais résilier", "boycott !", "bof")))
                .playbook()
                .id())
        .isEqualTo("boycott-call");
  }

  @Test
  void whoWritesTwiceIsOneVoice() {
    Alert alert = Alerts.of("boycott them", "boycott, I say", "bof");
    assertThat(CHOOSER.choose(Clues.of(alert)).playbook().id()).isEqualTo("boycott-call");
    assertThat(CHOOSER.choose(Clues.of(Alerts.byOne(alert))).playbook().id()).isEqualTo("general");
  }

  @Test
  void oneWordSaidMoreThanUsualHasToBeBorneOut() {
    Alert alert = Alerts.of("what a day", "not again", "bof");
    assertThat(said(alert, "ceo")).isEqualTo("general");
    assertThat(said(alert, "ceo", "interview")).isEqualTo("executive-statement");
    assertThat(said(Alerts.of("the CEO again", "not again", "bof"), "ceo"))
        .isEqualTo("executive-statement");
  }

  private static String said(Alert alert, String... terms) {
    Alert heard = Alerts.heard(alert, List.of(terms), Map.of());
    return CHOOSER.choose(Clues.of(heard)).playbook().id();
  }

  @Test
  void aWordOfBothLanguagesIsOneTerm() {
    // each says one term: boycott is not "boycot*" besides, nor employees the French "employé*"
    assertThat(CHOOSER.rank(Clues.of(Alerts.of("boycott", "boycott them"))).get(0).points())
        .isEqualTo(2 + 1 + 1);
    Choice choice = CHOOSER.choose(Clues.of(Alerts.of("rude employees", "their employees lie")));
    assertThat(choice.why()).startsWith("2 of 2 mentions that weigh most say 'employee…'; pattern");
  }

  @Test
  void theOrderOfPlaybooksDoesNotMatter() {
    PlaybookSet shipped = Alerts.shipped();
    List<Playbook> reversed = new java.util.ArrayList<>(shipped.playbooks());
    java.util.Collections.reverse(reversed);
    PlaybookChooser other = new PlaybookChooser(new PlaybookSet(reversed, shipped.contacts()));
    Clues clues = Clues.of(Alerts.of("boycott, racist staff", "hacked and down, is down"));
    assertThat(other.rank(clues)).isEqualTo(CHOOSER.rank(clues));
  }
}
