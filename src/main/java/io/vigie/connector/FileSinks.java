package io.vigie.connector;

import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Sinks for a job without an end: under a directory (of any file system that Flink is set up for)
 * each stream has a folder, with a folder per hour of writing, and files of JSON lines that are
 * complete with each checkpoint.
 */
public final class FileSinks {

  private static final byte LINE_FEED = '\n';

  private FileSinks() {}

  /** A sink for one stream. */
  public static <T> FileSink<T> sink(String directory, ResultFormat<T> format) {
    return FileSink.<T>forRowFormat(
            new Path(new Path(directory), format.stream().label()),
            (result, out) -> {
              out.write(format.json().apply(result));
              out.write(LINE_FEED);
            })
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }
}
