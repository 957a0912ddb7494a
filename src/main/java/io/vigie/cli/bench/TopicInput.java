package io.vigie.cli.bench;

import io.vigie.cli.demo.SyntheticLoad;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.MentionKafkaDeserializer;
import io.vigie.connector.MentionTimestamps;
import io.vigie.connector.ResultStream;
import io.vigie.connector.local.LocalKafka;
import io.vigie.job.JobSettings;
import io.vigie.mention.Intake;
import io.vigie.stream.Uid;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Mentions in a topic of a real broker in this process, filled before anything is measured. */
final class TopicInput implements BenchInput {

  private static final String TOPIC = "vigie.mentions.v1";

  /** How often the filling is told of, in mentions. */
  private static final long TELL_EVERY = 100_000;

  private final LocalKafka kafka;

  private TopicInput(LocalKafka kafka) {
    this.kafka = kafka;
  }

  /**
   * Starts a broker and fills its topic.
   *
   * @param partitions partitions, filled in turn, so that event time advances evenly in them
   * @param progress told how many mentions were written so far
   */
  static TopicInput filled(SyntheticLoad load, long mentions, int partitions, LongConsumer progress)
      throws IOException {
    TopicInput input = new TopicInput(LocalKafka.start());
    KafkaTopics.ensure(
        KafkaConnection.to(input.bootstrapServers()),
        EnumSet.allOf(ResultStream.class),
        List.of(TOPIC),
        partitions,
        (short) 1);
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            input.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            50);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < mentions; i++) {
        producer.send(new ProducerRecord<>(TOPIC, (int) (i % partitions), null, load.next()));
        if (i % TELL_EVERY == 0) {
          progress.accept(i);
        }
      }
    }
    return input;
  }

  @Override
  public String name() {
    return "a Kafka topic";
  }

  @Override
  public DataStream<Intake> read(StreamExecutionEnvironment env, JobSettings settings) {
    KafkaSource<Intake> source =
        KafkaSource.<Intake>builder()
            .setBootstrapServers(bootstrapServers())
            .setTopics(TOPIC)
            .setGroupId("vigie-bench")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new MentionKafkaDeserializer(settings.intake()))
            .build();
    return env.fromSource(
            source,
            MentionTimestamps.strategy(settings.outOfOrder(), settings.idleAfter()),
            Uid.READ_MENTIONS.id())
        .uid(Uid.READ_MENTIONS.id());
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }
}
