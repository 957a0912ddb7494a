package io.vigie.mention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MentionParserPropertyTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Origin ORIGIN = new Origin("posts.jsonl", 0, 1);

  private final MentionParser parser =
      new MentionParser(new IntakeSettings(WatchlistSettings.EMPTY));

  @Property(tries = 2000)
  void anyBytesBecomeOneDeadLetterWithReasonAndHash(@ForAll byte[] bytes) throws IOException {
    checkDeadLetter(parser.parse(bytes, ORIGIN, NOW), bytes);
  }

  @Property(tries = 2000)
  void aValidMentionComesBackAsItWas(@ForAll("mentions") Mention mention) {
    assertThat(parser.parse(MentionJson.write(mention), ORIGIN, NOW))
        .containsExactly(Intake.of(mention));
  }

  @Property(tries = 2000)
  void aDamagedMentionNeverThrows(
      @ForAll("mentions") Mention mention, @ForAll int at, @ForAll byte value, @ForAll boolean cut)
      throws IOException {
    byte[] bytes = MentionJson.write(mention);
    int position = Math.floorMod(at, bytes.length);
    bytes[position] = value;
    byte[] damaged = cut ? Arrays.copyOf(bytes, position) : bytes;
    List<Intake> intakes = parser.parse(damaged, ORIGIN, NOW);
    assertThat(intakes).hasSize(1);
    if (cut || intakes.get(0).mention() == null) {
      checkDeadLetter(intakes, damaged);
    }
  }

  @Provide
  Arbitrary<Mention> mentions() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(40);
    // Whole characters (no halves of pairs), without NUL: what the parser leaves as it is.
    Arbitrary<String> texts =
        Arbitraries.integers()
            .between(1, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .list()
            .ofMaxSize(60)
            .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
    Arbitrary<Long> counts = Arbitraries.longs().between(0, Engagement.MAX_COUNT);
    Arbitrary<Author> authors =
        Combinators.combine(
                names.injectNull(0.2),
                Arbitraries.longs().between(0, Author.MAX_FOLLOWERS).injectNull(0.2),
                Arbitraries.of(true, false))
            .as(Author::new);
    Arbitrary<Engagement> engagements =
        Combinators.combine(counts, counts, counts, counts.injectNull(0.3)).as(Engagement::new);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(946_684_800_000L, NOW.toEpochMilli())
            .map(Instant::ofEpochMilli);
    Arbitrary<Mention> plain =
        Combinators.combine(names, names, names, texts, times, authors, engagements)
            .as(
                (id, brand, platform, text, time, author, engagement) ->
                    new Mention(
                        id,
                        brand,
                        platform.toLowerCase(Locale.ROOT),
                        text,
                        time,
                        null,
                        author,
                        engagement,
                        null,
                        null,
                        null,
                        false));
    return Combinators.combine(plain, names.injectNull(0.5), names.injectNull(0.5))
        .as(
            (m, lang, other) ->
                new Mention(
                    m.id(),
                    m.brand(),
                    m.platform(),
                    m.text(),
                    m.createdAt(),
                    lang,
                    m.author(),
                    m.engagement(),
                    other,
                    other,
                    other,
                    other != null));
  }

  private static void checkDeadLetter(List<Intake> intakes, byte[] record) throws IOException {
    assertThat(intakes).hasSize(1);
    DeadLetter letter = Objects.requireNonNull(intakes.get(0).deadLetter());
    assertThat(letter.original()).isEqualTo(record);
    JsonNode json = new ObjectMapper().readTree(DeadLetterJson.write(letter));
    assertThat(json.get("reason").asText()).isEqualTo(letter.reason().code());
    assertThat(json.get("detail").asText()).isNotEmpty();
    assertThat(json.get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(json.get("originalLength").asLong()).isEqualTo(record.length);
    byte[] original =
        json.has("original")
            ? json.get("original").asText().getBytes(StandardCharsets.UTF_8)
            : json.get("originalBase64").binaryValue();
    assertThat(original).isEqualTo(record);
  }
}
