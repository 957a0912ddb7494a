package io.vigie.signal;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the model errs on negative mentions, measured on labelled data.
 *
 * @param truePositive part of the truly negative ones that it finds (TPR), 0 to 1
 * @param falsePositive part of the others that it calls negative (FPR), 0 to 1, below truePositive
 */
public record ErrorRates(double truePositive, double falsePositive) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * A model that finds hardly more negatives among the negative than elsewhere corrects nothing.
   */
  private static final double LEAST_DIFFERENCE = 0.1;

  /** A model that does not err: shares are taken as they are. */
  public static final ErrorRates NONE = new ErrorRates(1, 0);

  /**
   * The rates of a mixture of languages; a language without rates of its own is taken as it is.
   *
   * @param byLanguage rates by language
   * @param mentions mentions by language; if none, shares are taken as they are
   */
  public static ErrorRates of(Map<String, ErrorRates> byLanguage, Map<String, Integer> mentions) {
    double truePositive = 0;
    double falsePositive = 0;
    long all = 0;
    // in a fixed order: a sum of doubles has one
    for (Map.Entry<String, Integer> language : new TreeMap<>(mentions).entrySet()) {
      ErrorRates rates = byLanguage.getOrDefault(language.getKey(), NONE);
      truePositive += rates.truePositive * language.getValue();
      falsePositive += rates.falsePositive * language.getValue();
      all += language.getValue();
    }
    if (all == 0 || (truePositive - falsePositive) / all < LEAST_DIFFERENCE) {
      return NONE;
    }
    return new ErrorRates(truePositive / all, falsePositive / all);
  }

  /**
   * The true share that explains an observed one: clip((q - FPR) / (TPR - FPR), 0, 1) (Rogan and
   * Gladen 1978).
   */
  public double correct(double observed) {
    double corrected = (observed - falsePositive) / (truePositive - falsePositive);
    return Math.max(0, Math.min(1, corrected));
  }
}
