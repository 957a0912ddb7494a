package io.vigie.connector.notify;

import java.util.concurrent.atomic.AtomicLong;

/** What came of a receiver's alerts so far. */
final class LaneCounts {

  final AtomicLong delivered = new AtomicLong();

  /** Not for this receiver. */
  final AtomicLong skipped = new AtomicLong();

  /** The same alert once more, as an at-least-once stream may have it. */
  final AtomicLong repeated = new AtomicLong();

  /** Tries that failed. */
  final AtomicLong failures = new AtomicLong();

  final AtomicLong undelivered = new AtomicLong();

  @Override
  public String toString() {
    return "delivered %d, not for it %d, repeats %d, failed tries %d, undelivered %d"
        .formatted(
            delivered.get(), skipped.get(), repeated.get(), failures.get(), undelivered.get());
  }
}
