package io.vigie.connector;

import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.MentionParser;
import io.vigie.mention.Origin;
import java.time.Clock;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records into intakes. A record without a value (a tombstone) becomes a dead letter:
 * mentions are not a compacted table.
 *
 * <p>The ingestion time is that of {@link IngestionTime}.
 */
public final class MentionKafkaDeserializer implements KafkaRecordDeserializationSchema<Intake> {

  private static final long serialVersionUID = 1L;

  private final IntakeSettings settings;
  private final Clock clock;
  private transient @Nullable MentionParser parser;

  public MentionKafkaDeserializer(IntakeSettings settings) {
    this(settings, Clock.systemUTC());
  }

  MentionKafkaDeserializer(IntakeSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    parser = new MentionParser(settings);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Intake> out) {
    if (parser == null) {
      parser = new MentionParser(settings);
    }
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    parser.parse(record.value(), origin, IngestionTime.of(record, clock), out::collect);
  }

  @Override
  public TypeInformation<Intake> getProducedType() {
    return TypeInformation.of(Intake.class);
  }
}
