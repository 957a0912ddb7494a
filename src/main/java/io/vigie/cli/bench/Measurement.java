package io.vigie.cli.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one variant gave: medians over its repetitions.
 *
 * @param mentionsPerSecond by the clock
 * @param cpuSecondsPerMillion processor seconds of the whole process per million mentions
 * @param cpuSecondsByStage the same, by stage; adds up to the whole but for the medians
 * @param liveHeapMegabytes heap that is left after a full collection at the end
 * @param peakResidentMegabytes most memory that the process held at any look, native memory and the
 *     broker's included
 */
record Measurement(
    Variant variant,
    double mentionsPerSecond,
    double cpuSecondsPerMillion,
    Map<Stage, Double> cpuSecondsByStage,
    long liveHeapMegabytes,
    long peakResidentMegabytes) {

  /**
   * @param snapshots one at the beginning and one after each repetition
   * @param mentions mentions between two snapshots
   */
  static Measurement of(
      Variant variant,
      List<Snapshot> snapshots,
      List<Long> counts,
      long liveHeapMegabytes,
      long peakResidentMegabytes) {
    int repetitions = snapshots.size() - 1;
    double[] rates = new double[repetitions];
    double[] costs = new double[repetitions];
    Map<Stage, double[]> byStage = new EnumMap<>(Stage.class);
    for (int i = 0; i < repetitions; i++) {
      Snapshot from = snapshots.get(i);
      Snapshot to = snapshots.get(i + 1);
      long mentions = counts.get(i + 1) - counts.get(i);
      double millions = mentions / 1e6;
      rates[i] = mentions / to.secondsSince(from);
      costs[i] = to.cpuSecondsSince(from) / millions;
      double rest = costs[i];
      for (Stage stage : Stage.values()) {
        double cost =
            stage == Stage.VIRTUAL_MACHINE
                ? Math.max(0, rest)
                : to.cpuSecondsSince(from, stage) / millions;
        rest -= cost;
        byStage.computeIfAbsent(stage, s -> new double[repetitions])[i] = cost;
      }
    }
    Map<Stage, Double> medians = new EnumMap<>(Stage.class);
    byStage.forEach((stage, values) -> medians.put(stage, median(values)));
    return new Measurement(
        variant, median(rates), median(costs), medians, liveHeapMegabytes, peakResidentMegabytes);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
