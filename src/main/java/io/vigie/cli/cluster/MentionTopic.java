package io.vigie.cli.cluster;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ServiceUnreachableException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that mentions are written to, to its partitions in turn, so that event time moves on
 * evenly in all of them. Each mention arrives once, whatever happens to the broker meanwhile.
 */
public final class MentionTopic implements AutoCloseable {

  private final KafkaConnection connection;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  private MentionTopic(
      KafkaConnection connection,
      String topic,
      KafkaProducer<byte[], byte[]> producer,
      int partitions) {
    this.connection = connection;
    this.topic = topic;
    this.producer = producer;
    this.partitions = partitions;
  }

  /**
   * Opens a topic, which must exist.
   *
   * @param patience for how long a mention may wait for the broker
   * @throws ServiceUnreachableException if no broker answers
   */
  public static MentionTopic open(KafkaConnection connection, String topic, Duration patience) {
    Properties properties = connection.toProperties();
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      int partitions = producer.partitionsFor(topic).size();
      return new MentionTopic(connection, topic, producer, partitions);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), e);
    }
  }

  /** Sends a mention to the next partition; null is a record without a value. */
  public void send(byte @Nullable [] mention) {
    send(mention, (int) (sent % partitions));
  }

  /** Sends a mention to one partition. */
  public void send(byte @Nullable [] mention, int partition) {
    sent++;
    producer.send(
        new ProducerRecord<>(topic, partition, null, mention),
        (metadata, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
    check();
  }

  /** How many mentions were sent. */
  public long sent() {
    return sent;
  }

  /** Number of its partitions. */
  public int partitions() {
    return partitions;
  }

  /**
   * Returns when the broker has everything.
   *
   * @throws ServiceUnreachableException if it does not answer any more
   * @throws IllegalStateException if it refused a mention
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception problem = failure.get();
    if (problem instanceof RetriableException) {
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), problem);
    }
    if (problem != null) {
      throw new IllegalStateException("Kafka refused a mention: " + problem.getMessage(), problem);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
