package io.vigie.connector;

import io.vigie.mention.DeadLetter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines as bytes, holding no more than {@link DeadLetter#MAX_ORIGINAL} bytes of any: of a
 * longer line the beginning, the length and the hash remain. A carriage return before the line end
 * is left out, except of a longer line, where it is counted and hashed like the rest.
 */
public final class LineReader implements Closeable {

  /**
   * A line without its line end.
   *
   * @param bytes the line, or its first {@link DeadLetter#MAX_ORIGINAL} bytes
   * @param length length of the whole line in bytes
   * @param sha256 hash of the whole line in lower-case hex if it is longer than its bytes, else
   *     null
   */
  public record Line(byte[] bytes, long length, @Nullable String sha256) {}

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int kept;

  /** Reads from this, and closes it when closed. */
  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line, or null at the end. A line end at the end of the file begins no new line. */
  public @Nullable Line next() throws IOException {
    kept = 0;
    long length = 0;
    MessageDigest digest = null;
    boolean ended = false;
    while (!ended) {
      if (position == limit && !fill()) {
        if (length == 0) {
          return null;
        }
        break;
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int count = end - position;
      if (digest == null && length + count > DeadLetter.MAX_ORIGINAL + 1L) {
        // One byte more than is kept, so that a carriage return does not make a line too long.
        digest = DeadLetter.newSha256();
        digest.update(line, 0, kept);
      }
      if (digest != null) {
        digest.update(buffer, position, count);
      }
      keep(count);
      length += count;
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return digest == null ? whole() : cut(length, digest);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Line whole() {
    int end = kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
    if (end > DeadLetter.MAX_ORIGINAL) {
      MessageDigest digest = DeadLetter.newSha256();
      digest.update(line, 0, end);
      return cut(end, digest);
    }
    return new Line(Arrays.copyOf(line, end), end, null);
  }

  private Line cut(long length, MessageDigest digest) {
    return new Line(
        Arrays.copyOf(line, DeadLetter.MAX_ORIGINAL),
        length,
        HexFormat.of().formatHex(digest.digest()));
  }

  private void keep(int count) {
    int room = Math.min(count, DeadLetter.MAX_ORIGINAL + 1 - kept);
    if (room <= 0) {
      return;
    }
    if (kept + room > line.length) {
      line = Arrays.copyOf(line, Math.max(kept + room, line.length * 2));
    }
    System.arraycopy(buffer, position, line, kept, room);
    kept += room;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
