package io.vigie.connector;

import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads files of mentions (JSON lines; packed if the name ends in {@code .gz}) to their end, merged
 * by createdAt; equal times are ordered by id. Lines that are out of order by no more than the
 * buffer holds are put right; beyond that they come late, as from any source. One subtask reads all
 * files, because an order over files needs one reader; run it with a parallelism of 1.
 *
 * <p>Each intake carries its mention's createdAt as its timestamp. The state is a count of what was
 * given out. A file that cannot be read to its end (damaged gzip data) fails the job with its name.
 */
public final class MentionFileSource
    implements Source<Intake, MentionFileSplit, List<MentionFileSplit>>,
        ResultTypeQueryable<Intake> {

  private static final long serialVersionUID = 1L;

  /** Bytes of mentions that are held to be put in order, over all files, about. */
  public static final long DEFAULT_MAX_BUFFERED = 64L * 1024 * 1024;

  private final ArrayList<String> paths;
  private final IntakeSettings settings;
  private final long maxBuffered;

  /**
   * @param maxBuffered about how many bytes of mentions are held to be put in order
   * @throws io.vigie.yaml.InvalidFileException naming every file that is missing or unreadable
   */
  public MentionFileSource(List<Path> files, IntakeSettings settings, long maxBuffered) {
    Problems problems = new Problems();
    for (Path file : files) {
      if (!Files.exists(file)) {
        problems.add(new Problem(file.toString(), 0, "mentions file does not exist"));
      } else if (Files.isDirectory(file)) {
        problems.add(new Problem(file.toString(), 0, "is a directory, not a mentions file"));
      } else if (!Files.isReadable(file)) {
        problems.add(new Problem(file.toString(), 0, "mentions file may not be read"));
      }
    }
    problems.throwIfAny();
    // Absolute: a task may run in another directory.
    this.paths = new ArrayList<>(files.stream().map(f -> f.toAbsolutePath().toString()).toList());
    this.settings = settings;
    this.maxBuffered = maxBuffered;
  }

  /** A source with a buffer of {@link #DEFAULT_MAX_BUFFERED}. */
  public MentionFileSource(List<Path> files, IntakeSettings settings) {
    this(files, settings, DEFAULT_MAX_BUFFERED);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Intake, MentionFileSplit> createReader(SourceReaderContext context) {
    return new MentionFileReader(context::sendSplitRequest, paths, settings, maxBuffered);
  }

  @Override
  public SplitEnumerator<MentionFileSplit, List<MentionFileSplit>> createEnumerator(
      SplitEnumeratorContext<MentionFileSplit> context) {
    long now = Instant.now().toEpochMilli();
    return restoreEnumerator(context, List.of(new MentionFileSplit(now, 0)));
  }

  @Override
  public SplitEnumerator<MentionFileSplit, List<MentionFileSplit>> restoreEnumerator(
      SplitEnumeratorContext<MentionFileSplit> context, List<MentionFileSplit> waiting) {
    return new MentionFileEnumerator(context, waiting);
  }

  @Override
  public SimpleVersionedSerializer<MentionFileSplit> getSplitSerializer() {
    return new MentionFileSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<List<MentionFileSplit>> getEnumeratorCheckpointSerializer() {
    return new MentionFileSplit.ListSerializer();
  }

  @Override
  public TypeInformation<Intake> getProducedType() {
    return TypeInformation.of(Intake.class);
  }
}
