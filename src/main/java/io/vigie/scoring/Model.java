package io.vigie.scoring;

/**
 * A trained model in memory.
 *
 * @param manifest what is known of it
 * @param table the embeddings; shared by all scorers
 * @param configuration DL4J's JSON of the network
 * @param parameters the network's weights in DL4J's order
 * @param words what occurred in training
 */
record Model(
    ModelManifest manifest,
    EmbeddingTable table,
    String configuration,
    float[] parameters,
    KnownWords words) {

  /** A network with these weights, for one thread. */
  DenseNetwork network() {
    return DenseNetwork.of(configuration, parameters);
  }

  /** Temperature of a head, 1 where it was not calibrated. */
  float temperature(Head head) {
    return manifest.temperatures().getOrDefault(head.label(), 1f);
  }

  /** Which heads the model was trained for. */
  boolean has(Head head) {
    return manifest.labels().containsKey(head.label());
  }
}
