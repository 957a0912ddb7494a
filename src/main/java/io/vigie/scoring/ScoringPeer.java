package io.vigie.scoring;

import java.util.List;

/**
 * Another way of reading a sentiment that {@link ScoringBench} measures beside the model. Found by
 * {@link java.util.ServiceLoader}; only {@code ./vigie bench scoring --peers} has any on its class
 * path.
 */
public interface ScoringPeer {

  /** A text that a peer may learn from. */
  record Example(String text, Sentiment sentiment) {}

  /** The name in tables. */
  String name();

  /** Whether it reads no sentiment before it has learned one. */
  boolean learns();

  /**
   * A scorer for one thread, of which only the sentiment counts.
   *
   * @param examples what to learn from; may be empty, then a peer that learns guesses
   */
  TextScorer open(List<Example> examples);
}
