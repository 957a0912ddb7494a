package io.vigie.connector.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.connector.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where alerts go that a receiver will not take: the topic {@code vigie.undelivered.v1}, or a file.
 * A line has the receiver, the reason, when and from where, and the alert as it was. Safe for
 * several threads.
 */
final class Undelivered implements AutoCloseable {

  private interface Store extends AutoCloseable {
    void add(String receiver, byte[] json);

    @Override
    void close();
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Store store;

  private Undelivered(Store store) {
    this.store = store;
  }

  /** Kept in Kafka; a record is there when {@link #add} returns. */
  static Undelivered inKafka(KafkaConnection connection) {
    Properties all = connection.toProperties();
    all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    all.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.setProperty(
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.setProperty(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(all);
    return new Undelivered(
        new Store() {
          @Override
          public void add(String receiver, byte[] json) {
            try {
              producer
                  .send(
                      new ProducerRecord<>(
                          NotifySettings.UNDELIVERED_TOPIC,
                          receiver.getBytes(StandardCharsets.UTF_8),
                          json))
                  .get();
            } catch (ExecutionException e) {
              throw new IllegalStateException("could not keep an undelivered alert", e.getCause());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException("stopped while keeping an undelivered alert", e);
            }
          }

          @Override
          public void close() {
            producer.close();
          }
        });
  }

  /** Kept as lines of a file, which is made when it is needed. */
  static Undelivered inFile(Path file) {
    return new Undelivered(
        new Store() {
          @Override
          public synchronized void add(String receiver, byte[] json) {
            try {
              LineFile.append(file, json);
            } catch (IOException e) {
              throw new UncheckedIOException(file + ": " + e.getMessage(), e);
            }
          }

          @Override
          public void close() {}
        });
  }

  void add(String receiver, String reason, AlertRecords.Entry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("receiver", receiver);
    node.put("reason", reason);
    node.put("at", Instant.now().toString());
    node.put("origin", entry.origin());
    node.put("alert", entry.json());
    store.add(receiver, node.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    store.close();
  }
}
