package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MentionKafkaDeserializerTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final String VALUE =
      "{\"id\":\"p1\",\"brand\":\"Ondea\",\"platform\":\"forum\",\"text\":\"Bonjour\","
          + "\"createdAt\":\"2026-01-05T08:00:00Z\"}";

  private final MentionKafkaDeserializer deserializer =
      new MentionKafkaDeserializer(
          new IntakeSettings(WatchlistSettings.EMPTY), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aValueBecomesAMention() {
    assertThat(read(VALUE, NOW.toEpochMilli(), TimestampType.LOG_APPEND_TIME))
        .singleElement()
        .extracting(Intake::mention)
        .extracting(Mention::id)
        .isEqualTo("p1");
  }

  @Test
  void aTombstoneIsADeadLetterWithItsOrigin() {
    assertThat(read(null, 1_767_000_000_000L, TimestampType.CREATE_TIME))
        .singleElement()
        .extracting(Intake::deadLetter)
        .satisfies(
            letter -> {
              assertThat(letter).extracting(DeadLetter::reason).isEqualTo(DeadLetterReason.EMPTY);
              assertThat(letter)
                  .extracting(DeadLetter::origin)
                  .isEqualTo(new Origin("vigie.mentions.v1", 3, 42));
              assertThat(letter)
                  .extracting(DeadLetter::at)
                  .isEqualTo(Instant.ofEpochMilli(1_767_000_000_000L));
            });
  }

  @Test
  void aProducerFromTheFutureCannotVouchForItsMentions() {
    String future = VALUE.replace("2026", "2035");
    long then = Instant.parse("2035-01-05T08:00:00Z").toEpochMilli();
    assertThat(read(future, then, TimestampType.CREATE_TIME))
        .singleElement()
        .extracting(Intake::deadLetter)
        .extracting(DeadLetter::reason)
        .isEqualTo(DeadLetterReason.FUTURE_TIME);
  }

  @Test
  void readingATopicAgainDecidesByTheTimeOfTheRecord() {
    String ahead = VALUE.replace("08:00:00", "08:30:00");
    long then = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();
    assertThat(read(ahead, then, TimestampType.CREATE_TIME))
        .singleElement()
        .extracting(Intake::deadLetter)
        .extracting(DeadLetter::reason)
        .isEqualTo(DeadLetterReason.FUTURE_TIME);
    assertThat(read(ahead, -1, TimestampType.NO_TIMESTAMP_TYPE))
        .singleElement()
        .extracting(Intake::deadLetter)
        .isNull();
  }

  @Test
  void shipsToATaskAndItsIntakesToTheNext() throws Exception {
    MentionKafkaDeserializer copy = InstantiationUtil.clone(deserializer);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<Intake> serializer = copy.getProducedType().createSerializer(config);
    for (Intake intake : read(VALUE, -1, TimestampType.NO_TIMESTAMP_TYPE)) {
      assertThat(overTheWire(serializer, intake)).isEqualTo(intake);
    }
    Intake dead = read(null, -1, TimestampType.NO_TIMESTAMP_TYPE).get(0);
    assertThat(overTheWire(serializer, dead)).usingRecursiveComparison().isEqualTo(dead);
  }

  private static Intake overTheWire(TypeSerializer<Intake> serializer, Intake intake)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(intake, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @SuppressWarnings("NullAway") // a tombstone is a record whose value is null
  private List<Intake> read(@Nullable String value, long timestamp, TimestampType type) {
    List<Intake> intakes = new ArrayList<>();
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    deserializer.deserialize(
        new ConsumerRecord<>(
            "vigie.mentions.v1",
            3,
            42,
            timestamp,
            type,
            0,
            bytes == null ? -1 : bytes.length,
            null,
            bytes,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(intakes));
    return intakes;
  }
}
