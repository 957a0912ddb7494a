package io.vigie.stream;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes mentions on their way between subtasks: every one crosses the network once. Flink's
 * general serializer of records takes half as long again and a quarter more bytes
 * (docs/benchmarks.md).
 *
 * <p>Layout 1: the number of the layout (a byte), flags (2 bytes) that say which optional fields
 * follow, then the fields; texts as a length of 1 to 5 bytes and UTF-8, counts as numbers of 1 to
 * 10 bytes. All that {@link io.vigie.mention.MentionParser} lets through comes back the same; an
 * unpaired surrogate, which it does not let through, would come back as a question mark.
 */
final class MentionSerializer extends TypeSerializer<Mention> {

  /** The layout that is written, and the newest that can be read. */
  static final int LAYOUT = 1;

  private static final long serialVersionUID = 1L;

  private static final int HAS_LANG = 1;
  private static final int HAS_AUTHOR = 1 << 1;
  private static final int HAS_FOLLOWERS = 1 << 2;
  private static final int VERIFIED = 1 << 3;
  private static final int HAS_ENGAGEMENT = 1 << 4;
  private static final int HAS_VIEWS = 1 << 5;
  private static final int HAS_REPOST_OF = 1 << 6;
  private static final int HAS_REPLY_TO = 1 << 7;
  private static final int HAS_URL = 1 << 8;
  private static final int EXERCISE = 1 << 9;

  /** Texts up to this length are read into one buffer that is kept. */
  private static final int KEPT_BUFFER = 4_096;

  private transient byte @Nullable [] buffer;
  private transient @Nullable SharedNames names;

  @Override
  public void serialize(Mention mention, DataOutputView target) throws IOException {
    Author author = mention.author();
    Engagement engagement = mention.engagement();
    int flags = flags(mention, author, engagement);
    target.writeByte(LAYOUT);
    target.writeShort(flags);
    writeText(mention.id(), target);
    writeText(mention.brand(), target);
    writeText(mention.platform(), target);
    writeText(mention.text(), target);
    target.writeLong(mention.createdAt().getEpochSecond());
    target.writeInt(mention.createdAt().getNano());
    writeTextIf(mention.lang(), target);
    writeTextIf(author.id(), target);
    writeCountIf(author.followers(), target);
    if ((flags & HAS_ENGAGEMENT) != 0) {
      writeCount(engagement.likes(), target);
      writeCount(engagement.shares(), target);
      writeCount(engagement.replies(), target);
      writeCountIf(engagement.views(), target);
    }
    writeTextIf(mention.repostOf(), target);
    writeTextIf(mention.replyTo(), target);
    writeTextIf(mention.url(), target);
  }

  private static int flags(Mention mention, Author author, Engagement engagement) {
    return flag(mention.lang() != null, HAS_LANG)
        | flag(author.id() != null, HAS_AUTHOR)
        | flag(author.followers() != null, HAS_FOLLOWERS)
        | flag(author.verified(), VERIFIED)
        | flag(!engagement.equals(Engagement.NONE), HAS_ENGAGEMENT)
        | flag(engagement.views() != null, HAS_VIEWS)
        | flag(mention.repostOf() != null, HAS_REPOST_OF)
        | flag(mention.replyTo() != null, HAS_REPLY_TO)
        | flag(mention.url() != null, HAS_URL)
        | flag(mention.exercise(), EXERCISE);
  }

  private static int flag(boolean condition, int flag) {
    return condition ? flag : 0;
  }

  @Override
  public Mention deserialize(DataInputView source) throws IOException {
    int layout = source.readUnsignedByte();
    if (layout != LAYOUT) {
      throw new IOException("a mention in layout " + layout + "; only " + LAYOUT + " is known");
    }
    int flags = source.readUnsignedShort();
    String id = readText(source);
    String brand = readName(source);
    String platform = readName(source);
    String text = readText(source);
    Instant createdAt = Instant.ofEpochSecond(source.readLong(), source.readInt());
    String lang = (flags & HAS_LANG) != 0 ? readName(source) : null;
    return new Mention(
        id,
        brand,
        platform,
        text,
        createdAt,
        lang,
        readAuthor(flags, source),
        readEngagement(flags, source),
        (flags & HAS_REPOST_OF) != 0 ? readText(source) : null,
        (flags & HAS_REPLY_TO) != 0 ? readText(source) : null,
        (flags & HAS_URL) != 0 ? readText(source) : null,
        (flags & EXERCISE) != 0);
  }

  private Author readAuthor(int flags, DataInputView source) throws IOException {
    if ((flags & (HAS_AUTHOR | HAS_FOLLOWERS | VERIFIED)) == 0) {
      return Author.UNKNOWN;
    }
    String id = (flags & HAS_AUTHOR) != 0 ? readText(source) : null;
    Long followers = (flags & HAS_FOLLOWERS) != 0 ? readCount(source) : null;
    return new Author(id, followers, (flags & VERIFIED) != 0);
  }

  private static Engagement readEngagement(int flags, DataInputView source) throws IOException {
    if ((flags & HAS_ENGAGEMENT) == 0) {
      return Engagement.NONE;
    }
    long likes = readCount(source);
    long shares = readCount(source);
    long replies = readCount(source);
    return new Engagement(
        likes, shares, replies, (flags & HAS_VIEWS) != 0 ? readCount(source) : null);
  }

  private static void writeTextIf(@Nullable String text, DataOutputView target) throws IOException {
    if (text != null) {
      writeText(text, target);
    }
  }

  private static void writeText(String text, DataOutputView target) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount(bytes.length, target);
    target.write(bytes, 0, bytes.length);
  }

  private static void writeCountIf(@Nullable Long count, DataOutputView target) throws IOException {
    if (count != null) {
      writeCount(count, target);
    }
  }

  /** Seven bits a byte, the lowest first; the high bit says that more follow. */
  private static void writeCount(long count, DataOutputView target) throws IOException {
    long left = count;
    while ((left & ~0x7FL) != 0) {
      target.writeByte((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    target.writeByte((int) left);
  }

  private static long readCount(DataInputView source) throws IOException {
    long count = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = source.readByte();
      count |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return count;
      }
    }
    throw new IOException("a number of more than 10 bytes");
  }

  private String readText(DataInputView source) throws IOException {
    int length = (int) readCount(source);
    byte[] bytes = buffer(length);
    source.readFully(bytes, 0, length);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String readName(DataInputView source) throws IOException {
    int length = (int) readCount(source);
    byte[] bytes = buffer(length);
    source.readFully(bytes, 0, length);
    if (names == null) {
      names = new SharedNames();
    }
    return names.get(bytes, length);
  }

  private byte[] buffer(int length) {
    if (length > KEPT_BUFFER) {
      return new byte[length];
    }
    if (buffer == null) {
      buffer = new byte[KEPT_BUFFER];
    }
    return buffer;
  }

  /**
   * One instance of each of the few names that come again and again, as far as their places do not
   * collide: no garbage, hashes that are computed once, and comparisons that end at once.
   */
  private static final class SharedNames {

    /** Places; a power of two. */
    private static final int PLACES = 4_096;

    /** Longer names are not kept, so that the places hold 256 KB at most. */
    private static final int LONGEST = 64;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    String get(byte[] name, int length) {
      int hash = 1;
      for (int i = 0; i < length; i++) {
        hash = 31 * hash + name[i];
      }
      int place = (hash ^ (hash >>> 12)) & (PLACES - 1);
      byte @Nullable [] known = bytes[place];
      if (known != null && Arrays.equals(known, 0, known.length, name, 0, length)) {
        return texts[place];
      }
      String text = new String(name, 0, length, StandardCharsets.UTF_8);
      if (length <= LONGEST) {
        bytes[place] = Arrays.copyOf(name, length);
        texts[place] = text;
      }
      return text;
    }
  }

  @Override
  public Mention deserialize(Mention reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  /** Mentions do not change. */
  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Mention copy(Mention from) {
    return from;
  }

  @Override
  public Mention copy(Mention from, Mention reuse) {
    return from;
  }

  /** Its own buffer makes an instance one thread's. */
  @Override
  public TypeSerializer<Mention> duplicate() {
    return new MentionSerializer();
  }

  @Override
  public Mention createInstance() {
    return new Mention(
        "",
        "",
        "",
        "",
        Instant.EPOCH,
        null,
        Author.UNKNOWN,
        Engagement.NONE,
        null,
        null,
        null,
        false);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MentionSerializer;
  }

  @Override
  public int hashCode() {
    return MentionSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Mention> snapshotConfiguration() {
    return new Layout();
  }

  /** The layout that a savepoint was written in. */
  public static final class Layout implements TypeSerializerSnapshot<Mention> {

    private int written = LAYOUT;

    /** For Flink, which then reads the snapshot. */
    public Layout() {}

    @Override
    public int getCurrentVersion() {
      return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeInt(written);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classes)
        throws IOException {
      written = in.readInt();
    }

    @Override
    public TypeSerializer<Mention> restoreSerializer() {
      return new MentionSerializer();
    }

    /** A layout from the future cannot be read; every record says its own, so older ones can. */
    @Override
    public TypeSerializerSchemaCompatibility<Mention> resolveSchemaCompatibility(
        TypeSerializerSnapshot<Mention> old) {
      return old instanceof Layout layout && layout.written <= LAYOUT
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
