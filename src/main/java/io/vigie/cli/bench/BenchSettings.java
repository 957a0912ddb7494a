package io.vigie.cli.bench;

/**
 * What is measured.
 *
 * @param mentions mentions in each repetition; positive
 * @param warmUp mentions that are read before the first repetition; positive
 * @param repetitions repetitions, of which the median counts; positive
 * @param brands brands that the mentions are evenly about, 1 to 9999
 * @param perSecond mentions in a second of event time: the fewer, the more minutes each brand has
 * @param parallelism subtasks of each operator, and partitions of the topic
 */
public record BenchSettings(
    long mentions, long warmUp, int repetitions, int brands, double perSecond, int parallelism) {

  /**
   * @throws IllegalArgumentException if a number is none that can be measured with
   */
  public BenchSettings {
    if (mentions < 1 || warmUp < 1 || repetitions < 1 || parallelism < 1) {
      throw new IllegalArgumentException(
          "mentions, warm-up, repetitions and parallelism must be 1 or more");
    }
  }

  /** Mentions that one variant reads. */
  public long total() {
    return warmUp + mentions * repetitions;
  }
}
