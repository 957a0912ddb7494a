package io.vigie.connector;

import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several files of mentions as one, merged by event time; the same files give the same order. */
final class MentionFiles implements Closeable {

  /** A file's share of the buffer is never less, in bytes: room for some thousand lines. */
  private static final long LEAST_SHARE = 1024 * 1024;

  private final List<MentionFile> files = new ArrayList<>();

  MentionFiles(List<String> paths, IntakeSettings settings, Instant ingestedAt, long maxBuffered)
      throws IOException {
    // One parser for all, so that its quota of unlisted brands is one, too.
    MentionParser parser = new MentionParser(settings);
    long share = Math.max(LEAST_SHARE, maxBuffered / Math.max(1, paths.size()));
    try {
      for (String path : paths) {
        files.add(new MentionFile(Path.of(path), parser, ingestedAt, share));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The next dead letter or mention, or null when all files have ended. */
  @Nullable Intake next() throws IOException {
    MentionFile first = null;
    Mention earliest = null;
    for (MentionFile file : files) {
      Intake other = file.nextOther();
      if (other != null) {
        return other;
      }
      Mention mention = file.peekMention();
      if (mention != null
          && (earliest == null || MentionFile.BY_EVENT_TIME.compare(mention, earliest) < 0)) {
        earliest = mention;
        first = file;
      }
    }
    return first == null ? null : first.nextMention();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (MentionFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
