package io.vigie.scoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model bundle that travels: read and checked where the job is put together, sent to the machines
 * that score as the bytes it consists of, and checked again there. The subtasks of one process
 * share the tables of one model.
 */
public final class BundledScorer implements TextScorerFactory {

  private static final long serialVersionUID = 1L;

  private static final Map<String, Model> OPEN = new ConcurrentHashMap<>();

  private final String location;
  private final byte[] manifest;
  private final byte[] zip;
  private final String checksum;

  @SuppressWarnings("serial") // lists of the JDK are serializable
  private final List<String> names;

  private BundledScorer(String location, byte[] manifest, byte[] zip, List<String> names) {
    this.location = location;
    this.names = List.copyOf(names);
    this.manifest = manifest;
    this.zip = zip;
    this.checksum = Checksums.sha256(manifest) + Checksums.sha256(zip);
  }

  /**
   * Reads a bundle.
   *
   * @throws InvalidModelException if it is not there, damaged, unsafe or of another version
   */
  public static BundledScorer read(Path directory) {
    BundledScorer bundle =
        new BundledScorer(
            directory.toString(),
            ModelBundle.readFile(directory.resolve(ModelBundle.MANIFEST), ModelBundle.MAX_MANIFEST),
            ModelBundle.readFile(directory.resolve(ModelBundle.ZIP), ModelBundle.MAX_ZIP),
            List.of());
    bundle.model();
    return bundle;
  }

  /**
   * Reads what is known of a model, without the model: it takes a tenth of the time.
   *
   * @throws InvalidModelException if there is none, or of another version
   */
  public static ModelManifest readManifest(Path directory) {
    Path file = directory.resolve(ModelBundle.MANIFEST);
    return ModelBundle.readManifest(file, ModelBundle.readFile(file, ModelBundle.MAX_MANIFEST));
  }

  /**
   * The same model with other names.
   *
   * @param names of brands, which shall not carry a sentiment
   */
  public BundledScorer withNames(List<String> names) {
    return new BundledScorer(location, manifest, zip, names);
  }

  @Override
  public TextScorer open() {
    return new Dl4jTextScorer(model(), BrandNames.of(names));
  }

  /** What is known of the model. */
  public ModelManifest manifest() {
    return model().manifest();
  }

  private Model model() {
    return OPEN.computeIfAbsent(
        checksum, unread -> ModelBundle.read(Path.of(location), manifest, zip));
  }
}
