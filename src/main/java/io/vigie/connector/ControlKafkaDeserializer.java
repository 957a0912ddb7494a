package io.vigie.connector;

import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlKeys;
import io.vigie.incident.ControlReader;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records into control messages, or into dead letters: nothing is let in without the
 * signature of a known key.
 */
public final class ControlKafkaDeserializer
    implements KafkaRecordDeserializationSchema<ControlIntake> {

  private static final long serialVersionUID = 1L;

  private final ControlKeys keys;
  private final Duration maxAge;
  private final Duration maxAhead;
  private final WatchlistSettings watchlist;
  private final Clock clock;
  private transient @Nullable ControlReader reader;

  /** A deserializer; parameters as of {@link ControlReader}. */
  public ControlKafkaDeserializer(
      ControlKeys keys, Duration maxAge, Duration maxAhead, WatchlistSettings watchlist) {
    this(keys, maxAge, maxAhead, watchlist, Clock.systemUTC());
  }

  ControlKafkaDeserializer(
      ControlKeys keys,
      Duration maxAge,
      Duration maxAhead,
      WatchlistSettings watchlist,
      Clock clock) {
    this.keys = keys;
    this.maxAge = maxAge;
    this.maxAhead = maxAhead;
    this.watchlist = watchlist;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    reader = newReader();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlIntake> out) {
    ControlReader door = reader;
    if (door == null) {
      door = newReader();
      reader = door;
    }
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    out.collect(door.read(record.value(), origin, IngestionTime.of(record, clock)));
  }

  @Override
  public TypeInformation<ControlIntake> getProducedType() {
    return TypeInformation.of(ControlIntake.class);
  }

  private ControlReader newReader() {
    return new ControlReader(keys, maxAge, maxAhead, watchlist);
  }
}
