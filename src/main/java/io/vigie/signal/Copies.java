package io.vigie.signal;

import io.vigie.kpi.MentionSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much of what was said was said before, and how much of it by accounts that act as one (C10,
 * C16).
 *
 * <p>Texts whose signatures differ in at most {@link #NEAR_BITS} bits are copies of each other (a
 * SimHash: Charikar 2002; Manku, Jain, Das Sarma 2007). Copies alone prove nothing: an outage that
 * everybody passes on is copied as much as an advertisement. From {@link #LEAST_COPIES} copies on
 * there are three reasons to count them for less, each between 0 and 1:
 *
 * <ul>
 *   <li><i>few voices</i>: the same authors again and again; every author counts once;
 *   <li><i>weak accounts</i>: more of them than is usual for the brand have next to no followers;
 *   <li><i>synchrony</i>: more of them than chance explains came within the same seconds (Pacheco
 *       and others 2021). Declared reposts are not held to it: passing on at once is what reposting
 *       is for.
 * </ul>
 *
 * <p>A sentiment is no reason: a campaign may be as angry as a customer, and negative volume is
 * never discounted. d = 1 - (1 - weak)(1 - synchrony), and a group of n copies counts as max(1, n
 * voices (1 - d)). Start values, set on one spam campaign and two outages of 2014.
 *
 * @param mentions how many mentions it was read off
 * @param duplicates how many of them have a near copy among the others
 * @param effective how many they count for, above 0 and at most mentions; 0 if there are none
 * @param known sampled mentions outside the large groups whose author's followers are known; a
 *     campaign must not teach what is usual
 * @param weak how many of those are by weak accounts
 */
record Copies(double mentions, double duplicates, double effective, int known, int weak) {

  /** Signatures of near copies differ in so many of 64 bits at most. */
  static final int NEAR_BITS = 6;

  /** Fewer copies than this are never discounted. */
  static final double LEAST_COPIES = 5;

  /** Weak accounts that nobody wonders at, where the brand's own share is not known. */
  static final double USUALLY_WEAK = 0.5;

  private static final double WEAK_FROM = 0.4;
  private static final double WEAK_FULL = 0.7;
  private static final double SYNCHRONY_FROM = 0.3;
  private static final double SYNCHRONY_FULL = 0.8;
  private static final int SLOTS_PER_MINUTE = 60 / MentionSample.SLOT_SECONDS;

  /** Copies in one minute below which falling together means nothing. */
  private static final int LEAST_IN_MINUTE = 3;

  /** A text differs in at most 6 bits only if it agrees in one of so many parts. */
  private static final int PARTS = NEAR_BITS + 1;

  private static final int PART_BITS = 9;

  /** Room for what a part can say; the last one has a bit more than the others. */
  private static final int PART_ROOM = 1 << (PART_BITS + 1);

  /** Fewer texts than this are compared one by one. */
  private static final int FEW = 48;

  /** The mentions of one text, as a chain through {@link Members}. */
  private static final class Group {
    final long text;
    double mentions;
    double known;
    double weak;
    int kept;
    int keptKnown;
    int keptWeak;
    int first = -1;
    int last = -1;

    Group(long text) {
      this.text = text;
    }

    void add(MentionSample sample, int at) {
      mentions += sample.weight();
      kept++;
      if (sample.has(at, MentionSample.KNOWN)) {
        known += sample.weight();
        keptKnown++;
      }
      if (sample.has(at, MentionSample.WEAK)) {
        weak += sample.weight();
        keptWeak++;
      }
    }

    boolean isCopied() {
      return mentions >= LEAST_COPIES && kept > 1;
    }

    void add(Group other) {
      mentions += other.mentions;
      kept += other.kept;
      known += other.known;
      weak += other.weak;
      keptKnown += other.keptKnown;
      keptWeak += other.keptWeak;
    }
  }

  /**
   * Who wrote which text and when, in arrays: most groups are a single mention, for which sets of
   * authors and slots would cost more than all the rest.
   */
  private static final class Members {
    private final int[] authors;
    private final int[] slots;
    private final boolean[] reposts;
    private final int[] next;
    private int size;

    Members(int room) {
      authors = new int[room];
      slots = new int[room];
      reposts = new boolean[room];
      next = new int[room];
    }

    void add(MentionSample sample, int at, Group to) {
      authors[size] = sample.authors[at];
      slots[size] = sample.slots[at];
      reposts[size] = sample.has(at, MentionSample.REPOST);
      next[size] = -1;
      append(to, size, size);
      size++;
      to.add(sample, at);
    }

    void join(Group from, Group to) {
      append(to, from.first, from.last);
      to.add(from);
    }

    private void append(Group to, int first, int last) {
      if (to.last < 0) {
        to.first = first;
      } else {
        next[to.last] = first;
      }
      to.last = last;
    }

    /** How many different authors a group has. */
    int authors(Group group) {
      int[] all = new int[group.kept];
      int n = 0;
      for (int i = group.first; i >= 0; i = next[i]) {
        all[n++] = authors[i];
      }
      Arrays.sort(all);
      int different = 0;
      for (int i = 0; i < n; i++) {
        different += i == 0 || all[i] != all[i - 1] ? 1 : 0;
      }
      return different;
    }

    /** The slots of a group's mentions that are no reposts, ascending. */
    int[] slots(Group group) {
      int[] all = new int[group.kept];
      int n = 0;
      for (int i = group.first; i >= 0; i = next[i]) {
        if (!reposts[i]) {
          all[n++] = slots[i];
        }
      }
      int[] sorted = Arrays.copyOf(all, n);
      Arrays.sort(sorted);
      return sorted;
    }
  }

  /**
   * Looks for copies.
   *
   * @param samples of one span of time, in a fixed order
   * @param usuallyWeak share of weak accounts that is usual for the brand, 0 to 1
   */
  static Copies of(List<MentionSample> samples, double usuallyWeak) {
    int room = 0;
    for (MentionSample sample : samples) {
      room += sample.size;
    }
    ExactTexts exact = new ExactTexts(room);
    Members members = new Members(room);
    double mentions = 0;
    Group uncopied = new Group(0);
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        mentions += sample.weight();
        if (sample.texts[i] == 0) {
          uncopied.add(sample, i);
        } else {
          members.add(sample, i, exact.of(sample.texts[i]));
        }
      }
    }
    double duplicates = 0;
    double effective = 0;
    for (Group group : near(exact, members)) {
      duplicates += group.kept > 1 ? group.mentions : 0;
      if (group.isCopied()) {
        effective += effective(group, members, usuallyWeak);
      } else {
        uncopied.add(group);
      }
    }
    return new Copies(
        mentions, duplicates, uncopied.mentions + effective, uncopied.keptKnown, uncopied.keptWeak);
  }

  /** The groups of equal texts, in the order in which they came. */
  private static final class ExactTexts {
    /** What a text is multiplied with, so that its upper bits tell it apart (Fibonacci hashing). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Group[] groups;

    /** Open addressing, at most half full: one more than the place of a group, or 0. */
    private final int[] places;

    private int size;

    ExactTexts(int room) {
      groups = new Group[room];
      places = new int[Integer.highestOneBit(Math.max(1, room)) << 2];
    }

    Group of(long text) {
      int mask = places.length - 1;
      int at = (int) (text * GOLDEN >>> Integer.SIZE) & mask;
      while (places[at] > 0) {
        Group known = groups[places[at] - 1];
        if (known.text == text) {
          return known;
        }
        at = (at + 1) & mask;
      }
      Group group = new Group(text);
      groups[size++] = group;
      places[at] = size;
      return group;
    }

    /**
     * The largest groups first; of equals, the first. The number of mentions is positive, so that
     * its bits are in its order; the last few of them make room for the place.
     */
    Group[] largestFirst() {
      long places = Long.highestOneBit(Math.max(1, size)) * 2 - 1;
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        order[i] = ~Double.doubleToLongBits(groups[i].mentions) & ~places | i;
      }
      Arrays.sort(order);
      Group[] sorted = new Group[size];
      for (int i = 0; i < size; i++) {
        sorted[i] = groups[(int) (order[i] & places)];
      }
      return sorted;
    }
  }

  /** Joins groups whose texts are near copies of a larger group's, of several the largest. */
  private static List<Group> near(ExactTexts exact, Members members) {
    Group[] largestFirst = exact.largestFirst();
    List<Group> groups = new ArrayList<>(largestFirst.length);
    NearTexts homes = new NearTexts(largestFirst.length);
    for (Group group : largestFirst) {
      int home = homes.find(group.text);
      if (home < 0) {
        homes.add(group.text);
        groups.add(group);
      } else {
        members.join(group, groups.get(home));
      }
    }
    return groups;
  }

  /**
   * Finds the first of a list of texts that is near to another one, without looking at all of them:
   * two texts that differ in at most {@link #NEAR_BITS} bits are equal in one of {@link #PARTS}
   * parts (Manku, Jain, Das Sarma 2007).
   */
  private static final class NearTexts {
    private final long[] texts;

    /**
     * By part and its value: one more than the last text that has it, or 0. Short numbers, because
     * this is the largest thing that a step needs; an hour has a few hundred texts.
     */
    private final short[] last;

    /** By part and text: one more than the text before it that has the same part, or 0. */
    private final short[] before;

    private int size;

    NearTexts(int room) {
      texts = new long[room];
      boolean few = room < FEW || room > Short.MAX_VALUE;
      last = new short[few ? 0 : PARTS * PART_ROOM];
      before = new short[few ? 0 : PARTS * room];
    }

    void add(long text) {
      texts[size++] = text;
      for (int part = 0; part < PARTS && last.length > 0; part++) {
        int key = key(part, text);
        before[part * texts.length + size - 1] = last[key];
        last[key] = (short) size;
      }
    }

    /** The first text that is near, or -1. */
    int find(long text) {
      return last.length == 0 ? findAmongAll(text) : findByParts(text);
    }

    private int findAmongAll(long text) {
      for (int i = 0; i < size; i++) {
        if (Long.bitCount(texts[i] ^ text) <= NEAR_BITS) {
          return i;
        }
      }
      return -1;
    }

    private int findByParts(long text) {
      int first = Integer.MAX_VALUE;
      for (int part = 0; part < PARTS; part++) {
        for (int i = last[key(part, text)]; i > 0; i = before[part * texts.length + i - 1]) {
          if (i < first && Long.bitCount(texts[i - 1] ^ text) <= NEAR_BITS) {
            first = i;
          }
        }
      }
      return first == Integer.MAX_VALUE ? -1 : first - 1;
    }

    private static int key(int part, long text) {
      int width = part == PARTS - 1 ? PART_BITS + 1 : PART_BITS;
      return part * PART_ROOM + (int) (text >>> (part * PART_BITS) & ((1 << width) - 1));
    }
  }

  private static double effective(Group group, Members members, double usuallyWeak) {
    double voices = (double) members.authors(group) / group.kept;
    double independent =
        (1 - weakness(group, usuallyWeak)) * (1 - synchrony(members.slots(group), group.kept));
    return Math.max(1, group.mentions * voices * independent);
  }

  /** 0 if no more accounts are weak than usual, 1 if nearly all are. */
  private static double weakness(Group group, double usuallyWeak) {
    if (group.known < group.mentions / 2) {
      return 0;
    }
    double usual = Math.min(0.9, usuallyWeak);
    double excess = (group.weak / group.known - usual) / (1 - usual);
    return ramp(excess, WEAK_FROM, WEAK_FULL);
  }

  /**
   * The probability that two copies of the same minute fall into the same few seconds, beyond
   * chance, times the share of copies that lie in such minutes.
   *
   * @param slots of the copies that are no reposts, ascending
   * @param kept how many copies there are, with reposts
   */
  private static double synchrony(int[] slots, int kept) {
    double inMinutes = 0;
    double pairs = 0;
    double together = 0;
    int to;
    for (int from = 0; from < slots.length; from = to) {
      to = endOfSpan(slots, from, SLOTS_PER_MINUTE);
      int count = to - from;
      if (count < LEAST_IN_MINUTE) {
        continue;
      }
      inMinutes += count;
      pairs += (double) count * (count - 1);
      int end;
      for (int i = from; i < to; i = end) {
        end = endOfSpan(slots, i, 1);
        together += (double) (end - i) * (end - i - 1);
      }
    }
    if (pairs == 0) {
      return 0;
    }
    double chance = 1.0 / SLOTS_PER_MINUTE;
    double excess = (together / pairs - chance) / (1 - chance);
    return ramp(excess * inMinutes / kept, SYNCHRONY_FROM, SYNCHRONY_FULL);
  }

  /** Where the slots end that lie in the same span (of so many slots) as the one at an index. */
  private static int endOfSpan(int[] slots, int from, int width) {
    int span = Math.floorDiv(slots[from], width);
    int to = from + 1;
    while (to < slots.length && Math.floorDiv(slots[to], width) == span) {
      to++;
    }
    return to;
  }

  private static double ramp(double value, double from, double full) {
    return Math.max(0, Math.min(1, (value - from) / (full - from)));
  }
}
