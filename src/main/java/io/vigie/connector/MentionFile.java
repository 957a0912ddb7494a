package io.vigie.connector;

import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionParser;
import io.vigie.mention.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of mentions, given out by event time as far as a buffer of lines allows, with the dead
 * letters as they are met. The order depends on nothing but the file.
 */
final class MentionFile implements Closeable {

  /** The order of event time; equal times are ordered by what identifies a mention. */
  static final Comparator<Mention> BY_EVENT_TIME =
      Comparator.comparing(Mention::createdAt)
          .thenComparing(Mention::id)
          .thenComparing(Mention::platform)
          .thenComparing(Mention::brand);

  /** What a parsed mention takes on the heap besides the bytes of its line, about. */
  private static final int OBJECTS_BYTES = 400;

  private final Path path;
  private final MentionParser parser;
  private final Instant ingestedAt;
  private final long maxBuffered;
  private final LineReader lines;
  private final PriorityQueue<Read> byTime =
      new PriorityQueue<>(
          Comparator.comparing(Read::mention, BY_EVENT_TIME).thenComparingLong(Read::sequence));

  /** Dead letters and retractions: they go as they are read. */
  private final Queue<Intake> others = new ArrayDeque<>();

  private long line;
  private long sequence;
  private long buffered;
  private boolean ended;

  /**
   * @param maxBuffered about how many bytes of mentions are held to be put in order
   */
  MentionFile(Path path, MentionParser parser, Instant ingestedAt, long maxBuffered)
      throws IOException {
    this.path = path;
    this.parser = parser;
    this.ingestedAt = ingestedAt;
    this.maxBuffered = maxBuffered;
    this.lines = open(path);
  }

  /** The next dead letter or mention without taking it, or null at the end of the file. */
  @Nullable Mention peekMention() throws IOException {
    fill();
    Read first = byTime.peek();
    return first == null ? null : first.mention();
  }

  /** Takes the next dead letter or retraction that was met, or null if there is none just now. */
  @Nullable Intake nextOther() throws IOException {
    fill();
    return others.poll();
  }

  /** Takes the mention that {@link #peekMention()} shows. */
  Intake nextMention() {
    Read first = byTime.remove();
    buffered -= first.bytes();
    return first.copy() ? Intake.copyOf(first.mention()) : Intake.of(first.mention());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Stops at what is no mention, so that a file of nothing else is not read into memory. */
  private void fill() throws IOException {
    while (!ended && others.isEmpty() && buffered < maxBuffered) {
      LineReader.Line next = read();
      if (next == null) {
        ended = true;
      } else {
        line++;
        accept(next);
      }
    }
  }

  private void accept(LineReader.Line read) {
    Origin origin = new Origin(path.toString(), 0, line);
    String sha256 = read.sha256();
    if (sha256 != null) {
      DeadLetter letter =
          new DeadLetter(
              DeadLetterReason.OVERSIZED,
              "the line is larger than " + MentionParser.MAX_BYTES + " bytes",
              read.bytes(),
              read.length(),
              sha256,
              origin,
              ingestedAt);
      others.add(Intake.dead(parser.guarded(letter)));
      return;
    }
    int weight = read.bytes().length + OBJECTS_BYTES;
    parser.parse(read.bytes(), origin, ingestedAt, intake -> hold(intake, weight));
  }

  private void hold(Intake intake, int weight) {
    Mention mention = intake.mention();
    if (mention != null) {
      byTime.add(new Read(mention, intake.copy(), sequence++, weight));
      buffered += weight;
    } else {
      others.add(intake);
    }
  }

  private LineReader.@Nullable Line read() throws IOException {
    try {
      return lines.next();
    } catch (IOException e) {
      throw unreadable(path, "after line " + line, e);
    }
  }

  private static LineReader open(Path path) throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      boolean packed = path.toString().endsWith(".gz");
      return new LineReader(packed ? new GZIPInputStream(in, 64 * 1024) : in);
    } catch (IOException e) {
      in.close();
      throw unreadable(path, "from its beginning", e);
    }
  }

  private static IOException unreadable(Path path, String where, IOException cause) {
    String hint = path.toString().endsWith(".gz") ? " (is the gzip data cut off or damaged?)" : "";
    return new IOException(
        "mentions file " + path + " cannot be read " + where + hint + ": " + cause, cause);
  }

  /** A mention that waits for its turn. */
  private record Read(Mention mention, boolean copy, long sequence, int bytes) {}
}
