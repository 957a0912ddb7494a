package io.vigie.signal;

/**
 * How the model errs on negative mentions, measured on labelled data.
 *
 * @param truePositive part of the truly negative ones that it finds (TPR), 0 to 1
 * @param falsePositive part of the others that it calls negative (FPR), 0 to 1, below truePositive
 */
public record ErrorRates(double truePositive, double falsePositive) {

  /** A model that does not err: shares are taken as they are. */
  public static final ErrorRates NONE = new ErrorRates(1, 0);

  /**
   * The true share that explains an observed one: clip((q - FPR) / (TPR - FPR), 0, 1) (Rogan and
   * Gladen 1978).
   */
  public double correct(double observed) {
    double corrected = (observed - falsePositive) / (truePositive - falsePositive);
    return Math.max(0, Math.min(1, corrected));
  }
}
