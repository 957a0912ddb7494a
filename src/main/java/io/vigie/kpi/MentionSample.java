package io.vigie.kpi;

import io.vigie.mention.Mention;
import java.util.Arrays;

/**
 * An even sample of mentions with what their texts say: everything for up to {@code capacity}
 * mentions; beyond, those with the smallest hashes (a bottom-k sketch). Copies, coordination, alarm
 * words, self-reference and convergence are read off it, so that a text is only read if it is
 * sampled.
 *
 * <p>A mention in the final sample was never out of it, because the largest kept hash only ever
 * falls; therefore the content depends on the set of mentions only, not on their order nor on how
 * they were split before merging. State class: at most 40 bytes per mention of the capacity.
 */
public final class MentionSample {

  /** Followers below which an account is weak: hardly anybody reads it. A start value. */
  public static final long WEAK_FOLLOWERS = 100;

  /** Copies within the same span of so many seconds are synchronous. A start value. */
  public static final int SLOT_SECONDS = 5;

  /** Mark: it is known how many followers the author has. */
  public static final byte KNOWN = 1;

  /** Mark: known, and fewer than {@link #WEAK_FOLLOWERS}. */
  public static final byte WEAK = 2;

  /** Mark: the source declares it a repost of another post. */
  public static final byte REPOST = 4;

  /** Mark: the text has an alarm word. */
  public static final byte ALARM = 8;

  /** No term. */
  public static final int NO_TERM = 0;

  /** Most mentions that are kept. */
  public int capacity;

  /** How many of the slots are used. */
  public int size;

  /** All mentions, also those that are not kept. */
  public long mentions;

  /** Hashes of the kept mentions, ascending as unsigned numbers. */
  public long[] hashes = new long[0];

  /** SimHash of the text of the same slot; 0 if too short to be a copy. */
  public long[] texts = new long[0];

  /** Author of the same slot, hashed. */
  public int[] authors = new int[0];

  /** When, in spans of {@link #SLOT_SECONDS} since 1970. */
  public int[] slots = new int[0];

  /** KNOWN, WEAK, REPOST, ALARM. */
  public byte[] marks = new byte[0];

  /** Words of the text, as an unsigned byte. */
  public byte[] words = new byte[0];

  /** First person words of the text, as an unsigned byte. */
  public byte[] firstPerson = new byte[0];

  /** Terms of the text, {@link #terms} of them in a row for each slot. */
  public int[] drawn = new int[0];

  public MentionSample() {}

  public MentionSample(int capacity) {
    this.capacity = capacity;
  }

  /** How many terms there are for each slot. */
  public static int terms() {
    return TextReader.TERMS;
  }

  /** Counts one mention, whose author has this {@link AuthorHash}; reads it if it is sampled. */
  void add(Mention mention, long author, TextReader reader) {
    mentions++;
    long hash = AuthorHash.ofMention(mention, author);
    int at = find(hash);
    if (at < 0 && -at - 1 < capacity) {
      TextTraits traits = reader.read(mention.text(), hash);
      at = insert(-at - 1);
      hashes[at] = hash;
      texts[at] = traits.signature();
      authors[at] = (int) (author >>> 32);
      slots[at] = (int) Math.floorDiv(mention.createdAt().getEpochSecond(), (long) SLOT_SECONDS);
      marks[at] = marks(mention, traits);
      words[at] = (byte) traits.words();
      firstPerson[at] = (byte) traits.firstPerson();
      for (int i = 0; i < TextReader.TERMS; i++) {
        drawn[at * TextReader.TERMS + i] = i < traits.terms().length ? traits.terms()[i] : NO_TERM;
      }
    }
  }

  /** Adds the mentions of another sample; the smaller capacity of the two holds. */
  public void merge(MentionSample other) {
    mentions += other.mentions;
    capacity = Math.min(capacity, other.capacity);
    size = Math.min(size, capacity);
    for (int i = 0; i < other.size; i++) {
      int at = find(other.hashes[i]);
      if (at < 0 && -at - 1 < capacity) {
        copy(other, i, insert(-at - 1));
      }
    }
  }

  /** How many mentions each kept one stands for, 1 or more. */
  public double weight() {
    return size == 0 ? 1 : (double) mentions / size;
  }

  /** Whether a kept mention has a mark. */
  public boolean has(int slot, byte mark) {
    return (marks[slot] & mark) != 0;
  }

  private static byte marks(Mention mention, TextTraits traits) {
    int marks = 0;
    Long followers = mention.author().followers();
    if (followers != null) {
      marks |= KNOWN;
      marks |= followers < WEAK_FOLLOWERS ? WEAK : 0;
    }
    marks |= mention.repostOf() != null ? REPOST : 0;
    marks |= traits.alarm() ? ALARM : 0;
    return (byte) marks;
  }

  private void copy(MentionSample other, int from, int at) {
    hashes[at] = other.hashes[from];
    texts[at] = other.texts[from];
    authors[at] = other.authors[from];
    slots[at] = other.slots[from];
    marks[at] = other.marks[from];
    words[at] = other.words[from];
    firstPerson[at] = other.firstPerson[from];
    System.arraycopy(
        other.drawn, from * TextReader.TERMS, drawn, at * TextReader.TERMS, TextReader.TERMS);
  }

  /** Makes room at a slot and returns it; the largest hash leaves if there is none. */
  private int insert(int at) {
    if (size == capacity) {
      size--;
    } else if (size == hashes.length) {
      grow(Math.min(capacity, Math.max(4, size * 2)));
    }
    int moved = size - at;
    System.arraycopy(hashes, at, hashes, at + 1, moved);
    System.arraycopy(texts, at, texts, at + 1, moved);
    System.arraycopy(authors, at, authors, at + 1, moved);
    System.arraycopy(slots, at, slots, at + 1, moved);
    System.arraycopy(marks, at, marks, at + 1, moved);
    System.arraycopy(words, at, words, at + 1, moved);
    System.arraycopy(firstPerson, at, firstPerson, at + 1, moved);
    System.arraycopy(
        drawn, at * TextReader.TERMS, drawn, (at + 1) * TextReader.TERMS, moved * TextReader.TERMS);
    size++;
    return at;
  }

  private void grow(int room) {
    hashes = Arrays.copyOf(hashes, room);
    texts = Arrays.copyOf(texts, room);
    authors = Arrays.copyOf(authors, room);
    slots = Arrays.copyOf(slots, room);
    marks = Arrays.copyOf(marks, room);
    words = Arrays.copyOf(words, room);
    firstPerson = Arrays.copyOf(firstPerson, room);
    drawn = Arrays.copyOf(drawn, room * TextReader.TERMS);
  }

  private int find(long hash) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(hashes[middle], hash);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
