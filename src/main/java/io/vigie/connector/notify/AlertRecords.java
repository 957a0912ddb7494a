package io.vigie.connector.notify;

import java.time.Duration;
import java.util.List;

/** Alerts in their order, as one receiver reads them. Belongs to one thread. */
interface AlertRecords extends AutoCloseable {

  /**
   * One record.
   *
   * @param json what should be an alert
   * @param origin where it stands, such as {@code vigie.alerts.v1-0@17} or a file and line
   */
  record Entry(String json, String origin) {}

  /** The next records, in order; none if nothing came within the time. */
  List<Entry> poll(Duration patience);

  /** Notes that the oldest record that is not done yet is done, so that it does not come again. */
  void done(Entry entry);

  /** Whether all that was there at the start has been handed out. */
  boolean caughtUp();

  @Override
  void close();
}
