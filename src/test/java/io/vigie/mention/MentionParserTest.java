package io.vigie.mention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionParserTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final Origin ORIGIN = new Origin("posts.jsonl", 0, 7);
  private static final String GOOD =
      "{\"id\":\"p1\",\"brand\":\"Ondea\",\"platform\":\"twitter\",\"text\":\"Bonjour\","
          + "\"createdAt\":\"2026-01-05T08:59:00Z\"}";

  private final MentionParser parser = parser(UnlistedBrands.ACCEPT, 10);

  @Test
  void readsEveryField() {
    Mention mention =
        mention(
            "{\"id\":\"p1\",\"brand\":\" ondéa \",\"platform\":\" Twitter \",\"text\":\"Ça marche 🙂\","
                + "\"createdAt\":\"2026-01-05T09:59:00.123456+01:00\",\"lang\":\"fr\","
                + "\"author\":{\"id\":\"u1\",\"followers\":1200,\"verified\":true,\"bio\":{\"x\":[1]}},"
                + "\"engagement\":{\"likes\":1,\"shares\":2,\"replies\":3,\"views\":40},"
                + "\"repostOf\":\"p0\",\"replyTo\":\"p9\",\"url\":\"https://example.org/p1\","
                + "\"exercise\":true,\"unknown\":[{\"deep\":[1,2,3]}]}");
    assertThat(mention)
        .isEqualTo(
            new Mention(
                "p1",
                "Ondea",
                "twitter",
                "Ça marche 🙂",
                Instant.parse("2026-01-05T08:59:00.123Z"),
                "fr",
                new Author("u1", 1200L, true),
                new Engagement(1, 2, 3, 40L),
                "p0",
                "p9",
                "https://example.org/p1",
                true));
  }

  @Test
  void takesWhatIsMissingAsUnknown() {
    Mention mention =
        mention(GOOD.replace("}", ",\"author\":null,\"engagement\":{},\"lang\":\"\"}"));
    assertThat(mention.author()).isEqualTo(Author.UNKNOWN);
    assertThat(mention.engagement()).isEqualTo(Engagement.NONE);
    assertThat(mention.lang()).isNull();
    assertThat(mention.exercise()).isFalse();
  }

  @Test
  void toleratesAByteOrderMarkAndAnEmptyText() {
    assertThat(mention("\ufeff" + GOOD.replace("Bonjour", "")).text()).isEmpty();
  }

  @Test
  void makesTextHarmlessForStores() {
    String text =
        mention(GOOD.replace("Bonjour", "a\\u0000b\\ud800c\\udc00d\\ud83d\\ude00")).text();
    assertThat(text).isEqualTo("a\ufffdb\ufffdc\ufffdd😀");
  }

  @Test
  void keepsDirectionOverridesAndCombiningStorms() {
    String storm = "e" + "\u0301".repeat(5000) + "\u202e\u200b";
    assertThat(mention(GOOD.replace("Bonjour", storm)).text()).isEqualTo(storm);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-01-05T08:00:00Z\"',        2026-01-05T08:00:00Z",
    "'\"2026-01-05T08:00:00.5Z\"',      2026-01-05T08:00:00.500Z",
    "'\"2026-01-05T08:00:00+02:00\"',   2026-01-05T06:00:00Z",
    "'\"2026-01-05T08:00:00-0030\"',    2026-01-05T08:30:00Z",
    "'\"2026-01-05T08:00Z\"',           2026-01-05T08:00:00Z",
    "'\"2024-02-29T23:59:59.999Z\"',    2024-02-29T23:59:59.999Z",
    "1767600000123,                     2026-01-05T08:00:00.123Z"
  })
  void readsTimes(String json, String expected) {
    assertThat(mention(GOOD.replace("\"2026-01-05T08:59:00Z\"", json)).createdAt())
        .isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                | empty",
        "'   '                             | empty",
        "{\"id\":\"p1\",\"brand\":\"O      | malformed",
        "not json                          | malformed",
        "{\"id\":'p1'}                     | malformed",
        "[]                                | not-an-object",
        "42                                | not-an-object",
        "null                              | not-an-object",
      })
  void refusesWhatIsNoMention(String record, String reason) {
    assertThat(deadLetter(record).reason().code()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"p1\"             | \"id\":\"\"                     | missing-field",
        "\"id\":\"p1\"             | \"id\":null                     | missing-field",
        "\"id\":\"p1\"             | \"x\":1                         | missing-field",
        "\"id\":\"p1\"             | \"id\":17                       | bad-field",
        "\"id\":\"p1\"             | \"id\":\"a\\nb\"                | bad-field",
        "\"id\":\"p1\"             | \"id\":\"a\\u0000\"             | bad-field",
        "\"id\":\"p1\"             | \"id\":\"\\ud800\"              | bad-field",
        "\"id\":\"p1\"             | \"id\":\"p1\",\"id\":\"p2\"     | malformed",
        "\"brand\":\"Ondea\"       | \"brand\":null                  | no-brand",
        "\"brand\":\"Ondea\"       | \"brand\":[]                    | bad-field",
        "\"platform\":\"twitter\"  | \"x\":1                         | missing-field",
        "\"text\":\"Bonjour\"      | \"text\":null                   | missing-field",
        "\"text\":\"Bonjour\"      | \"text\":{}                     | bad-field",
        "\"text\":\"Bonjour\"      | \"author\":[],\"text\":\"\"     | bad-field",
        "\"2026-01-05T08:59:00Z\"  | null                            | missing-field",
        "\"2026-01-05T08:59:00Z\"  | \"yesterday\"                   | bad-time",
        "\"2026-01-05T08:59:00Z\"  | \"2026-01-05T08:59:00\"         | bad-time",
        "\"2026-01-05T08:59:00Z\"  | \"2025-02-30T08:59:00Z\"        | bad-time",
        "\"2026-01-05T08:59:00Z\"  | 1767600000                      | bad-time",
        "\"2026-01-05T08:59:00Z\"  | 0                               | bad-time",
        "\"2026-01-05T08:59:00Z\"  | -1                              | bad-time",
        "\"2026-01-05T08:59:00Z\"  | 1.5e12                          | bad-time",
        "\"2026-01-05T08:59:00Z\"  | 99999999999999999999            | bad-time",
        "\"2026-01-05T08:59:00Z\"  | true                            | bad-time",
        "\"2026-01-05T08:59:00Z\"  | \"1999-12-31T23:59:59Z\"        | bad-time",
        "\"2026-01-05T08:59:00Z\"  | \"2035-01-01T00:00:00Z\"        | future-time",
        "\"2026-01-05T08:59:00Z\"  | \"2026-01-05T09:05:01Z\"        | future-time",
      })
  void refusesAFieldThatIsWrong(String good, String bad, String reason) {
    DeadLetter letter = deadLetter(GOOD.replace(good, bad));
    assertThat(letter.reason().code()).isEqualTo(reason);
    assertThat(letter.detail()).doesNotContain("p1").doesNotContain("yesterday");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"author\":{\"followers\":-1}}",
        "{\"author\":{\"followers\":9223372036854775808}}",
        "{\"author\":{\"followers\":10000000001}}",
        "{\"author\":{\"followers\":\"NaN\"}}",
        "{\"author\":{\"followers\":1e400}}",
        "{\"author\":{\"followers\":12.5}}",
        "{\"author\":{\"verified\":\"yes\"}}",
        "{\"engagement\":{\"likes\":-1}}",
        "{\"engagement\":{\"views\":1000000000001}}",
        "{\"engagement\":7}",
      })
  void refusesNumbersThatNoPostHas(String part) {
    String record = part.substring(0, part.length() - 1) + "," + GOOD.substring(1);
    assertThat(deadLetter(record).reason()).isEqualTo(DeadLetterReason.BAD_FIELD);
  }

  @Test
  void refusesNaNAndHugeNumbersAndManyLevelsAsMalformed() {
    String tail = "," + GOOD.substring(1);
    assertThat(deadLetter("{\"x\":NaN" + tail).reason()).isEqualTo(DeadLetterReason.MALFORMED);
    assertThat(deadLetter("{\"x\":" + "[".repeat(100_000)).reason())
        .isEqualTo(DeadLetterReason.MALFORMED);
    assertThat(deadLetter("{\"author\":{\"followers\":" + "9".repeat(1000) + "}" + tail).reason())
        .isEqualTo(DeadLetterReason.MALFORMED);
    assertThat(deadLetter(GOOD + GOOD).reason()).isEqualTo(DeadLetterReason.MALFORMED);
  }

  @Test
  void readsThousandsOfUnknownFields() {
    StringBuilder record = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      record.append("\"f").append(i).append("\":1,");
    }
    assertThat(mention(record + GOOD.substring(1)).id()).isEqualTo("p1");
  }

  @Test
  void keepsTheBeginningAndTheHashOfWhatIsTooLarge() {
    byte[] record = GOOD.replace("Bonjour", "x".repeat(600_000)).getBytes(StandardCharsets.UTF_8);
    DeadLetter letter = deadLetter(record);
    assertThat(letter.reason()).isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(letter.original()).hasSize(DeadLetter.MAX_ORIGINAL);
    assertThat(letter.originalLength()).isEqualTo(record.length);
    assertThat(letter.sha256()).hasSize(64);
  }

  @Test
  void keepsATextUpToTheSizeOfADocument() {
    assertThat(mention(GOOD.replace("Bonjour", "x".repeat(250_000))).text()).hasSize(250_000);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = GOOD.replace("Bonjour", "Ça").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(deadLetter(latin1).reason()).isEqualTo(DeadLetterReason.BAD_ENCODING);
    byte[] surrogate = GOOD.replace("Bonjour", "???").getBytes(StandardCharsets.UTF_8);
    int at = GOOD.indexOf("Bonjour");
    surrogate[at] = (byte) 0xed;
    surrogate[at + 1] = (byte) 0xa0;
    surrogate[at + 2] = (byte) 0x80;
    assertThat(deadLetter(surrogate).reason()).isEqualTo(DeadLetterReason.BAD_ENCODING);
    assertThat(deadLetter(GOOD.getBytes(StandardCharsets.UTF_16LE)).reason())
        .isEqualTo(DeadLetterReason.MALFORMED);
  }

  @Test
  void aTombstoneIsEmptyAndKeepsItsOrigin() {
    DeadLetter letter = Objects.requireNonNull(parser.parse(null, ORIGIN, NOW).get(0).deadLetter());
    assertThat(letter.reason()).isEqualTo(DeadLetterReason.EMPTY);
    assertThat(letter.origin()).isEqualTo(ORIGIN);
    assertThat(letter.at()).isEqualTo(NOW);
    assertThat(letter.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void aTextThatNamesTwoBrandsIsAMentionOfEach() {
    List<Intake> intakes =
        parser.parse(
            GOOD.replace("\"brand\":\"Ondea\",", "")
                .replace("Bonjour", "Ondea ou Kyrial ?")
                .getBytes(StandardCharsets.UTF_8),
            ORIGIN,
            NOW);
    assertThat(intakes)
        .extracting(Intake::mention)
        .extracting(Mention::brand)
        .containsExactly("Ondea", "Kyrial");
    assertThat(intakes).extracting(Intake::copy).containsExactly(false, true);
  }

  @Test
  void unlistedBrandsHaveAQuota() {
    for (int i = 0; i < 10; i++) {
      mention(GOOD.replace("Ondea", "Fresh" + i));
    }
    assertThat(deadLetter(GOOD.replace("Ondea", "Fresh10")).reason())
        .isEqualTo(DeadLetterReason.UNLISTED_BRAND);
    assertThat(mention(GOOD.replace("Ondea", "Fresh3")).brand()).isEqualTo("Fresh3");
    assertThat(mention(GOOD).brand()).isEqualTo("Ondea");
  }

  @Test
  void unlistedBrandsCanBeRefused() {
    MentionParser strict = parser(UnlistedBrands.REFUSE, 10);
    byte[] record = GOOD.replace("Ondea", "Fresh").getBytes(StandardCharsets.UTF_8);
    assertThat(strict.parse(record, ORIGIN, NOW))
        .singleElement()
        .extracting(Intake::deadLetter)
        .extracting(DeadLetter::reason)
        .isEqualTo(DeadLetterReason.UNLISTED_BRAND);
  }

  private static MentionParser parser(UnlistedBrands unlisted, int quota) {
    List<WatchedBrand> brands = List.of(WatchedBrand.named("Ondea"), WatchedBrand.named("Kyrial"));
    return new MentionParser(new IntakeSettings(new WatchlistSettings(brands, unlisted, quota)));
  }

  private Mention mention(String record) {
    List<Intake> intakes = parser.parse(record.getBytes(StandardCharsets.UTF_8), ORIGIN, NOW);
    assertThat(intakes).singleElement().extracting(Intake::deadLetter).isNull();
    return Objects.requireNonNull(intakes.get(0).mention());
  }

  private DeadLetter deadLetter(String record) {
    return deadLetter(record.getBytes(StandardCharsets.UTF_8));
  }

  private DeadLetter deadLetter(byte[] record) {
    List<Intake> intakes = parser.parse(record, ORIGIN, NOW);
    assertThat(intakes).singleElement().extracting(Intake::mention).isNull();
    return Objects.requireNonNull(intakes.get(0).deadLetter());
  }
}
