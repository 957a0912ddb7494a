package io.vigie.signal;

import io.vigie.kpi.MentionSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

  /** The mentions of one text. */
  private static final class Group {
    final long text;
    double mentions;
    double known;
    double weak;
    int kept;
    int keptKnown;
    int keptWeak;
    final Set<Integer> authors = new HashSet<>();
    final TreeMap<Integer, Integer> slots = new TreeMap<>();

    Group(long text) {
      this.text = text;
    }

    void add(MentionSample sample, int at) {
      mentions += sample.weight();
      kept++;
      authors.add(sample.authors[at]);
      if (sample.has(at, MentionSample.KNOWN)) {
        known += sample.weight();
        keptKnown++;
      }
      if (sample.has(at, MentionSample.WEAK)) {
        weak += sample.weight();
        keptWeak++;
      }
      if (!sample.has(at, MentionSample.REPOST)) {
        slots.merge(sample.slots[at], 1, Integer::sum);
      }
    }

    boolean isCopied() {
      return mentions >= LEAST_COPIES && kept > 1;
    }

    void add(Group other) {
      mentions += other.mentions;
      kept += other.kept;
      authors.addAll(other.authors);
      known += other.known;
      weak += other.weak;
      keptKnown += other.keptKnown;
      keptWeak += other.keptWeak;
      other.slots.forEach((slot, count) -> slots.merge(slot, count, Integer::sum));
    }
  }

  /**
   * Looks for copies.
   *
   * @param samples of one span of time, in a fixed order
   * @param usuallyWeak share of weak accounts that is usual for the brand, 0 to 1
   */
  static Copies of(List<MentionSample> samples, double usuallyWeak) {
    TreeMap<Long, Group> exact = new TreeMap<>();
    double mentions = 0;
    Group uncopied = new Group(0);
    for (MentionSample sample : samples) {
      for (int i = 0; i < sample.size; i++) {
        mentions += sample.weight();
        if (sample.texts[i] == 0) {
          uncopied.add(sample, i);
        } else {
          exact.computeIfAbsent(sample.texts[i], Group::new).add(sample, i);
        }
      }
    }
    double duplicates = 0;
    double effective = 0;
    for (Group group : near(exact)) {
      duplicates += group.kept > 1 ? group.mentions : 0;
      if (group.isCopied()) {
        effective += effective(group, usuallyWeak);
      } else {
        uncopied.add(group);
      }
    }
    return new Copies(
        mentions, duplicates, uncopied.mentions + effective, uncopied.keptKnown, uncopied.keptWeak);
  }

  /** Joins groups whose texts are near copies of a larger group's. */
  private static List<Group> near(TreeMap<Long, Group> exact) {
    List<Group> largestFirst = new ArrayList<>(exact.values());
    largestFirst.sort(Comparator.comparingDouble((Group group) -> -group.mentions));
    List<Group> groups = new ArrayList<>();
    for (Group group : largestFirst) {
      Group home = null;
      for (Group larger : groups) {
        if (Long.bitCount(larger.text ^ group.text) <= NEAR_BITS) {
          home = larger;
          break;
        }
      }
      if (home == null) {
        groups.add(group);
      } else {
        home.add(group);
      }
    }
    return groups;
  }

  private static double effective(Group group, double usuallyWeak) {
    double voices = (double) group.authors.size() / group.kept;
    double independent = (1 - weakness(group, usuallyWeak)) * (1 - synchrony(group));
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
   */
  private static double synchrony(Group group) {
    TreeMap<Integer, Integer> minutes = new TreeMap<>();
    group.slots.forEach(
        (slot, count) -> minutes.merge(Math.floorDiv(slot, SLOTS_PER_MINUTE), count, Integer::sum));
    double inMinutes = 0;
    double pairs = 0;
    for (int count : minutes.values()) {
      if (count >= LEAST_IN_MINUTE) {
        inMinutes += count;
        pairs += (double) count * (count - 1);
      }
    }
    if (pairs == 0) {
      return 0;
    }
    double together = 0;
    for (Map.Entry<Integer, Integer> slot : group.slots.entrySet()) {
      Integer minute = minutes.get(Math.floorDiv(slot.getKey(), SLOTS_PER_MINUTE));
      if (minute != null && minute >= LEAST_IN_MINUTE) {
        together += (double) slot.getValue() * (slot.getValue() - 1);
      }
    }
    double chance = 1.0 / SLOTS_PER_MINUTE;
    double excess = (together / pairs - chance) / (1 - chance);
    return ramp(excess * inMinutes / group.kept, SYNCHRONY_FROM, SYNCHRONY_FULL);
  }

  private static double ramp(double value, double from, double full) {
    return Math.max(0, Math.min(1, (value - from) / (full - from)));
  }
}
