package io.vigie.connector;

import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files in the task's own thread, one intake a call. After a restore it reads from the
 * beginning and passes over what was given out before; files must not change in between.
 */
final class MentionFileReader implements SourceReader<Intake, MentionFileSplit> {

  private final Runnable requestSplit;
  private final List<String> paths;
  private final IntakeSettings settings;
  private final long maxBuffered;
  private final CompletableFuture<Void> assigned = new CompletableFuture<>();
  private @Nullable MentionFileSplit split;
  private @Nullable MentionFiles files;
  private long read;

  MentionFileReader(
      Runnable requestSplit, List<String> paths, IntakeSettings settings, long maxBuffered) {
    this.requestSplit = requestSplit;
    this.paths = paths;
    this.settings = settings;
    this.maxBuffered = maxBuffered;
  }

  @Override
  public void start() {
    if (split == null) {
      requestSplit.run();
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Intake> output) throws IOException {
    MentionFileSplit reading = split;
    if (reading == null) {
      return assigned.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (files == null) {
      Instant ingestedAt = Instant.ofEpochMilli(reading.ingestedAtMillis());
      files = new MentionFiles(paths, settings, ingestedAt, maxBuffered);
    }
    Intake intake = files.next();
    if (intake == null) {
      return InputStatus.END_OF_INPUT;
    }
    read++;
    if (read > reading.emitted()) {
      Mention mention = intake.mention();
      if (mention == null) {
        output.collect(intake);
      } else {
        output.collect(intake, mention.createdAt().toEpochMilli());
      }
    }
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<MentionFileSplit> snapshotState(long checkpointId) {
    // While passing over what was given out before, that is still how far it is.
    return split == null
        ? List.of()
        : List.of(new MentionFileSplit(split.ingestedAtMillis(), Math.max(read, split.emitted())));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return assigned;
  }

  @Override
  public void addSplits(List<MentionFileSplit> splits) {
    split = splits.get(0);
    assigned.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    assigned.complete(null);
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
