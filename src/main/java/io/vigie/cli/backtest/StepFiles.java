package io.vigie.cli.backtest;

import io.vigie.signal.BrandStep;
import io.vigie.stream.Uid;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What a back-test keeps of its steps: the course of each brand for the report, and, where other
 * patterns are to be tried on them, the steps themselves. Each subtask writes one file of each when
 * the history ends; a brand is in one of them only.
 */
public final class StepFiles {

  private static final String COURSES = "courses-";
  private static final String STEPS = "steps-";

  private final Path directory;
  private final boolean replayable;

  private StepFiles(Path directory, boolean replayable) {
    this.directory = directory;
    this.replayable = replayable;
  }

  /**
   * Prepares a directory below that of the results, empty.
   *
   * @param replayable whether the steps are kept too
   */
  public static StepFiles prepare(Path out, boolean replayable) throws IOException {
    StepFiles files = new StepFiles(out.toAbsolutePath().resolve(".steps"), replayable);
    files.delete();
    Files.createDirectories(files.directory);
    return files;
  }

  /** Has the steps of a run written here. */
  void collect(DataStream<BrandStep> steps) {
    String uid = Uid.WRITE.id("files-steps");
    steps.sinkTo(new StepSink(directory.toString(), replayable)).uid(uid).name(uid);
  }

  /** The courses by brand, after the run. */
  Map<String, BrandCourse> courses() throws IOException {
    Map<String, BrandCourse> courses = new TreeMap<>();
    for (Path file : files(COURSES)) {
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
        for (int brands = in.readInt(); brands > 0; brands--) {
          courses.put(in.readUTF(), BrandCourse.read(in));
        }
      }
    }
    return courses;
  }

  /** The steps with event time and watermarks, after the run. */
  DataStream<BrandStep> stream(StreamExecutionEnvironment env) throws IOException {
    return HistorySource.stream(
        env,
        new StepHistory(new ArrayList<>(files(STEPS).stream().map(Path::toString).toList())),
        TypeInformation.of(BrandStep.class),
        step -> step.at().toEpochMilli() - 1,
        Uid.READ_MENTIONS.id("steps"));
  }

  /** Removes the files. */
  public void delete() throws IOException {
    if (Files.isDirectory(directory)) {
      for (Path file : files("")) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static TypeSerializer<BrandStep> serializer() {
    return TypeInformation.of(BrandStep.class).createSerializer(new SerializerConfigImpl());
  }

  private static final class StepSink implements Sink<BrandStep> {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final boolean replayable;

    StepSink(String directory, boolean replayable) {
      this.directory = directory;
      this.replayable = replayable;
    }

    @Override
    public SinkWriter<BrandStep> createWriter(WriterInitContext context) throws IOException {
      int subtask = context.getTaskInfo().getIndexOfThisSubtask();
      Path in = Path.of(directory);
      return new Writer(
          in.resolve(COURSES + subtask), replayable ? in.resolve(STEPS + subtask) : null);
    }
  }

  private static final class Writer implements SinkWriter<BrandStep> {
    private final Path coursesFile;
    private final Map<String, BrandCourse> courses = new TreeMap<>();
    private final TypeSerializer<BrandStep> serializer = serializer();
    private final @Nullable DataOutputViewStreamWrapper steps;

    Writer(Path coursesFile, @Nullable Path stepsFile) throws IOException {
      this.coursesFile = coursesFile;
      steps =
          stepsFile == null
              ? null
              : new DataOutputViewStreamWrapper(
                  new BufferedOutputStream(Files.newOutputStream(stepsFile), 1 << 16));
    }

    @Override
    public void write(BrandStep step, Context context) throws IOException {
      if (!step.exercise()) {
        courses.computeIfAbsent(step.brand(), brand -> new BrandCourse()).add(step.indicators());
      }
      if (steps != null) {
        serializer.serialize(withoutWords(step), steps);
      }
    }

    /** What mentions say has no part in what is detected. */
    private static BrandStep withoutWords(BrandStep step) {
      return new BrandStep(
          step.indicators(),
          step.firstMentionAt(),
          List.of(),
          step.mentionsByPlatform(),
          List.of(),
          step.exercise(),
          step.ownMentionAt());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (!endOfInput) {
        return;
      }
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(coursesFile), 1 << 16))) {
        out.writeInt(courses.size());
        for (Map.Entry<String, BrandCourse> course : courses.entrySet()) {
          out.writeUTF(course.getKey());
          course.getValue().write(out);
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (steps != null) {
        steps.close();
      }
    }
  }

  /** The files of all subtasks, merged by time. */
  private static final class StepHistory implements HistorySource.History<BrandStep>, Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> files;

    StepHistory(ArrayList<String> files) {
      this.files = files;
    }

    @Override
    public Iterator<BrandStep> open() {
      PriorityQueue<Cursor> next =
          new PriorityQueue<>(
              Comparator.comparing((Cursor cursor) -> cursor.step().at())
                  .thenComparing(cursor -> cursor.file));
      for (String file : files) {
        Cursor cursor = new Cursor(file);
        if (cursor.advance()) {
          next.add(cursor);
        }
      }
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return !next.isEmpty();
        }

        @Override
        public BrandStep next() {
          Cursor first = next.poll();
          if (first == null) {
            throw new NoSuchElementException();
          }
          BrandStep step = first.step();
          if (first.advance()) {
            next.add(first);
          }
          return step;
        }
      };
    }
  }

  private static final class Cursor {
    private final String file;
    private final TypeSerializer<BrandStep> serializer = serializer();
    private final DataInputViewStreamWrapper in;
    private @Nullable BrandStep step;

    Cursor(String file) {
      this.file = file;
      try {
        in =
            new DataInputViewStreamWrapper(
                new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    BrandStep step() {
      BrandStep current = step;
      if (current == null) {
        throw new NoSuchElementException(file);
      }
      return current;
    }

    /** Reads the next step; false, and the file closed, at the end. */
    boolean advance() {
      try {
        step = serializer.deserialize(in);
        return true;
      } catch (EOFException end) {
        return close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean close() {
      try {
        in.close();
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
