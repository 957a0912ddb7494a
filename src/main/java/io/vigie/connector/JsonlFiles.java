package io.vigie.connector;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The results of a run on files: {@code DIR/<stream>.jsonl} for every {@link ResultStream}.
 *
 * <p>While the job runs, each subtask writes part files under {@code DIR/.parts}, every line led by
 * what it is sorted by. When the job has ended, {@link #assemble()} sorts them into the files by
 * event time, then by line (dead letters by origin): the same results give the same bytes at any
 * parallelism. A file of an earlier run stays as it is until the new one is complete.
 */
public final class JsonlFiles {
  /** Lines kept in memory while sorting, in bytes; more are sorted on disk. */
  private static final long SORT_BYTES = 64L << 20;

  private static final byte AFTER_ORDER = '\t';

  private final Path dir;
  private final Path parts;
  private final long sortBytes;
  private final Set<ResultStream> kept;

  private JsonlFiles(Path dir, long sortBytes, Set<ResultStream> kept) {
    this.dir = dir;
    this.parts = dir.resolve(".parts");
    this.sortBytes = sortBytes;
    this.kept = kept;
  }

  /** The same directory with the files of some streams only. */
  public JsonlFiles keeping(Set<ResultStream> streams) {
    return new JsonlFiles(dir, sortBytes, Set.copyOf(streams));
  }

  /** Whether a stream has a file here. */
  public boolean keeps(ResultStream stream) {
    return kept.contains(stream);
  }

  /**
   * Prepares a directory for the results of a run: creates it if needed and removes what an
   * interrupted run left unassembled.
   *
   * @throws IOException if it is a file or cannot be written to; the message says so
   */
  public static JsonlFiles prepare(Path dir) throws IOException {
    return prepare(dir, SORT_BYTES);
  }

  static JsonlFiles prepare(Path dir, long sortBytes) throws IOException {
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw new NotDirectoryException(dir + " is a file; results need a directory");
    }
    JsonlFiles files =
        new JsonlFiles(dir.toAbsolutePath(), sortBytes, Set.of(ResultStream.values()));
    try {
      Files.createDirectories(files.dir);
      deleteTree(files.parts);
      Files.createDirectory(files.parts);
    } catch (IOException e) {
      throw new IOException("Cannot write results to " + dir + ": " + reason(e), e);
    }
    return files;
  }

  /** A sink for one stream; its files are complete once the job has ended. */
  public <T> FileSink<T> sink(ResultFormat<T> format) {
    return FileSink.<T>forRowFormat(
            new org.apache.flink.core.fs.Path(partsOf(format.stream()).toUri()),
            (result, out) -> out.write(partLine(format, result)))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }

  /**
   * Writes every result file from its parts, and removes the parts. A stream without records gets
   * an empty file; one that is not kept has none, also not of an earlier run. To be called once,
   * after the job has ended without failing.
   */
  public void assemble() throws IOException {
    for (ResultStream stream : ResultStream.values()) {
      if (keeps(stream)) {
        assemble(stream);
      } else {
        Files.deleteIfExists(dir.resolve(stream.fileName()));
      }
    }
    deleteTree(parts);
  }

  private void assemble(ResultStream stream) throws IOException {
    Path complete = parts.resolve(stream.fileName());
    try (SortedLines lines = new SortedLines(parts, sortBytes);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(complete), 1 << 16)) {
      for (Path part : partFiles(stream)) {
        try (LineCursor cursor = new LineCursor(part)) {
          for (byte[] line = cursor.next(); line != null; line = cursor.next()) {
            lines.add(line);
          }
        }
      }
      lines.forEach(line -> writeWithoutOrder(line, out));
    }
    Files.move(
        complete,
        dir.resolve(stream.fileName()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Committed part files; those of failed attempts keep a leading dot and are left out. */
  private List<Path> partFiles(ResultStream stream) throws IOException {
    Path of = partsOf(stream);
    if (!Files.isDirectory(of)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(of)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private Path partsOf(ResultStream stream) {
    return parts.resolve(stream.label());
  }

  /** One array per line: the part file is not buffered, so each write is a system call. */
  private static <T> byte[] partLine(ResultFormat<T> format, T result) {
    byte[] order = format.order().apply(result).getBytes(StandardCharsets.UTF_8);
    byte[] json = format.json().apply(result);
    byte[] line = new byte[order.length + json.length + 2];
    System.arraycopy(order, 0, line, 0, order.length);
    line[order.length] = AFTER_ORDER;
    System.arraycopy(json, 0, line, order.length + 1, json.length);
    line[line.length - 1] = '\n';
    return line;
  }

  private static void writeWithoutOrder(byte[] line, OutputStream out) throws IOException {
    int start = 0;
    while (line[start] != AFTER_ORDER) {
      start++;
    }
    out.write(line, start + 1, line.length - start - 1);
    out.write('\n');
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> tree = Files.walk(root)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
