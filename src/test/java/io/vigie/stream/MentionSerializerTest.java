package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MentionSerializerTest {

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

  @Test
  void namesThatComeAgainAreOneInstance() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(BARE, out);
    serializer.serialize(BARE.withBrand("Ondéa"), out);
    serializer.serialize(BARE, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    Mention first = serializer.deserialize(in);
    Mention other = serializer.deserialize(in);
    Mention again = serializer.deserialize(in);
    assertThat(again.brand()).isSameAs(first.brand());
    assertThat(other.brand()).isEqualTo("Ondéa");
  }

  @Test
  void aTextLongerThanTheKeptBufferComesBack() throws IOException {
    Mention longOne = withText("é".repeat(20_000) + "👋");
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(longOne, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(longOne);
  }

  @Test
  void anOtherLayoutIsRefused() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(BARE, out);
    byte[] bytes = out.getCopyOfBuffer();
    bytes[0] = 2;
    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("layout 2");
  }

  /** What a savepoint of the first release holds must stay readable for ever. */
  @Test
  void bytesOfLayoutOneStayReadable() throws IOException {
    byte[] bytes = {
      1,
      0,
      0b0001_0101, // layout; language, followers and engagement follow
      2,
      'p',
      '1',
      5,
      'O',
      'n',
      'd',
      'e',
      'a',
      5,
      'f',
      'o',
      'r',
      'u',
      'm',
      2,
      (byte) 0xC3,
      (byte) 0xA9,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      7,
      0,
      0,
      0,
      5,
      2,
      'f',
      'r',
      (byte) 0xAC,
      2,
      1,
      2,
      3
    };
    assertThat(serializer.deserialize(new DataInputDeserializer(bytes)))
        .isEqualTo(
            new Mention(
                "p1",
                "Ondea",
                "forum",
                "é",
                Instant.ofEpochSecond(7, 5),
                "fr",
                new Author(null, 300L, false),
                new Engagement(1, 2, 3, null),
                null,
                null,
                null,
                false));
  }

  @Test
  void theSnapshotKeepsTheLayout() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<Mention> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(read.restoreSerializer()).isEqualTo(serializer);
    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(read))
        .matches(compatibility -> compatibility.isCompatibleAsIs());
  }

  @Test
  void aLayoutOfTheFutureIsIncompatible() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(8);
    out.writeInt(MentionSerializer.LAYOUT + 1);
    MentionSerializer.Layout future = new MentionSerializer.Layout();
    future.readSnapshot(
        1, new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(future))
        .matches(compatibility -> compatibility.isIncompatible());
  }

  private static Mention withText(String text) {
    return new Mention(
        "p1",
        "Ondea",
        "forum",
        text,
        Instant.EPOCH,
        null,
        Author.UNKNOWN,
        Engagement.NONE,
        null,
        null,
        null,
        false);
  }
}
