package io.vigie.mention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deletions, edits and pseudonyms, at the door. */
class PersonalDataTest {

  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final Origin ORIGIN = new Origin("topic", 0, 7);
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final WatchlistSettings WATCHLIST =
      new WatchlistSettings(
          List.of(brand("Telmora", "telmora_fr"), brand("Banquor", "banquor")),
          UnlistedBrands.ACCEPT,
          10);

  private static WatchedBrand brand(String name, String account) {
    return new WatchedBrand(
        name,
        List.of(name),
        List.of(),
        List.of(),
        List.of(),
        List.of(account),
        null,
        List.of(),
        List.of());
  }

  private static List<Intake> read(@Nullable Pseudonyms pseudonyms, String json) {
    return new MentionParser(
            new IntakeSettings(
                WATCHLIST, IntakeSettings.DEFAULT_FUTURE_TOLERANCE_MILLIS, pseudonyms))
        .parse(json.getBytes(UTF_8), ORIGIN, NOW);
  }

  private static Mention mention(@Nullable Pseudonyms pseudonyms, String author) {
    List<Intake> intakes =
        read(
            pseudonyms,
            """
            {"id":"t1","platform":"Twitter","brand":"Telmora","text":"x","createdAt":"2026-03-05T11:00:00Z",
             "author":{"id":"%s","followers":12},"url":"https://twitter.example/%s/status/t1"}
            """
                .formatted(author, author));
    assertThat(intakes).hasSize(1);
    return Objects.requireNonNull(intakes.get(0).mention());
  }

  @Test
  void aDeletionIsWordToItsBrand() {
    List<Intake> intakes =
        read(
            null,
            """
            {"id":"t1","platform":"Twitter","brand":"telmora","deleted":true,"deletedAt":"2026-03-05T11:59:00Z"}
            """);
    assertThat(intakes)
        .containsExactly(
            Intake.retract(
                new Retraction(
                    "t1", "twitter", "Telmora", Instant.parse("2026-03-05T11:59:00Z"), null),
                false));
  }

  @Test
  void aDeletionWithoutABrandIsWordToAllThatAreWatchedAndCountsOnce() {
    List<Intake> intakes =
        read(
            null,
            "{\"id\":\"t1\",\"platform\":\"x\",\"deleted\":true,\"deletedAt\":1772711940000}");
    assertThat(intakes)
        .extracting(intake -> Objects.requireNonNull(intake.retraction()).brand())
        .containsExactly("Telmora", "Banquor");
    assertThat(intakes).extracting(Intake::copy).containsExactly(false, true);
  }

  @Test
  void aDeletionThatSaysTooLittleOrComesFromTheFutureIsADeadLetter() {
    for (String json :
        List.of(
            "{\"id\":\"t1\",\"platform\":\"x\",\"deleted\":true}",
            "{\"platform\":\"x\",\"deleted\":true,\"deletedAt\":\"2026-03-05T11:59:00Z\"}",
            "{\"id\":\"t1\",\"platform\":\"x\",\"deleted\":true,\"deletedAt\":\"2036-03-05T11:59:00Z\"}",
            "{\"id\":\"t1\",\"platform\":\"x\",\"deleted\":\"yes\",\"deletedAt\":\"2026-03-05T11:59:00Z\"}")) {
      List<Intake> intakes = read(null, json);
      assertThat(intakes).hasSize(1);
      assertThat(intakes.get(0).deadLetter()).as(json).isNotNull();
    }
  }

  @Test
  void anEditIsAMentionAndARetractionOfWhatItSaidBefore() {
    List<Intake> intakes =
        read(
            null,
            """
            {"id":"t1","platform":"x","brand":"Telmora","text":"now","createdAt":"2026-03-05T11:00:00Z",
             "editedAt":"2026-03-05T11:59:00Z"}
            """);
    assertThat(intakes).hasSize(2);
    assertThat(intakes.get(0).mention()).isNotNull();
    Retraction edit = Objects.requireNonNull(intakes.get(1).retraction());
    assertThat(intakes.get(1).copy()).isTrue();
    assertThat(edit.voids("before")).isTrue();
    assertThat(edit.voids("now")).as("it was first read after the edit").isFalse();
    assertThat(Retraction.isTrace(edit.trace("before"))).isTrue();
    assertThat(edit.trace("before")).doesNotContain("before").startsWith("[edited, sha256 ");
  }

  @Test
  void authorsHaveOneNameEachThatOnlyTheKeyGives() {
    Pseudonyms pseudonyms = Pseudonyms.of(KEY);
    Mention mention = mention(pseudonyms, "marie.curie");
    assertThat(mention.author().id()).matches("p-[0-9a-f]{32}");
    assertThat(mention.author().followers()).isEqualTo(12);
    assertThat(mention.url()).isNull();
    assertThat(mention(Pseudonyms.of(KEY), "marie.curie")).isEqualTo(mention);
    assertThat(mention(pseudonyms, "pierre.curie").author().id())
        .isNotEqualTo(mention.author().id());
    assertThat(mention(Pseudonyms.of("another" + KEY), "marie.curie").author().id())
        .isNotEqualTo(mention.author().id());
    assertThat(mention(null, "marie.curie").author().id()).isEqualTo("marie.curie");
  }

  @Test
  void theBrandsOwnAccountsAreNobodysPersonalData() {
    assertThat(mention(Pseudonyms.of(KEY), "telmora_fr").author().id()).isEqualTo("telmora_fr");
  }

  @Test
  void aDeadLetterLeavesTheRecordBehindWhereAuthorsAreHidden() {
    String json = "{\"author\":{\"id\":\"marie.curie\"}}";
    DeadLetter letter = Objects.requireNonNull(read(Pseudonyms.of(KEY), json).get(0).deadLetter());
    assertThat(letter.original()).isEmpty();
    assertThat(letter.originalLength()).isEqualTo(json.length());
    assertThat(letter.sha256())
        .isEqualTo(Objects.requireNonNull(read(null, json).get(0).deadLetter()).sha256());
  }

  @Test
  void aShortKeyIsRefusedAndNoKeyIsShown() {
    assertThatThrownBy(() -> Pseudonyms.of("short-secret"))
        .hasMessageContaining("32")
        .message()
        .doesNotContain("short-secret");
    assertThat(new IntakeSettings(WATCHLIST, 0, Pseudonyms.of(KEY)).toString() + Pseudonyms.of(KEY))
        .doesNotContain(KEY);
  }
}
