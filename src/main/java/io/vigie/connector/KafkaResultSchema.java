package io.vigie.connector;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes results as Kafka records: key, JSON value, and event time as the timestamp that is asked
 * for; the topics that Vigie creates keep the time of writing instead.
 */
final class KafkaResultSchema<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final ResultFormat<T> format;

  KafkaResultSchema(ResultFormat<T> format) {
    this.format = format;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T result, KafkaSinkContext context, @Nullable Long timestamp) {
    // Kafka refuses times before 1970; the JSON still tells the true one.
    long at = Math.max(0, format.at().apply(result).toEpochMilli());
    byte[] key = format.key().apply(result).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        format.stream().topic(), null, at, key, format.json().apply(result));
  }
}
