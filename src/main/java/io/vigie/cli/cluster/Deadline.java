package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import java.time.Duration;

/** Until when something on a cluster may take, looked at again and again. */
public final class Deadline {

  private static final long PACE_MILLIS = 200;

  private final Duration patience;
  private final long end;

  public Deadline(Duration patience) {
    this.patience = patience;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  /**
   * Waits a little before the next look.
   *
   * @param late what to say if the time is over
   * @throws CommandFailedException if the time is over
   */
  public void pause(String late) throws InterruptedException {
    if (isOver()) {
      throw new CommandFailedException(late + " (waited " + patience.toSeconds() + " s)");
    }
    Thread.sleep(PACE_MILLIS);
  }
}
