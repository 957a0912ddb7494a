package io.vigie.mention;

/** Why a record became a dead letter. Codes are stable: others count and alert on them. */
public enum DeadLetterReason {
  /** Nothing to read: an empty line, a null value or only blanks. */
  EMPTY("empty"),
  /** More bytes than a mention may have. */
  OVERSIZED("oversized"),
  /** Not JSON, or cut off, or nested deeper than allowed. */
  MALFORMED("malformed"),
  /** JSON, but not an object. */
  NOT_AN_OBJECT("not-an-object"),
  /** Not UTF-8. */
  BAD_ENCODING("bad-encoding"),
  /** A required field is missing or empty. */
  MISSING_FIELD("missing-field"),
  /** A field has a type or a value that it cannot have. */
  BAD_FIELD("bad-field"),
  /** createdAt is no time, or not a believable one. */
  BAD_TIME("bad-time"),
  /** createdAt lies further ahead of ingestion than clocks drift. */
  FUTURE_TIME("future-time"),
  /** No brand given and none found by the watchlist. */
  NO_BRAND("no-brand"),
  /**
   * A brand that is not on the watchlist, and unlisted brands are refused or their quota is used
   * up.
   */
  UNLISTED_BRAND("unlisted-brand"),
  /** A control message without a signature, by an unknown key, or with one that is not its own. */
  BAD_SIGNATURE("bad-signature"),
  /** A control message that was issued too long ago. */
  STALE("stale"),
  /** A control message that was let in before. */
  REPLAYED("replayed"),
  /** More control messages in force than are remembered. */
  TOO_MANY("too-many");

  private final String code;

  DeadLetterReason(String code) {
    this.code = code;
  }

  /** The code in JSON, metrics and tables. */
  public String code() {
    return code;
  }
}
