package io.vigie.connector.notify;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ServiceUnreachableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of alerts as one receiver reads it. Partitions are assigned and not shared in a group:
 * a receiver that is down for an hour holds its place without being taken for dead, and two
 * notifiers side by side both deliver (receivers know a repeat by its id).
 */
final class KafkaAlerts implements AlertRecords {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAlerts.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Queue<ConsumerRecord<byte[], byte[]>> handedOut = new ArrayDeque<>();
  private final Map<TopicPartition, Long> endAtStart;
  private final boolean remembers;
  private Instant looked = Instant.now();
  private boolean caughtUp;

  /**
   * Reads on from where the group stopped.
   *
   * @param since how far back to begin in a group that never read
   */
  static KafkaAlerts onFromCommitted(
      KafkaConnection connection, String topic, String group, Duration since) {
    return new KafkaAlerts(connection, topic, group, since);
  }

  /** Reads everything of the last time again, and remembers nothing. */
  static KafkaAlerts again(KafkaConnection connection, String topic, Duration lookBack) {
    return new KafkaAlerts(connection, topic, null, lookBack);
  }

  private KafkaAlerts(
      KafkaConnection connection, String topic, @Nullable String group, Duration since) {
    this.topic = topic;
    this.remembers = group != null;
    this.consumer = new KafkaConsumer<>(properties(connection, group));
    try {
      List<TopicPartition> partitions = partitions();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "Kafka at "
                + connection.bootstrapServers()
                + " has no topic '"
                + topic
                + "': a running job makes it");
      }
      consumer.assign(partitions);
      seek(partitions, since);
      this.endAtStart = consumer.endOffsets(partitions);
    } catch (TimeoutException e) {
      consumer.close();
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static Properties properties(KafkaConnection connection, @Nullable String group) {
    Properties all = connection.toProperties();
    if (group != null) {
      all.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
    }
    all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
    all.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
    String bytes = ByteArrayDeserializer.class.getName();
    all.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    all.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    return all;
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    List<PartitionInfo> known = consumer.listTopics().get(topic);
    if (known != null) {
      known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void seek(List<TopicPartition> partitions, Duration since) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        remembers ? consumer.committed(new HashSet<>(partitions)) : Map.of();
    Map<TopicPartition, Long> from = new HashMap<>();
    long begin = Instant.now().minus(since).toEpochMilli();
    partitions.forEach(partition -> from.put(partition, begin));
    Map<TopicPartition, OffsetAndTimestamp> byTime = consumer.offsetsForTimes(from);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata known = committed.get(partition);
      OffsetAndTimestamp first = byTime.get(partition);
      if (known != null) {
        consumer.seek(partition, known);
      } else if (first != null) {
        consumer.seek(partition, first.offset());
      } else {
        consumer.seek(partition, ends.getOrDefault(partition, 0L));
      }
    }
  }

  @Override
  public List<Entry> poll(Duration patience) {
    lookForPartitions();
    List<Entry> entries = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      handedOut.add(record);
      byte[] value = record.value();
      entries.add(
          new Entry(
              value == null ? "" : new String(value, StandardCharsets.UTF_8),
              record.topic() + "-" + record.partition() + "@" + record.offset()));
    }
    return entries;
  }

  /** A topic may be given more partitions; they are read from their beginning. */
  private void lookForPartitions() {
    if (Duration.between(looked, Instant.now()).compareTo(LOOK_FOR_PARTITIONS) < 0) {
      return;
    }
    looked = Instant.now();
    Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
    List<TopicPartition> fresh = new ArrayList<>();
    try {
      fresh.addAll(partitions());
    } catch (TimeoutException e) {
      return; // the brokers are away; polling goes on and finds them again
    }
    fresh.removeAll(assigned);
    if (!fresh.isEmpty()) {
      assigned.addAll(fresh);
      consumer.assign(assigned);
      consumer.seekToBeginning(fresh);
    }
  }

  @Override
  public void done(Entry entry) {
    ConsumerRecord<byte[], byte[]> record = handedOut.remove();
    if (remembers) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      try {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
      } catch (TimeoutException e) {
        // Kafka is away. The next commit says the same and more; after a restart before it, the
        // receiver gets this alert once more and knows it by its id.
        LOG.warn("could not note that {} is done: {}", entry.origin(), e.getMessage());
      }
    }
  }

  @Override
  public boolean caughtUp() {
    if (!caughtUp && handedOut.isEmpty()) {
      caughtUp =
          endAtStart.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    return caughtUp;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
