package io.vigie.cli.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.FlinkRest;
import io.vigie.cli.cluster.JavaProcess;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.cluster.OwnProcess;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.stream.Tallied;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks at a running job from outside: its processes, its files, its REST API, its topics. */
final class Probe implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(300);
  private static final double MEGABYTE = 1 << 20;

  private final LocalCluster cluster;
  private final String job;
  private final KafkaConsumer<byte[], byte[]> indicators;

  Probe(LocalCluster cluster, String job, KafkaConnection kafka, int partitions) {
    this.cluster = cluster;
    this.job = job;
    this.indicators =
        new KafkaConsumer<>(
            kafka.toProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(ResultStream.INDICATORS.topic(), i));
    }
    indicators.assign(all);
    indicators.seekToBeginning(all);
  }

  /** What the job has counted; empty if it does not answer. */
  Map<String, Long> counts() {
    try {
      return cluster.rest().counts(job);
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return Map.of();
    }
  }

  /** Mentions that the job has read. */
  long read() {
    return counts().getOrDefault(Tallied.READ, 0L);
  }

  /** Looks at everything once. Collects the garbage of the TaskManagers first. */
  Sample look(double minute, long sent) throws IOException, InterruptedException {
    FlinkRest.@Nullable Checkpoint checkpoint = checkpoint();
    return new Sample(
        minute,
        sent,
        read(),
        sum(process -> JavaProcess.liveHeapMegabytes(process.pid())),
        cluster.taskManagersResidentMegabytes(),
        sum(process -> JavaProcess.status(process.pid(), "Threads:")),
        cluster.temporaryBytes() / MEGABYTE,
        checkpoint == null ? Double.NaN : checkpoint.bytes() / MEGABYTE,
        checkpoint == null ? Double.NaN : checkpoint.millis() / 1000.0,
        longestLag());
  }

  private FlinkRest.@Nullable Checkpoint checkpoint() {
    try {
      return cluster.rest().lastCheckpoint(job);
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return null;
    }
  }

  private double sum(ToDoubleFunction<OwnProcess> what) {
    List<String> roles = cluster.taskManagers();
    return cluster.processes().stream()
        .filter(process -> roles.contains(process.role()))
        .mapToDouble(what)
        .sum();
  }

  /** Of the indicators since the last look; NaN if none came. */
  private double longestLag() throws IOException {
    double longest = Double.NaN;
    ConsumerRecords<byte[], byte[]> records = indicators.poll(POLL);
    while (!records.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Instant at = Instant.parse(JSON.readTree(record.value()).path("at").asText());
        double lag = (record.timestamp() - at.toEpochMilli()) / 1000.0;
        longest = Double.isNaN(longest) ? lag : Math.max(longest, lag);
      }
      records = indicators.poll(POLL);
    }
    return longest;
  }

  @Override
  public void close() {
    indicators.close();
  }
}
