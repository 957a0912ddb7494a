package io.vigie.cli.bench;

/** How much of the job runs; each variant does what the one before it does, and more. */
public enum Variant {
  /** Mentions are read, parsed, checked and thrown away. */
  PARSE_ONLY("parse only"),
  /** The whole job without a model: every mention is unscored. */
  SCORING_OFF("full, scoring off"),
  /** The whole job. */
  SCORING_ON("full"),
  /** The whole job, and every scored mention goes to a Kafka topic, exactly once. */
  SCORED_TO_KAFKA("full, scored mentions to Kafka");

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  /** Its name in the table. */
  public String label() {
    return label;
  }

  boolean scores() {
    return this == SCORING_ON || this == SCORED_TO_KAFKA;
  }
}
