package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(12, 8, 3, 5);

  private final Encoder encoder = new Encoder(SETTINGS);

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t  "})
  void nothingIsEmpty(String text) {
    assertThat(encoder.encode(text, "fr")).isEqualTo(UnscoredReason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://nova.example/x", "@novatel @lea", "!!! ... ?", "12 34,5", "\u200d\u202e"})
  void linksHandlesAndNumbersAreNoWords(String text) {
    assertThat(encoder.encode(text, "fr")).isEqualTo(UnscoredReason.NO_WORDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"😡😡 👍", ":-)", "@novatel 😡", "❤️"})
  void emojiAloneSaySomething(String text) {
    assertThat(encoder.encode(text, null)).isNull();
    assertThat(encoder.language()).isNull();
    assertThat(encoder.hasWords()).isFalse();
    assertThat(encoder.wordCount()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Служба поддержки не отвечает",
        "خدمة العملاء سيئة جدا",
        "客服太差了",
        "カスタマーサービスが最悪",
        "ग्राहक सेवा बहुत खराब है",
        "고객 서비스가 최악이에요 NovaTel",
        "El servicio de esta empresa es muy malo y no me gusta nada porque tarda mucho",
        "Der Kundendienst ist sehr schlecht und das ist nicht akzeptabel"
      })
  void otherScriptsAndLanguagesAreToldSo(String text) {
    assertThat(encoder.encode(text, null)).isEqualTo(UnscoredReason.LANGUAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Votre service est vraiment nul, je suis déçu | | fr",
        "Your service is really bad and I am disappointed | | en",
        "Votre service est vraiment nul, je suis déçu | en | fr",
        "NovaTel 👎 | fr | fr",
        "NovaTel 👎 | en-GB | en",
        "super | und | "
      })
  void tellsFrenchFromEnglish(String text, String hint, String language) {
    assertThat(encoder.encode(text, hint)).isNull();
    assertThat(encoder.language()).isEqualTo(language);
  }

  @Test
  void believesTheSourceThatATextIsForeignIfNothingSpeaksAgainst() {
    assertThat(encoder.encode("Pessima esperienza NovaTel", "it"))
        .isEqualTo(UnscoredReason.LANGUAGE);
    assertThat(encoder.encode("lol this is so bad", "tl")).isNull();
  }

  @Test
  void negationReachesUntilTheClauseEnds() {
    encoder.encode("pas content du service", "fr");
    int plain = encoder.wordCount();
    encoder.encode("oui content du service", "fr");
    assertThat(plain)
        .as("content, du and service stand a second time")
        .isEqualTo(encoder.wordCount() + 3);
    encoder.encode("pas, content du service", "fr");
    int cut = encoder.wordCount();
    encoder.encode("oui, content du service", "fr");
    assertThat(cut).isEqualTo(encoder.wordCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"je recommande pas", "je ne recommande jamais", "on recommande rien"})
  void inFrenchTheVerbBeforeIsNegatedToo(String post) {
    Set<Integer> negated = words("sans recommande");
    negated.removeAll(words("sans"));
    negated.removeAll(words("recommande"));
    negated.retainAll(words(post));
    assertThat(negated).hasSize(1);
    assertThat(words("je recommande, pas vous")).doesNotContainAnyElementsOf(negated);
  }

  private Set<Integer> words(String text) {
    encoder.encode(text, "fr");
    return IntStream.of(Arrays.copyOf(encoder.wordRows(), encoder.wordCount()))
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void accentsAddARowAndKeepTheFoldedOne() {
    encoder.encode("decu", "fr");
    int[] folded = Arrays.copyOf(encoder.wordRows(), encoder.wordCount());
    encoder.encode("déçu", "fr");
    int[] accented = Arrays.copyOf(encoder.wordRows(), encoder.wordCount());
    assertThat(accented).contains(folded).hasSize(folded.length + 1);
  }

  @Test
  void sameTextSameRowsWhateverCameBefore() {
    encoder.encode("NovaTel encore en panne, merci !", "fr");
    int[] words = Arrays.copyOf(encoder.wordRows(), encoder.wordCount());
    float[] measures = encoder.measures().clone();
    encoder.encode("THIS IS FINE!!! :) #happy 😀", "en");
    encoder.encode("NovaTel encore en panne, merci !", "fr");
    assertThat(Arrays.copyOf(encoder.wordRows(), encoder.wordCount())).isEqualTo(words);
    assertThat(encoder.measures()).isEqualTo(measures);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "La Poste est encore en panne, bravo %s",
        "@poste %s: impossible de payer chez %s",
        "merci #%s pour rien",
        "%s"
      })
  void oneListedNameIsLikeAnother(String post) {
    Encoder listing = new Encoder(SETTINGS, null, BrandNames.of(LISTED));
    List<String> spellings = new ArrayList<>(LISTED);
    spellings.addAll(List.of("TELMORA", "telmora", "VOLTERINE", "banque du nord", "aurorabank"));
    for (String name : spellings) {
      assertThat(read(listing, post.replace("%s", joined(post, name))))
          .as(name)
          .isEqualTo(read(listing, post.replace("%s", "Telmora")));
    }
  }

  /** A hashtag has letters and digits only. */
  private static String joined(String post, String name) {
    return post.contains("#") ? name.replaceAll("[^\\p{L}\\p{N}]", "") : name;
  }

  @Test
  void theLongestListedNameCounts() {
    Encoder listing = new Encoder(SETTINGS, null, BrandNames.of(LISTED));
    assertThat(read(listing, "Aurora Bank est nul")).isEqualTo(read(listing, "Aurora est nul"));
    assertThat(read(listing, "Aurora Banks est nul")).isNotEqualTo(read(listing, "Aurora est nul"));
  }

  @Test
  void aWordWithACapitalThatTrainingDidNotMeetIsAName() {
    KnownWords known = new KnownWords();
    for (String word : "est encore en panne bravo merci poste".split(" ")) {
      known.add(Hash.of(word));
    }
    Encoder knowing = new Encoder(SETTINGS, known, BrandNames.of(LISTED));
    String name = read(knowing, "Velmora est encore en panne");
    assertThat(read(knowing, "Zubo est encore en panne")).isEqualTo(name);
    assertThat(read(knowing, "Telmora est encore en panne")).isEqualTo(name);
    assertThat(read(knowing, "zubo est encore en panne")).isNotEqualTo(name);
    assertThat(read(knowing, "Merci est encore en panne")).isNotEqualTo(name);
  }

  private static final List<String> LISTED =
      List.of("Telmora", "Voltérine", "Banque du Nord", "Aurora", "Aurora Bank", "B&Q 4you");

  /** All that the network is told of a text. */
  private static String read(Encoder encoder, String text) {
    assertThat(encoder.encode(text, "fr")).isNull();
    return Arrays.toString(Arrays.copyOf(encoder.wordRows(), encoder.wordCount()))
        + Arrays.toString(Arrays.copyOf(encoder.pieceRows(), encoder.pieceCount()))
        + Arrays.toString(encoder.measures());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e\u0301\u0302\u0303\u0304",
        "\u202e",
        "\ud800",
        "a\u0000",
        "ﷺ",
        "x_",
        "((",
        ":-",
        "#",
        "a'",
        "&amp",
        "👨‍👩‍👧"
      })
  void hostileTextsStayBounded(String piece) {
    encoder.encode(piece.repeat(2_000_000), null);
    assertThat(encoder.wordCount()).isLessThanOrEqualTo(Encoder.MAX_ROWS);
    assertThat(encoder.pieceCount()).isLessThanOrEqualTo(Encoder.MAX_ROWS);
  }

  @Property(tries = 2_000)
  void anyTextGivesRowsAndMeasuresWithinBounds(@ForAll @StringLength(max = 300) String text) {
    Encoder fresh = new Encoder(SETTINGS);
    if (fresh.encode(text, null) == null) {
      assertThat(fresh.wordCount()).isPositive();
      for (int i = 0; i < fresh.wordCount(); i++) {
        assertThat(fresh.wordRows()[i]).isBetween(0, SETTINGS.rows() - 1);
      }
      for (float measure : fresh.measures()) {
        assertThat(measure).isBetween(0f, 4f);
      }
    }
  }
}
