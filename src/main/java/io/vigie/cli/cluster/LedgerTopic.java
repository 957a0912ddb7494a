package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The ledger of a running job, read once as it stands now. */
public final class LedgerTopic {

  private static final String TOPIC = ResultStream.INCIDENTS.topic();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private LedgerTopic() {}

  /**
   * The last revision of each incident, by incidentId.
   *
   * @return null if there is no such topic: no job writes its ledger to Kafka here
   * @throws CommandFailedException if a record cannot be read
   * @throws ServiceUnreachableException if no broker answers
   */
  public static @Nullable Map<String, Incident> read(KafkaConnection connection) {
    Properties properties = connection.toProperties();
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("allow.auto.create.topics", "false");
    properties.setProperty("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> known = consumer.partitionsFor(TOPIC);
      if (known == null || known.isEmpty()) {
        return null;
      }
      List<TopicPartition> partitions =
          known.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return lastRevisions(consumer, partitions);
    } catch (TimeoutException e) {
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "a record of the ledger cannot be read; is it of another release? " + e.getMessage(), e);
    }
  }

  private static Map<String, Incident> lastRevisions(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<String, Incident> last = new HashMap<>();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.value() != null) {
          Incident incident = IncidentJson.read(new String(record.value(), StandardCharsets.UTF_8));
          last.merge(
              incident.incidentId(),
              incident,
              (known, other) -> other.revision() >= known.revision() ? other : known);
        }
      }
    }
    return last;
  }
}
