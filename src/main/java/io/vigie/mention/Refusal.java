package io.vigie.mention;

/** Ends the reading of a record that cannot become a mention. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  Refusal(DeadLetterReason reason, String detail) {
    // No stack trace: bad records may come by the million.
    super(detail, null, false, false);
    this.reason = reason;
  }

  DeadLetterReason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
