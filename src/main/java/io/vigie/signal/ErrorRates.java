package io.vigie.signal;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the model errs on negative mentions, measured on labelled data.
 *
 * @param truePositive part of the truly negative ones that it finds (TPR), 0 to 1
 * @param falsePositive part of the others that it calls negative (FPR), 0 to 1, below truePositive
 * @param truePositiveVariance how unsure truePositive is itself; 0 if it is known exactly
 * @param falsePositiveVariance the same of falsePositive
 */
public record ErrorRates(
    double truePositive,
    double falsePositive,
    double truePositiveVariance,
    double falsePositiveVariance)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * A model that finds hardly more negatives among the negative than elsewhere corrects nothing.
   */
  private static final double LEAST_DIFFERENCE = 0.1;

  /** Standard errors to each side of a 95 % interval. */
  private static final double SIDE = 1.96;

  /** A model that does not err: shares are taken as they are. */
  public static final ErrorRates NONE = new ErrorRates(1, 0);

  /**
   * Where a true share probably lies, with 95 %.
   *
   * @param low 0 to 1
   * @param high {@code low} to 1
   */
  public record Interval(double low, double high) {}

  /** Rates that are known exactly. */
  public ErrorRates(double truePositive, double falsePositive) {
    this(truePositive, falsePositive, 0, 0);
  }

  /**
   * Rates as they were measured, each unsure as a share of so many texts is.
   *
   * @param negatives texts that are truly negative, 0 or more
   * @param others texts that are not, 0 or more
   */
  public static ErrorRates measured(
      double truePositive, double falsePositive, long negatives, long others) {
    return new ErrorRates(
        truePositive,
        falsePositive,
        variance(truePositive, negatives),
        variance(falsePositive, others));
  }

  /**
   * The rates of a mixture of languages; a language without rates of its own is taken as it is.
   *
   * @param byLanguage rates by language
   * @param mentions mentions by language; if none, shares are taken as they are
   */
  public static ErrorRates of(Map<String, ErrorRates> byLanguage, Map<String, Integer> mentions) {
    long all = 0;
    for (int some : mentions.values()) {
      all += some;
    }
    double truePositive = 0;
    double falsePositive = 0;
    double truePositiveVariance = 0;
    double falsePositiveVariance = 0;
    // in a fixed order: a sum of doubles has one
    for (Map.Entry<String, Integer> language : new TreeMap<>(mentions).entrySet()) {
      ErrorRates rates = byLanguage.getOrDefault(language.getKey(), NONE);
      double part = (double) language.getValue() / Math.max(1, all);
      truePositive += part * rates.truePositive;
      falsePositive += part * rates.falsePositive;
      // languages were measured on texts of their own, so their errors are independent
      truePositiveVariance += part * part * rates.truePositiveVariance;
      falsePositiveVariance += part * part * rates.falsePositiveVariance;
    }
    if (all == 0 || truePositive - falsePositive < LEAST_DIFFERENCE) {
      return NONE;
    }
    return new ErrorRates(truePositive, falsePositive, truePositiveVariance, falsePositiveVariance);
  }

  /**
   * The true share that explains an observed one: clip((q - FPR) / (TPR - FPR), 0, 1) (Rogan and
   * Gladen 1978).
   */
  public double correct(double observed) {
    double corrected = (observed - falsePositive) / (truePositive - falsePositive);
    return Math.max(0, Math.min(1, corrected));
  }

  /**
   * The 95 % interval of the corrected share, by the delta method (Rogan and Gladen 1978): Var(p) =
   * (Var(q) + (1 - p)^2 Var(FPR) + p^2 Var(TPR)) / (TPR - FPR)^2, clipped to 0 and 1.
   *
   * @param observed share q of n mentions that the model calls negative, 0 to 1
   * @param n mentions, 1 or more
   */
  public Interval interval(double observed, long n) {
    double share = correct(observed);
    double variance =
        variance(observed, n)
            + (1 - share) * (1 - share) * falsePositiveVariance
            + share * share * truePositiveVariance;
    double side = SIDE * Math.sqrt(variance) / (truePositive - falsePositive);
    return new Interval(Math.max(0, share - side), Math.min(1, share + side));
  }

  /**
   * Variance of a share of n, after two successes and two failures were added (Agresti and Coull
   * 1998): a share of 0 of 5 is not sure to be 0.
   */
  private static double variance(double share, long n) {
    double p = (share * n + 2) / (n + 4);
    return p * (1 - p) / (n + 4);
  }
}
