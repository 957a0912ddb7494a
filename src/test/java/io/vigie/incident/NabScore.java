package io.vigie.incident;

import java.util.Arrays;
import java.util.List;

/**
 * NAB's standard score of alarms (Lavin and Ahmad 2015, "Evaluating Real-time Anomaly Detection
 * Algorithms"), over several series: 0 for silence, 100 for one alarm at the start of each window.
 * The first alarm in a window earns the more the earlier it is; one outside costs up to a ninth of
 * a window, less shortly after one; a window without costs one.
 */
final class NabScore {

  private static final double FALSE_ALARM = 0.11;
  private static final double PROBATION = 0.15;
  private static final int LONGEST_PROBATION = 750;

  private double earned;
  private int windows;
  private int found;
  private int falseAlarms;
  private double buckets;

  /**
   * Buckets of a labelled window.
   *
   * @param from first bucket
   * @param to last bucket
   */
  record Window(int from, int to) {}

  /**
   * Adds a series.
   *
   * @param size buckets in it
   * @param labels its windows, ascending
   * @param alarms buckets with an alarm, ascending; the first 15 % (at most 750) do not count
   */
  void add(int size, List<Window> labels, List<Integer> alarms) {
    int probation = Math.min((int) (PROBATION * size), LONGEST_PROBATION);
    double[] best = new double[labels.size()];
    Arrays.fill(best, -1);
    for (int alarm : alarms) {
      if (alarm < probation) {
        continue;
      }
      int in = windowOf(alarm, labels);
      if (in < 0) {
        earned += FALSE_ALARM * outside(alarm, labels);
        falseAlarms++;
      } else {
        best[in] = Math.max(best[in], inside(alarm, labels.get(in)));
      }
    }
    earned += Arrays.stream(best).sum();
    found += (int) Arrays.stream(best).filter(value -> value > -1).count();
    windows += labels.size();
    buckets += size - probation;
  }

  double score() {
    return 100 * (earned + windows) / (2 * windows);
  }

  int windows() {
    return windows;
  }

  int found() {
    return found;
  }

  /** False alarms a series-day of five-minute buckets. */
  double falseAlarmsPerDay() {
    return falseAlarms / (buckets * 5 / 1440);
  }

  private static int windowOf(int alarm, List<Window> labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (alarm >= labels.get(i).from() && alarm <= labels.get(i).to()) {
        return i;
      }
    }
    return -1;
  }

  private static double inside(int alarm, Window window) {
    double length = window.to() - window.from() + 1;
    return sigmoid(-(window.to() - alarm + 1) / length) / sigmoid(-1);
  }

  private static double outside(int alarm, List<Window> labels) {
    double cost = -1;
    for (Window window : labels) {
      if (window.to() < alarm) {
        cost = sigmoid((double) (alarm - window.to()) / (window.to() - window.from()));
      }
    }
    return cost;
  }

  private static double sigmoid(double y) {
    return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
  }
}
