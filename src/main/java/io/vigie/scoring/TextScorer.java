package io.vigie.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores batches of texts. One instance belongs to one thread; it may hold native memory until
 * closed.
 *
 * <p>A text that cannot be scored gets {@link Scores#unscored}; it never makes the batch fail.
 */
public interface TextScorer extends AutoCloseable {

  /** What is to be scored: a text, and its language if the source told it (ISO 639-1). */
  record Input(String text, @Nullable String lang) {}

  /**
   * Words that were read.
   *
   * @param words how many, so far
   * @param unknown how many of them never occurred in what the model was trained on
   */
  record WordUse(long words, long unknown) {

    public static final WordUse NONE = new WordUse(0, 0);
  }

  /**
   * The words of a language's texts since this scorer was opened.
   *
   * @param language one of the model's languages; any other stands for all others together
   * @return {@link WordUse#NONE} where the model does not tell which words it met
   */
  default WordUse wordUse(String language) {
    return WordUse.NONE;
  }

  /** One answer for each input, in order. */
  List<Scores> score(List<Input> batch);

  /** Id of the model: name, slash, version. */
  String modelId();

  @Override
  void close();
}
