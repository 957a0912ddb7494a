package io.vigie.cli.bench;

import io.vigie.cli.demo.SyntheticLoad;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.MentionFileSource;
import io.vigie.connector.MentionTimestamps;
import io.vigie.connector.ResultStream;
import io.vigie.connector.local.LocalKafka;
import io.vigie.job.JobSettings;
import io.vigie.mention.Intake;
import io.vigie.stream.Uid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Mentions in one plain file, as {@code vigie run --mentions} reads them. */
final class FileInput implements BenchInput {

  private static final long TELL_EVERY = 100_000;

  private final Path file;
  private final LocalKafka kafka;

  private FileInput(Path file, LocalKafka kafka) {
    this.file = file;
    this.kafka = kafka;
  }

  /**
   * Writes the file.
   *
   * @param progress told how many mentions were written so far
   */
  static FileInput filled(SyntheticLoad load, long mentions, LongConsumer progress)
      throws IOException {
    Path file = Files.createTempFile("vigie-bench-", ".jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long i = 0; i < mentions; i++) {
        out.write(load.next());
        out.write('\n');
        if (i % TELL_EVERY == 0) {
          progress.accept(i);
        }
      }
    }
    FileInput input = new FileInput(file, LocalKafka.start());
    KafkaTopics.ensure(
        KafkaConnection.to(input.bootstrapServers()),
        EnumSet.allOf(ResultStream.class),
        List.of(),
        1,
        (short) 1);
    return input;
  }

  @Override
  public String name() {
    return "a file";
  }

  @Override
  public DataStream<Intake> read(StreamExecutionEnvironment env, JobSettings settings) {
    return env.fromSource(
            new MentionFileSource(List.of(file), settings.intake()),
            MentionTimestamps.strategy(Duration.ZERO, Duration.ofDays(1)),
            Uid.READ_MENTIONS.id())
        .setParallelism(1)
        .uid(Uid.READ_MENTIONS.id("files"));
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    Files.deleteIfExists(file);
  }
}
