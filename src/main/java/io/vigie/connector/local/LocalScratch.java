package io.vigie.connector.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** A temporary folder for a Flink job that runs inside this process. */
public final class LocalScratch {

  private LocalScratch() {}

  /**
   * Gives an embedded Flink a folder of its own for its temporary files, deleted when this process
   * ends: Flink would leave some behind. Checkpoints go there too if no place was set for them; in
   * memory, one state may have 5 MB and no more.
   */
  public static void give(Configuration flink) throws IOException {
    Path scratch = Files.createTempDirectory("vigie-flink-");
    flink.set(CoreOptions.TMP_DIRS, scratch.toString());
    if (flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) == null) {
      flink.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          scratch.resolve("checkpoints").toUri().toString());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch), "delete-scratch"));
  }

  /** Flink may still be cleaning up behind itself: what vanishes meanwhile is gone as well. */
  private static void delete(Path scratch) {
    for (int attempt = 0; attempt < 5; attempt++) {
      try {
        TemporaryTree.delete(scratch);
        return;
      } catch (IOException | java.io.UncheckedIOException e) {
        // a file came or went while the tree was read; look again
      }
    }
  }
}
