package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class MentionSerializerPropertiesTest {

  private static final Mention BARE =
      new Mention(
          "p1",
          "Ondea",
          "forum",
          "",
          Instant.EPOCH,
          null,
          Author.UNKNOWN,
          Engagement.NONE,
          null,
          null,
          null,
          false);

  private final TypeSerializer<Mention> serializer = new MentionSerializer();

  @Property(tries = 500)
  void everyMentionComesBackTheSame(@ForAll("mentions") Mention mention) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(mention, out);
    serializer.serialize(BARE, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(serializer.deserialize(in)).isEqualTo(mention);
    assertThat(serializer.deserialize(BARE, in)).isEqualTo(BARE);
    assertThat(in.available()).isZero();
  }

  @Property(tries = 100)
  void bytesAreCopiedWhole(@ForAll("mentions") Mention mention) throws IOException {
    DataOutputSerializer written = new DataOutputSerializer(64);
    serializer.serialize(mention, written);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(written.getCopyOfBuffer()), copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(written.getCopyOfBuffer());
  }

  @Provide
  Arbitrary<Mention> mentions() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(300),
            Arbitraries.strings().withChars("éàœ“ ”漢字ب".toCharArray()).ofMaxLength(200),
            Arbitraries.just("quelle panne 👋🏽 encore"));
    Arbitrary<String> maybe = texts.injectNull(0.3);
    Arbitrary<Long> counts = Arbitraries.longs().between(0, Engagement.MAX_COUNT);
    Arbitrary<Author> authors =
        Combinators.combine(maybe, counts.injectNull(0.3), Arbitraries.of(true, false))
            .as(Author::new);
    Arbitrary<Engagement> engagements =
        Arbitraries.oneOf(
            Arbitraries.just(Engagement.NONE),
            Combinators.combine(counts, counts, counts, counts.injectNull(0.5))
                .as(Engagement::new));
    Arbitrary<Instant> instants =
        Combinators.combine(
                Arbitraries.longs().between(-2_000_000_000L, 253_402_300_799L),
                Arbitraries.integers().between(0, 999_999_999))
            .as((second, nano) -> Instant.ofEpochSecond(second, nano));
    return Combinators.combine(texts, texts, instants, maybe, authors, engagements, maybe, maybe)
        .as(
            (id, text, at, lang, author, engagement, reposted, url) ->
                new Mention(
                    id,
                    "Ondea",
                    "forum",
                    text,
                    at,
                    lang,
                    author,
                    engagement,
                    reposted,
                    url,
                    reposted == null ? url : null,
                    url != null));
  }
}
