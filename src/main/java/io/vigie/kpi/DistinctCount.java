package io.vigie.kpi;

import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * The number of distinct authors beyond what can be kept exactly: an Apache DataSketches HLL of
 * 2^12 registers (relative standard error 1.6 %, 2 KB). Its composite estimate is used, which
 * depends on the set of hashes only, and not the default one, which depends on their order.
 *
 * <p>What Flink keeps are the bytes and a short list of hashes not yet in them, so that a state is
 * complete at every moment and one decoding serves {@link #PENDING} mentions.
 */
public final class DistinctCount {

  static final int PENDING = 128;
  private static final int LG_REGISTERS = 12;

  /** The sketch, serialised; empty if nothing was folded in yet. */
  public byte[] sketch = new byte[0];

  /** Hashes that are not yet in the sketch. */
  public long[] pending = new long[0];

  /** How many of the pending slots are used. */
  public int pendingSize;

  public DistinctCount() {}

  /** Notes an author. */
  public void add(long hash) {
    if (pendingSize == pending.length) {
      pending = Arrays.copyOf(pending, Math.min(PENDING, Math.max(8, pendingSize * 2)));
    }
    pending[pendingSize++] = hash;
    if (pendingSize == PENDING) {
      sketch = union().getResult(TgtHllType.HLL_4).toCompactByteArray();
      pendingSize = 0;
    }
  }

  /** Notes the authors of an exact count. */
  void addAll(AuthorCounts authors) {
    for (int i = 0; i < authors.size; i++) {
      add(authors.hashes[i]);
    }
  }

  /** Adds the authors of another count. */
  public void merge(DistinctCount other) {
    Union union = union();
    other.into(union);
    sketch = union.getResult(TgtHllType.HLL_4).toCompactByteArray();
    pendingSize = 0;
  }

  /** The estimate, rounded. */
  public long estimate() {
    return Math.round(union().getCompositeEstimate());
  }

  /** Whether no author was ever noted. */
  public boolean isEmpty() {
    return sketch.length == 0 && pendingSize == 0;
  }

  private Union union() {
    Union union = new Union(LG_REGISTERS);
    into(union);
    return union;
  }

  private void into(Union union) {
    if (sketch.length > 0) {
      union.update(HllSketch.heapify(sketch));
    }
    for (int i = 0; i < pendingSize; i++) {
      union.update(pending[i]);
    }
  }
}
