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

  /** When the first try was made of what is not delivered yet; of nanoTime, 0 = nothing waits. */
  private final AtomicLong waitingSince = new AtomicLong();

  /** Something is to be delivered, unless it was already. */
  void waits() {
    waitingSince.compareAndSet(0, Math.max(1, System.nanoTime()));
  }

  /** What was to be delivered is delivered, or given up. */
  void waitsNoMore() {
    waitingSince.set(0);
  }

  /** Seconds that the delivery under way has taken so far; 0 where none is. */
  double waitingSeconds() {
    long since = waitingSince.get();
    return since == 0 ? 0 : Math.max(0, System.nanoTime() - since) / 1e9;
  }

  @Override
  public String toString() {
    return "delivered %d, not for it %d, repeats %d, failed tries %d, undelivered %d"
        .formatted(
            delivered.get(), skipped.get(), repeated.get(), failures.get(), undelivered.get());
  }
}
