package io.vigie.connector;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line as bytes; a line ends with a line feed, the last one may lack it. */
final class LineCursor implements Closeable {
  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;

  LineCursor(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /** The next line without its line feed, or null at the end. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (true) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        if (limit == 0) {
          return line.size() == 0 ? null : line.toByteArray();
        }
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      if (end < limit) {
        position = end + 1;
        return line.toByteArray();
      }
      position = end;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
