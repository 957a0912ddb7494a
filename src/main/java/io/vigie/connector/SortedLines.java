package io.vigie.connector;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of lines by their bytes in bounded memory: sorted runs go to a scratch directory
 * and are merged at the end.
 */
final class SortedLines implements Closeable {
  /** What a line costs in memory beside its bytes: array header and list slot. */
  private static final int LINE_OVERHEAD = 32;

  /** Runs that are open at once while merging. */
  private static final int MAX_RUNS = 64;

  private final Path scratch;
  private final long maxBytes;
  private final List<byte[]> lines = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private long bytes;
  private int runsWritten;

  /** Takes each line in its order. */
  interface LineWriter {
    void write(byte[] line) throws IOException;
  }

  /**
   * @param scratch an existing directory for runs
   * @param maxBytes bytes of lines to keep in memory
   */
  SortedLines(Path scratch, long maxBytes) {
    this.scratch = scratch;
    this.maxBytes = maxBytes;
  }

  void add(byte[] line) throws IOException {
    lines.add(line);
    bytes += line.length + LINE_OVERHEAD;
    if (bytes > maxBytes) {
      spill();
    }
  }

  /** Gives every line in order; equal lines are all given. */
  void forEach(LineWriter writer) throws IOException {
    if (runs.isEmpty()) {
      lines.sort(Arrays::compareUnsigned);
      for (byte[] line : lines) {
        writer.write(line);
      }
    } else {
      spill();
      merge(writer);
    }
  }

  private void spill() throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    lines.sort(Arrays::compareUnsigned);
    writeRun(
        writer -> {
          for (byte[] line : lines) {
            writer.write(line);
          }
        });
    lines.clear();
    bytes = 0;
    if (runs.size() == MAX_RUNS) {
      List<Path> merged = List.copyOf(runs);
      writeRun(this::merge);
      for (Path run : merged) {
        Files.delete(run);
      }
      runs.removeAll(merged);
    }
  }

  private interface Run {
    void writeTo(LineWriter writer) throws IOException;
  }

  private void writeRun(Run run) throws IOException {
    Path file = scratch.resolve("run-" + runsWritten++);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      run.writeTo(
          line -> {
            out.write(line);
            out.write('\n');
          });
    }
    runs.add(file);
  }

  private void merge(LineWriter writer) throws IOException {
    List<LineCursor> cursors = new ArrayList<>();
    try {
      PriorityQueue<Head> heads =
          new PriorityQueue<>(Comparator.comparing(Head::line, Arrays::compareUnsigned));
      for (Path run : runs) {
        LineCursor cursor = new LineCursor(run);
        cursors.add(cursor);
        offer(heads, cursor);
      }
      for (Head head = heads.poll(); head != null; head = heads.poll()) {
        writer.write(head.line);
        offer(heads, head.cursor);
      }
    } finally {
      for (LineCursor cursor : cursors) {
        cursor.close();
      }
    }
  }

  private static void offer(PriorityQueue<Head> heads, LineCursor cursor) throws IOException {
    byte @Nullable [] line = cursor.next();
    if (line != null) {
      heads.add(new Head(line, cursor));
    }
  }

  /** Lives only while merging and is never compared as a record. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Head(byte[] line, LineCursor cursor) {}

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }
}
