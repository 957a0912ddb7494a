package io.vigie.scoring;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

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

  /** A scorer for one thread that knows no brand; the caller closes it. */
  public TextScorer open() {
    return open(List.of());
  }

  /**
   * A scorer for one thread; the caller closes it.
   *
   * @param names of brands, which shall not carry a sentiment
   */
  public TextScorer open(Collection<String> names) {
    return new Dl4jTextScorer(model, BrandNames.of(names));
  }

  /** What is known of the model. */
  public ModelManifest manifest() {
    return model.manifest();
  }
}
