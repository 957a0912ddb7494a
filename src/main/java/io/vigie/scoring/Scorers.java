package io.vigie.scoring;

import java.nio.file.Path;

/**
 * Opens scorers on a model bundle that was read and checked once; each thread opens its own. Safe
 * to share between threads.
 */
public final class Scorers {

  private final Model model;

  private Scorers(Model model) {
    this.model = model;
  }

  /**
   * Reads a bundle.
   *
   * @param directory with {@code model.zip} and {@code manifest.json}
   * @throws InvalidModelException if it is not there, damaged, unsafe or of another version
   */
  public static Scorers of(Path directory) {
    return new Scorers(ModelBundle.read(directory));
  }

  /** A scorer for one thread; the caller closes it. */
  public TextScorer open() {
    return new Dl4jTextScorer(model);
  }

  /** What is known of the model. */
  public ModelManifest manifest() {
    return model.manifest();
  }
}
