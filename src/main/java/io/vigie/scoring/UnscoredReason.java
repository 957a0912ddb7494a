package io.vigie.scoring;

/** Why a mention has no sentiment. Codes are stable. */
public enum UnscoredReason {
  /** No text. */
  EMPTY("empty"),
  /** Nothing but links, handles, numbers and punctuation. */
  NO_WORDS("no-words"),
  /** A language or script that the model was not trained for. */
  LANGUAGE("language"),
  /** The model failed on this text: an exception, or an answer that is no probability. */
  MODEL_FAILED("model-failed"),
  /** Scoring is switched off by configuration. */
  SWITCHED_OFF("switched-off");

  private final String code;

  UnscoredReason(String code) {
    this.code = code;
  }

  /** The code in JSON, metrics and tables. */
  public String code() {
    return code;
  }
}
