package io.vigie.scoring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of its model; {@code manifest.json}.
 *
 * @param format version of the bundle's layout, {@link ModelBundle#FORMAT}
 * @param name of the model
 * @param version of the model
 * @param about one sentence
 * @param sha256 checksums of the bundle's other files by name, lower-case hex
 * @param labels the classes of each head that the model has, in the order of its probabilities
 * @param encoderVersion {@link EncoderSettings#VERSION} that it was trained with
 * @param encoder how a text becomes numbers
 * @param embeddingScale what one unit of the stored embeddings is worth
 * @param temperatures by which each head's outputs are divided before the softmax
 * @param languages codes of the languages it was trained for
 * @param negativeRates by language: how often "negative" is right and wrong, to correct the share
 *     of negative mentions
 * @param recipeSha256 hash of the recipe it was made by
 * @param figures what was measured, by name, each with its value; the command is in {@code command}
 * @param command gives the figures
 */
public record ModelManifest(
    int format,
    String name,
    String version,
    String about,
    Map<String, String> sha256,
    Map<String, List<String>> labels,
    int encoderVersion,
    EncoderSettings encoder,
    float embeddingScale,
    Map<String, Float> temperatures,
    List<String> languages,
    Map<String, NegativeRates> negativeRates,
    String recipeSha256,
    Map<String, Double> figures,
    String command) {

  /**
   * How far "negative is the likeliest sentiment" can be trusted, measured on texts kept from
   * training.
   *
   * @param truePositiveRate share of negative texts that are called negative, 0 to 1
   * @param falsePositiveRate share of other texts that are called negative, 0 to 1
   * @param texts how many it was measured on
   * @param negatives how many of these are negative; null in bundles that do not tell
   */
  public record NegativeRates(
      double truePositiveRate, double falsePositiveRate, int texts, @Nullable Integer negatives) {

    /** How many of the texts are negative; half of them if the bundle does not tell. */
    public int negativeTexts() {
      return negatives == null ? texts / 2 : negatives;
    }
  }

  /** Name, slash, version. */
  public String id() {
    return name + "/" + version;
  }
}
