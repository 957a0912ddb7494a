package io.vigie.kpi;

import java.util.Arrays;

/**
 * How often each of many authors spoke: exact for up to {@code capacity} authors; beyond, a uniform
 * sample of the authors (those with the smallest hashes: a bottom-k sketch), each with its exact
 * count.
 *
 * <p>An author in the final sample was never out of it, because the largest kept hash only ever
 * falls; therefore the content depends on the set of mentions only, not on their order nor on how
 * they were split before merging. State class: at most 12 bytes per author of the capacity.
 */
public final class AuthorCounts {

  /** Most authors that are kept. */
  public int capacity;

  /** How many of the slots are used. */
  public int size;

  /** Kept hashes, ascending as unsigned numbers. */
  public long[] hashes = new long[0];

  /** Mentions by the author of the same slot. */
  public int[] counts = new int[0];

  /** All mentions, also those by authors that are not kept. */
  public long mentions;

  /** Whether there are more authors than the capacity. */
  public boolean sampled;

  public AuthorCounts() {}

  public AuthorCounts(int capacity) {
    this.capacity = capacity;
  }

  /** Counts one mention of the author with this {@link AuthorHash}. */
  public void add(long hash) {
    mentions++;
    put(hash, 1);
  }

  /** Adds the mentions of another count; the smaller capacity of the two holds. */
  public void merge(AuthorCounts other) {
    mentions += other.mentions;
    sampled |= other.sampled;
    capacity = Math.min(capacity, other.capacity);
    if (size == 0 && other.size <= capacity) {
      hashes = Arrays.copyOf(other.hashes, other.size);
      counts = Arrays.copyOf(other.counts, other.size);
      size = other.size;
      return;
    }
    int room = Math.min(capacity, size + other.size);
    long[] allHashes = new long[room];
    int[] allCounts = new int[room];
    int all = 0;
    int own = 0;
    int theirs = 0;
    while (all < room && (own < size || theirs < other.size)) {
      int order =
          own == size
              ? 1
              : theirs == other.size ? -1 : Long.compareUnsigned(hashes[own], other.hashes[theirs]);
      allHashes[all] = order <= 0 ? hashes[own] : other.hashes[theirs];
      if (order <= 0) {
        allCounts[all] += counts[own++];
      }
      if (order >= 0) {
        allCounts[all] += other.counts[theirs++];
      }
      all++;
    }
    sampled |= own < size || theirs < other.size;
    // no slots to spare: this is state
    hashes = all == room ? allHashes : Arrays.copyOf(allHashes, all);
    counts = all == room ? allCounts : Arrays.copyOf(allCounts, all);
    size = all;
  }

  /** The distinct authors: exact if few, else estimated with a relative error of 1/sqrt(k - 2). */
  public double distinct() {
    if (!sampled) {
      return size;
    }
    // Bar-Yossef et al. 2002, Beyer et al. 2007: (k - 1) / (k-th smallest hash, scaled to 0..1)
    return (size - 1) / AuthorHash.unit(hashes[size - 1]);
  }

  /**
   * Effective number of authors, exp(H) of the shares of the mentions per author (Hill number of
   * order 1), 1 to the number of authors; 0 if there is no mention. Estimated from the sample where
   * there are more authors than the capacity.
   */
  public double effective() {
    if (mentions == 0) {
      return 0;
    }
    // H = ln n - (1/n) sum c ln c
    double sum = 0;
    for (int i = 0; i < size; i++) {
      if (counts[i] > 1) {
        sum += counts[i] * Math.log(counts[i]);
      }
    }
    double distinct = distinct();
    double entropy = Math.log((double) mentions) - sum * (distinct / size) / mentions;
    return Math.max(1, Math.min(distinct, Math.exp(entropy)));
  }

  /** A copy with at most this capacity: exactly what a smaller one would have kept. */
  public AuthorCounts copy(int smaller) {
    AuthorCounts copy = new AuthorCounts(capacity);
    copy.size = size;
    copy.hashes = Arrays.copyOf(hashes, size);
    copy.counts = Arrays.copyOf(counts, size);
    copy.mentions = mentions;
    copy.sampled = sampled;
    copy.shrink(smaller);
    return copy;
  }

  private void shrink(int smaller) {
    capacity = Math.min(capacity, smaller);
    if (size > capacity) {
      size = capacity;
      sampled = true;
    }
  }

  private void put(long hash, int count) {
    int at = find(hash);
    if (at >= 0) {
      counts[at] += count;
      return;
    }
    at = -at - 1;
    if (at >= capacity) {
      sampled = true;
      return;
    }
    if (size == capacity) {
      sampled = true;
      size--;
    } else if (size == hashes.length) {
      int room = Math.min(capacity, Math.max(4, size * 2));
      hashes = Arrays.copyOf(hashes, room);
      counts = Arrays.copyOf(counts, room);
    }
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    hashes[at] = hash;
    counts[at] = count;
    size++;
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
