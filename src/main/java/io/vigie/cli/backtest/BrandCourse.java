package io.vigie.cli.backtest;

import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The course of a brand for a plot: at most {@link #BINS} spans of time, whose width doubles when
 * the history outgrows them. So a history of any length takes the same memory, and is read once.
 */
public final class BrandCourse {

  static final int BINS = 2048;

  /** What is kept of a bin: the highest, or the mean of the steps that have it. */
  enum Row {
    VOLUME,
    EXPECTED,
    SURPRISE,
    NEGATIVE_SHARE,
    NEGATIVE_EXPECTED,
    NEGATIVE_SURPRISE;

    private boolean highest() {
      return this == VOLUME || this == SURPRISE || this == NEGATIVE_SURPRISE;
    }
  }

  private static final Row[] ROWS = Row.values();

  private final double[][] values = new double[ROWS.length][BINS];
  private final int[][] counts = new int[ROWS.length][BINS];
  private long start;
  private long width = 60;
  private int used;
  private long first;
  private long last;
  private long knownFrom = Long.MAX_VALUE;

  /** Adds a step; steps come by ascending time. */
  void add(IndicatorStep step) {
    long at = step.at().getEpochSecond();
    if (used == 0) {
      start = at;
      first = at;
    }
    last = at;
    if (!step.learning()) {
      knownFrom = Math.min(knownFrom, at);
    }
    while ((at - start) / width >= BINS) {
      halve();
    }
    int bin = (int) ((at - start) / width);
    used = bin + 1;
    IndicatorReading volume = step.reading(Indicator.VOLUME.label());
    if (volume != null) {
      put(Row.VOLUME, bin, volume.value());
      put(Row.EXPECTED, bin, volume.expected());
      put(Row.SURPRISE, bin, volume.surprise());
    }
    IndicatorReading share = step.reading(Indicator.NEGATIVE_SHARE.label());
    if (share != null) {
      put(Row.NEGATIVE_SHARE, bin, share.value());
      put(Row.NEGATIVE_EXPECTED, bin, share.expected());
    }
    IndicatorReading negative = step.reading(Indicator.NEGATIVE_VOLUME.label());
    if (negative != null) {
      put(Row.NEGATIVE_SURPRISE, bin, negative.surprise());
    }
  }

  /** How many bins there are. */
  int size() {
    return used;
  }

  /** Beginning of a bin. */
  Instant at(int bin) {
    return Instant.ofEpochSecond(start + bin * width);
  }

  /** Width of a bin, seconds. */
  long widthSeconds() {
    return width;
  }

  /** A value, or NaN if no step of the bin has it. */
  double value(Row row, int bin) {
    int count = counts[row.ordinal()][bin];
    double value = values[row.ordinal()][bin];
    return count == 0 ? Double.NaN : row.highest() ? value : value / count;
  }

  /** First step, first step with a baseline, last step. */
  Judgement.Span span() {
    return new Judgement.Span(
        Instant.ofEpochSecond(first),
        knownFrom == Long.MAX_VALUE ? null : Instant.ofEpochSecond(knownFrom),
        Instant.ofEpochSecond(last));
  }

  /** Writes all that {@link #read} needs. */
  void write(DataOutput out) throws IOException {
    for (long number : new long[] {start, width, used, first, last, knownFrom}) {
      out.writeLong(number);
    }
    for (Row row : ROWS) {
      for (int bin = 0; bin < used; bin++) {
        out.writeDouble(values[row.ordinal()][bin]);
        out.writeInt(counts[row.ordinal()][bin]);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static BrandCourse read(DataInput in) throws IOException {
    BrandCourse course = new BrandCourse();
    course.start = in.readLong();
    course.width = in.readLong();
    course.used = Math.toIntExact(in.readLong());
    course.first = in.readLong();
    course.last = in.readLong();
    course.knownFrom = in.readLong();
    for (Row row : ROWS) {
      for (int bin = 0; bin < course.used; bin++) {
        course.values[row.ordinal()][bin] = in.readDouble();
        course.counts[row.ordinal()][bin] = in.readInt();
      }
    }
    return course;
  }

  private void put(Row row, int bin, @Nullable Double value) {
    if (value == null || value.isNaN()) {
      return;
    }
    double[] of = values[row.ordinal()];
    int[] count = counts[row.ordinal()];
    if (row.highest()) {
      of[bin] = count[bin] == 0 ? value : Math.max(of[bin], value);
    } else {
      of[bin] += value;
    }
    count[bin]++;
  }

  private void halve() {
    for (Row row : ROWS) {
      double[] of = values[row.ordinal()];
      int[] count = counts[row.ordinal()];
      for (int i = 0; i < BINS / 2; i++) {
        int a = 2 * i;
        int b = a + 1;
        if (row.highest()) {
          of[i] = count[a] == 0 ? of[b] : count[b] == 0 ? of[a] : Math.max(of[a], of[b]);
        } else {
          of[i] = of[a] + of[b];
        }
        count[i] = count[a] + count[b];
      }
      Arrays.fill(of, BINS / 2, BINS, 0);
      Arrays.fill(count, BINS / 2, BINS, 0);
    }
    width *= 2;
  }
}
