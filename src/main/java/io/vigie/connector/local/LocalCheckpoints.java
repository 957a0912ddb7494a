package io.vigie.connector.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A place for the checkpoints of a job that runs inside this process. */
public final class LocalCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCheckpoints.class);

  private LocalCheckpoints() {}

  /**
   * Gives a job that was told no directory for its checkpoints a temporary one, deleted when this
   * process ends. Without, Flink keeps them in memory, where one state may have 5 MB and no more.
   */
  public static void ensure(Configuration flink) throws IOException {
    if (flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) != null) {
      return;
    }
    Path scratch = Files.createTempDirectory("vigie-checkpoints-");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, scratch.toUri().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch), "delete-checkpoints"));
  }

  private static void delete(Path scratch) {
    try {
      TemporaryTree.delete(scratch);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", scratch, e.toString());
    }
  }
}
