package io.vigie.cli.soak;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is looked at again and again while the job runs. */
enum Gauge {
  /** Of the TaskManagers together, after a full collection. */
  HEAP("heap after a collection", "MB", 0.05, Sample::heapMegabytes),
  /** Of the TaskManagers together, native memory included. */
  RESIDENT("resident memory", "MB", 0.05, Sample::residentMegabytes),
  THREADS("threads", "", 0.05, Sample::threads),
  /** Files of RocksDB on the TaskManagers' disks. */
  STATE("state on disk", "MB", 0.10, Sample::stateMegabytes),
  /** Swings with the compactions of RocksDB. */
  CHECKPOINT("size of a checkpoint", "MB", 0.25, Sample::checkpointMegabytes),
  /** Depends on what else the machine does. */
  DURATION("duration of a checkpoint", "s", 0.50, Sample::checkpointSeconds),
  /** From the end of a step to its indicators in their topic; the wait for late ones included. */
  LAG("detection behind event time", "s", 0.50, Sample::lagSeconds);

  private final String title;
  private final String unit;
  private final double tolerance;
  private final ToDoubleFunction<Sample> value;

  Gauge(String title, String unit, double tolerance, ToDoubleFunction<Sample> value) {
    this.title = title;
    this.unit = unit;
    this.tolerance = tolerance;
    this.value = value;
  }

  /** What it is called, without its unit. */
  String title() {
    return title;
  }

  /** What it is counted in; may be empty. */
  String unit() {
    return unit;
  }

  /** Growth over the second half that still counts as flat, as a part of the level. */
  double tolerance() {
    return tolerance;
  }

  /** One look; NaN where nothing was known. */
  double of(Sample sample) {
    return value.applyAsDouble(sample);
  }

  /**
   * What it was over the second half of a run, the first being its warm-up.
   *
   * @param middle median of the second half
   * @param growth rise of the fitted line (Theil and Sen: the median of the slopes between all
   *     pairs) from the middle of the run to its end, as a part of the median
   * @param flat whether the growth is within the tolerance; falling is flat
   */
  record Course(double middle, double growth, boolean flat) {}

  /** The course of a run; one of fewer than eight looks shows nothing and is not flat. */
  Course course(List<Sample> samples) {
    double[][] half =
        samples.stream()
            .skip(samples.size() / 2)
            .filter(sample -> !Double.isNaN(of(sample)))
            .map(sample -> new double[] {sample.minute(), of(sample)})
            .toArray(double[][]::new);
    if (half.length < 4) {
      return new Course(Double.NaN, Double.NaN, false);
    }
    double middle = median(Arrays.stream(half).mapToDouble(point -> point[1]).toArray());
    double span = half[half.length - 1][0] - half[0][0];
    double rise = slope(half) * span;
    double growth = middle == 0 ? (rise > 0 ? Double.POSITIVE_INFINITY : 0) : rise / middle;
    return new Course(middle, growth, growth <= tolerance);
  }

  private static double slope(double[][] points) {
    double[] slopes = new double[points.length * (points.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      for (int j = i + 1; j < points.length; j++) {
        slopes[count++] = (points[j][1] - points[i][1]) / (points[j][0] - points[i][0]);
      }
    }
    return median(slopes);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
  }
}
