package io.vigie.connector.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file of lines that outlive a crash of the machine. */
final class LineFile {

  private LineFile() {}

  /** Adds a line, making the file if need be, and returns when it is on the disk. */
  static void append(Path file, byte[] line) throws IOException {
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    Files.write(
        file,
        whole,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
  }
}
