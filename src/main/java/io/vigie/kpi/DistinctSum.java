package io.vigie.kpi;

import java.util.Arrays;

/**
 * The sum of one weight per distinct author (followers, say), where the largest weight seen of an
 * author counts: exact for up to {@code capacity} authors with a weight, beyond that an unbiased
 * estimate by priority sampling (Duffield, Lund, Thorup 2007: keep the k largest priorities w/u,
 * count each kept author as max(w, tau), with tau the largest priority not kept), relative standard
 * error at most 1/sqrt(k - 1). The few authors that make most of a reach are always kept and count
 * exactly.
 *
 * <p>u is the author's hash, so the content depends on the set of mentions only: an author whose
 * weight grows after being left out comes back with the larger priority, and tau is never above the
 * true one, since those that had pushed it out only grew. State class: at most 16 bytes per author
 * of the capacity.
 */
public final class DistinctSum {

  /** Most authors that are kept. */
  public int capacity;

  /** How many of the slots are used. */
  public int size;

  /** Kept hashes, ascending. */
  public long[] hashes = new long[0];

  /** Largest weight of the author of the same slot, above 0. */
  public long[] weights = new long[0];

  /** Largest priority that was not kept; 0 while everything is. */
  public double threshold;

  public DistinctSum() {}

  public DistinctSum(int capacity) {
    this.capacity = capacity;
  }

  /** Notes an author's weight; 0 and less change nothing. */
  public void add(long hash, long weight) {
    if (weight <= 0) {
      return;
    }
    int at = Arrays.binarySearch(hashes, 0, size, hash);
    if (at >= 0) {
      weights[at] = Math.max(weights[at], weight);
      return;
    }
    double priority = priority(hash, weight);
    if (size >= capacity && priority <= threshold) {
      return;
    }
    insert(-at - 1, hash, weight);
    if (size > capacity) {
      dropLeast();
    }
  }

  /** Adds the authors of another sum; the smaller capacity of the two holds. */
  public void merge(DistinctSum other) {
    threshold = Math.max(threshold, other.threshold);
    long[] allHashes = new long[size + other.size];
    long[] allWeights = new long[allHashes.length];
    int all = 0;
    int own = 0;
    int theirs = 0;
    while (own < size || theirs < other.size) {
      boolean isOwn = theirs == other.size || (own < size && hashes[own] <= other.hashes[theirs]);
      boolean isTheirs =
          own == size || (theirs < other.size && other.hashes[theirs] <= hashes[own]);
      long hash = isOwn ? hashes[own] : other.hashes[theirs];
      long weight = Math.max(isOwn ? weights[own] : 0, isTheirs ? other.weights[theirs] : 0);
      // where the other left out more than this one, most of this one's need not be looked at again
      if (threshold == 0 || priority(hash, weight) >= threshold) {
        allHashes[all] = hash;
        allWeights[all++] = weight;
      }
      own += isOwn ? 1 : 0;
      theirs += isTheirs ? 1 : 0;
    }
    hashes = allHashes;
    weights = allWeights;
    size = all;
    shrink(other.capacity);
    if (size < hashes.length) {
      // no slots to spare: this is state
      hashes = Arrays.copyOf(hashes, size);
      weights = Arrays.copyOf(weights, size);
    }
  }

  /** The sum, rounded. */
  public long sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.max((double) weights[i], threshold);
    }
    return Math.round(sum);
  }

  /** A copy with at most this capacity: exactly what a smaller one would have kept. */
  public DistinctSum copy(int smaller) {
    DistinctSum copy = new DistinctSum(capacity);
    copy.size = size;
    copy.hashes = Arrays.copyOf(hashes, size);
    copy.weights = Arrays.copyOf(weights, size);
    copy.threshold = threshold;
    copy.shrink(smaller);
    return copy;
  }

  private void shrink(int smaller) {
    capacity = Math.min(capacity, smaller);
    if (size > capacity) {
      dropLeast(size - capacity);
    }
  }

  /** Drops so many at once, the least by priority; of equals, the first. */
  private void dropLeast(int count) {
    double[] priorities = new double[size];
    for (int i = 0; i < size; i++) {
      priorities[i] = priority(hashes[i], weights[i]);
    }
    double largestDropped = Selection.select(priorities.clone(), size, count - 1);
    int equalsToDrop = count;
    for (double priority : priorities) {
      equalsToDrop -= priority < largestDropped ? 1 : 0;
    }
    long[] keptHashes = new long[size - count];
    long[] keptWeights = new long[size - count];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean drop =
          priorities[i] < largestDropped || (priorities[i] == largestDropped && equalsToDrop-- > 0);
      if (!drop) {
        keptHashes[kept] = hashes[i];
        keptWeights[kept++] = weights[i];
      }
    }
    hashes = keptHashes;
    weights = keptWeights;
    size = kept;
    threshold = Math.max(threshold, largestDropped);
  }

  private void insert(int at, long hash, long weight) {
    if (size == hashes.length) {
      // one slot more than the capacity: a newcomer goes in before the least goes out
      int room = Math.min(capacity + 1, Math.max(4, size * 2));
      hashes = Arrays.copyOf(hashes, room);
      weights = Arrays.copyOf(weights, room);
    }
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    System.arraycopy(weights, at, weights, at + 1, size - at);
    hashes[at] = hash;
    weights[at] = weight;
    size++;
  }

  private void dropLeast() {
    int least = 0;
    double leastPriority = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      double priority = priority(hashes[i], weights[i]);
      if (priority < leastPriority) {
        leastPriority = priority;
        least = i;
      }
    }
    threshold = Math.max(threshold, leastPriority);
    System.arraycopy(hashes, least + 1, hashes, least, size - least - 1);
    System.arraycopy(weights, least + 1, weights, least, size - least - 1);
    size--;
  }

  private static double priority(long hash, long weight) {
    return weight / AuthorHash.unit(hash);
  }
}
