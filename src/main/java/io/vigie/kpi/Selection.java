package io.vigie.kpi;

/** Medians by selection (Hoare 1961), in place and without sorting everything. */
public final class Selection {

  private Selection() {}

  /**
   * The median of the first {@code size} values, the mean of the two middle ones if even; reorders
   * them.
   *
   * @param size at least 1
   */
  public static double median(double[] values, int size) {
    int middle = size / 2;
    double upper = select(values, size, middle);
    if (size % 2 == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
  }

  /** Median absolute deviation from a centre; overwrites the values. */
  public static double medianDeviation(double[] values, int size, double centre) {
    for (int i = 0; i < size; i++) {
      values[i] = Math.abs(values[i] - centre);
    }
    return median(values, size);
  }

  /**
   * Puts the k-th smallest of the first {@code size} values at k, with no larger one before it, and
   * returns it.
   *
   * @param k 0 to size - 1
   */
  static double select(double[] values, int size, int k) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        return values[k];
      }
    }
    return values[k];
  }
}
