package io.vigie.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All files of a {@link MentionFileSource}, and how far they were read.
 *
 * @param ingestedAtMillis when reading first began, in epoch milliseconds: kept over restores,
 *     because which mentions lie in the future, and so the order, depends on it
 * @param emitted how many intakes were given out
 */
record MentionFileSplit(long ingestedAtMillis, long emitted) implements SourceSplit {

  @Override
  public String splitId() {
    return "files";
  }

  /** Writes one split as two longs. */
  static final class Serializer implements SimpleVersionedSerializer<MentionFileSplit> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(MentionFileSplit split) {
      return ByteBuffer.allocate(16)
          .putLong(split.ingestedAtMillis())
          .putLong(split.emitted())
          .array();
    }

    @Override
    public MentionFileSplit deserialize(int version, byte[] serialized) throws IOException {
      checkVersion(version, getVersion());
      ByteBuffer in = ByteBuffer.wrap(serialized);
      return new MentionFileSplit(in.getLong(), in.getLong());
    }
  }

  /** Writes the splits that wait for a reader: none or one. */
  static final class ListSerializer implements SimpleVersionedSerializer<List<MentionFileSplit>> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<MentionFileSplit> splits) {
      ByteBuffer out = ByteBuffer.allocate(16 * splits.size());
      splits.forEach(split -> out.putLong(split.ingestedAtMillis()).putLong(split.emitted()));
      return out.array();
    }

    @Override
    public List<MentionFileSplit> deserialize(int version, byte[] serialized) throws IOException {
      checkVersion(version, getVersion());
      ByteBuffer in = ByteBuffer.wrap(serialized);
      List<MentionFileSplit> splits = new ArrayList<>();
      while (in.hasRemaining()) {
        splits.add(new MentionFileSplit(in.getLong(), in.getLong()));
      }
      return splits;
    }
  }

  private static void checkVersion(int found, int known) throws IOException {
    if (found != known) {
      throw new IOException("state of the mention file source has the unknown version " + found);
    }
  }
}
