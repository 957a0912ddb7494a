package io.vigie.connector;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Sinks for the topics of {@link ResultStream}; whatever delivery hangs on is set explicitly. */
public final class KafkaSinks {
  /**
   * Transactions that outlive this are aborted by the broker and their results lost, so it must be
   * well above checkpoint interval plus restart; an abandoned transaction hides later results from
   * committed readers for as long, so not higher. Below the broker's default maximum of 15 minutes.
   */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

  /** Name of the client property that sets another timeout. */
  public static final String TRANSACTION_TIMEOUT_PROPERTY =
      ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

  private KafkaSinks() {}

  /**
   * A sink for one stream. An exactly-once stream needs checkpoints: its results become visible to
   * committed readers with each of them.
   *
   * @param job name of the job; with the stream it names the transactions, so two jobs that run at
   *     once on one cluster must differ in it, and one job must keep it over restarts
   */
  public static <T> Sink<T> sink(KafkaConnection connection, String job, ResultFormat<T> format) {
    ResultStream stream = format.stream();
    KafkaSinkBuilder<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(connection.bootstrapServers())
            .setKafkaProducerConfig(producerProperties(connection))
            .setDeliveryGuarantee(stream.delivery())
            .setRecordSerializer(new KafkaResultSchema<>(format));
    if (stream.delivery() == DeliveryGuarantee.EXACTLY_ONCE) {
      sink.setTransactionalIdPrefix(job + "-" + stream.label() + "-")
          // POOLING leaves orphan transactions after a downscale (FLINK-40626).
          .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING);
    }
    return new QuietlyClosedCommittingSink<>(sink.build());
  }

  static Properties producerProperties(KafkaConnection connection) {
    Properties producer = new Properties();
    producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(64 * 1024));
    producer.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
    producer.putAll(connection.toProperties());
    // Not to be weakened by configuration: results are acknowledged by all replicas, once each.
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return producer;
  }

  /** The transaction timeout in force, in milliseconds. */
  static long transactionTimeoutMillis(KafkaConnection connection) {
    return Long.parseLong(
        producerProperties(connection).getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
  }
}
