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

  /** One answer for each input, in order. */
  List<Scores> score(List<Input> batch);

  /** Id of the model: name, slash, version. */
  String modelId();

  @Override
  void close();
}
