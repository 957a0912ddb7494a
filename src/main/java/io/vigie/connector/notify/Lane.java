package io.vigie.connector.notify;

/** The way of alerts to one receiver, on a thread of its own: one that hangs delays no other. */
interface Lane {

  /**
   * Delivers until interrupted.
   *
   * @param once ends when all that was there at the start is delivered, or cannot be
   */
  void run(boolean once) throws InterruptedException;

  Receiver receiver();

  LaneCounts counts();
}
