package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ServiceUnreachableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics as a careful reader sees them: committed records only, each once. */
public final class Topics {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Topics() {}

  /**
   * Reads what is committed in a topic, from its beginning to its end as it stands at the call.
   *
   * @param to given the value of each record, in the order of its partition
   * @throws CommandFailedException if there is no such topic
   * @throws ServiceUnreachableException if no broker answers
   */
  public static void read(KafkaConnection connection, String topic, Consumer<String> to) {
    read(connection, topic, to, () -> false);
  }

  /**
   * Reads what is committed in a topic, from its beginning, and goes on after its end for as long
   * as wanted.
   *
   * @param goOn asked at the end of the topic
   */
  public static void read(
      KafkaConnection connection, String topic, Consumer<String> to, BooleanSupplier goOn) {
    try (KafkaConsumer<byte[], byte[]> consumer = reader(connection)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // with committed reads, these ends are before the first open transaction
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<TopicPartition> unread = new HashSet<>(partitions);
      while (!unread.isEmpty() || goOn.getAsBoolean()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            to.accept(new String(record.value(), StandardCharsets.UTF_8));
          }
        }
        unread.removeIf(
            partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
      }
    } catch (TimeoutException e) {
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), e);
    }
  }

  /** Reads what is committed, creates no topic, and does not wait for a broker for long. */
  public static KafkaConsumer<byte[], byte[]> reader(KafkaConnection connection) {
    Properties properties = connection.toProperties();
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("allow.auto.create.topics", "false");
    properties.setProperty("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * All partitions of a topic.
   *
   * @throws CommandFailedException if there is no such topic
   */
  public static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new CommandFailedException(
          "there is no topic " + topic + ": no job has written it yet");
    }
    return known.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }
}
