package io.vigie.cli.bench;

import io.vigie.job.JobSettings;
import io.vigie.mention.Intake;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Generated mentions that lie ready to be read, by one variant after the other. */
public interface BenchInput extends AutoCloseable {

  /** Where they are, in words. */
  String name();

  /** The mentions as the job reads them. */
  DataStream<Intake> read(StreamExecutionEnvironment env, JobSettings settings);

  /** A Kafka broker that results can be written to, {@code host:port}. */
  String bootstrapServers();

  @Override
  void close() throws IOException;
}
