package io.vigie.connector;

import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * When a Kafka record counts as read: its timestamp, so that reading a topic again gives the same.
 * Where the broker set it, it is taken as it is. Where the producer set it, it counts only as far
 * as this machine's clock has come: a producer whose clock runs ahead must not vouch for the
 * future. Without a timestamp, this machine's clock counts.
 */
final class IngestionTime {

  private IngestionTime() {}

  static Instant of(ConsumerRecord<byte[], byte[]> record, Clock clock) {
    long timestamp = record.timestamp();
    if (timestamp > 0 && record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      return Instant.ofEpochMilli(timestamp);
    }
    long now = clock.millis();
    return Instant.ofEpochMilli(timestamp > 0 ? Math.min(timestamp, now) : now);
  }
}
