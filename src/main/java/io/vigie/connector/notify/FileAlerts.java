package io.vigie.connector.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The alerts of a file, to its end. */
final class FileAlerts implements AlertRecords {

  private static final int BATCH = 100;

  private final Path file;
  private final BufferedReader lines;
  private int number;
  private boolean ended;

  FileAlerts(Path file) throws IOException {
    this.file = file;
    this.lines = Files.newBufferedReader(file);
  }

  @Override
  public List<Entry> poll(Duration patience) {
    List<Entry> batch = new ArrayList<>();
    try {
      while (batch.size() < BATCH && !ended) {
        String line = lines.readLine();
        if (line == null) {
          ended = true;
        } else {
          number++;
          if (!line.isBlank()) {
            batch.add(new Entry(line, file + ":" + number));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    return batch;
  }

  @Override
  public void done(Entry entry) {}

  @Override
  public boolean caughtUp() {
    return ended;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
