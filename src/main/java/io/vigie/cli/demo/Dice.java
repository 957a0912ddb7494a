package io.vigie.cli.demo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance that can be thrown again: dice made from the same numbers give the same throws, so that
 * any minute of a demo can be told without telling the minutes before it.
 */
final class Dice {

  /** Largest mean that is drawn in one go: exp(-mean) must stay far above the smallest double. */
  private static final double POISSON_PART = 16;

  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Dice for one purpose, which the numbers name. */
  static Dice of(long... purpose) {
    long seed = 0x9e3779b97f4a7c15L;
    for (long number : purpose) {
      seed = mix(seed ^ mix(number));
    }
    return new Dice(seed);
  }

  /**
   * A 64-bit hash in which every bit of the input moves every bit (David Stafford's variant 13).
   */
  static long mix(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** True with this probability, 0 to 1. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number from 0 to bound - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  double share() {
    return random.nextDouble();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** An index, in proportion to the weights; they need not sum to 1, but one must be positive. */
  int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** exp of a normal variate: the median is exp(mu), and large values are rare but come. */
  double logNormal(double mu, double sigma) {
    return Math.exp(mu + sigma * normal());
  }

  /** How many arrivals there are where {@code mean} are expected. */
  int poisson(double mean) {
    int count = 0;
    double left = mean;
    while (left > 0) {
      count += knuth(Math.min(left, POISSON_PART));
      left -= POISSON_PART;
    }
    return count;
  }

  private int knuth(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** Box and Muller's transform. */
  private double normal() {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
