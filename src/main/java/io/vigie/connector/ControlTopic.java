package io.vigie.connector;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends control messages. */
public final class ControlTopic {

  private static final int PATIENCE_SECONDS = 15;

  private ControlTopic() {}

  /**
   * Sends one message and waits until all replicas have it.
   *
   * @param key messages of one key stay in order: the incident or brand
   * @param json the signed message
   * @throws ServiceUnreachableException if no broker answers
   */
  public static void send(KafkaConnection connection, String topic, String key, String json) {
    Properties properties = KafkaSinks.producerProperties(connection);
    String patience = String.valueOf(PATIENCE_SECONDS * 1000);
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  key.getBytes(StandardCharsets.UTF_8),
                  json.getBytes(StandardCharsets.UTF_8)))
          .get(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending to Kafka", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), cause);
    }
  }
}
