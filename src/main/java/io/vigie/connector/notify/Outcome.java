package io.vigie.connector.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one try.
 *
 * @param why what went wrong; empty when delivered
 * @param retryAfter how long the receiver asks us to wait, or null
 */
record Outcome(Kind kind, String why, @Nullable Duration retryAfter) {

  enum Kind {
    DELIVERED,
    /** It may go through later. */
    FAILED,
    /** The receiver will never take it. */
    REFUSED
  }

  static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, "", null);

  static Outcome failed(String why, @Nullable Duration retryAfter) {
    return new Outcome(Kind.FAILED, why, retryAfter);
  }

  static Outcome refused(String why) {
    return new Outcome(Kind.REFUSED, why, null);
  }

  boolean delivered() {
    return kind == Kind.DELIVERED;
  }

  boolean mayBeRetried() {
    return kind == Kind.FAILED;
  }
}
