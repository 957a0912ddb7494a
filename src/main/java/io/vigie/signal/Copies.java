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
   * @param heard what is known of the texts; those of the samples are added
   */
  static Copies of(List<MentionSample> samples, double usuallyWeak, HeardTexts heard) {
    int[] places = places(samples, heard);
    int[] kept = new int[heard.size()];
    for (int place : places) {
      if (place >= 0) {
        kept[place]++;
      }
    }
    Members members = new Members(places.length);
    Group[] groups = new Group[kept.length];
    List<Group> inOrder = new ArrayList<>();
    Group uncopied = new Group(0);
    double mentions = 0;
    int at = 0;
    for (MentionSample sample : samples) {
      double weight = sample.weight();
      for (int i = 0; i < sample.size; i++) {
        int place = places[at++];
        mentions += weight;
        // nearly all texts: nothing is like them, so there is nothing to group
        if (place < 0 || (kept[place] == 1 && heard.isAlone(place))) {
          uncopied.add(sample, i);
          continue;
        }
        Group group = groups[place];
        if (group == null) {
          group = new Group(sample.texts[i]);
          groups[place] = group;
          inOrder.add(group);
        }
        members.add(sample, i, group);
      }
    }
    double duplicates = 0;
    double discount = 0;
    for (Group group : near(inOrder, members)) {
      duplicates += group.kept > 1 ? group.mentions : 0;
      if (group.isCopied()) {
        discount += group.mentions - effective(group, members, usuallyWeak);
      } else {
        uncopied.add(group);
      }
    }
    return new Copies(
        mentions, duplicates, mentions - discount, uncopied.keptKnown, uncopied.keptWeak);
  }

  /** By mention: the place of its text, or -1 if it is too short to be a copy. */
  private static int[] places(List<MentionSample> samples, HeardTexts heard) {
    heard.makeRoom();
    int room = 0;
    for (MentionSample sample : samples) {
      room += sample.size;
    }
    int[] places = new int[room];
    int at = 0;
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        places[at++] = sample.texts[i] == 0 ? -1 : heard.placeOf(sample.texts[i]);
      }
    }
    return places;
  }

  /**
   * Joins groups whose texts are near copies of a larger group's, of several the largest; of equals
   * the first.
   */
  private static List<Group> near(List<Group> inOrder, Members members) {
    List<Group> largestFirst = new ArrayList<>(inOrder);
    largestFirst.sort((a, b) -> Double.compare(b.mentions, a.mentions));
    List<Group> groups = new ArrayList<>(largestFirst.size());
    NearTexts homes = new NearTexts();
    for (Group group : largestFirst) {
      int home = homes.firstNear(group.text);
      if (home < 0) {
        homes.add(group.text);
        groups.add(group);
      } else {
        members.join(group, groups.get(home));
      }
    }
    return groups;
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
