package io.vigie.scoring;

/** What answers a whole batch of texts in one call; belongs to one thread. */
interface BatchNetwork extends AutoCloseable {

  /**
   * Scores a batch.
   *
   * @param inputs one text after the other, {@link EncoderSettings#inputs()} numbers each; what
   *     follows the last text is not read
   * @param texts how many texts, at most {@link DenseNetwork#BATCH}
   * @param outputs receives {@link Head#OUTPUTS} numbers for each text
   */
  void score(float[] inputs, int texts, float[] outputs);

  @Override
  void close();
}
