package io.vigie.scoring;

import java.io.Serializable;

/**
 * Opens a scorer where it is needed; it travels to the machines that score and so carries what it
 * needs.
 */
public interface TextScorerFactory extends Serializable {

  /**
   * A new scorer, to be used by one thread and closed by it.
   *
   * @throws java.io.IOException if the model cannot be read or is refused
   */
  TextScorer open() throws java.io.IOException;
}
