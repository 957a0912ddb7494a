package io.vigie.connector.notify;

import java.net.URI;
import java.nio.file.Path;

/** Where a receiver's notifications go. */
sealed interface Target {

  /**
   * A Prometheus Alertmanager: it is told what is true now, again and again, and does the routing.
   *
   * @param url its address without {@code /api/v2}
   */
  record Alertmanager(URI url) implements Target {}

  /**
   * A service that takes each notification by POST.
   *
   * @param key what its signature is made with
   */
  record Webhook(URI url, Secret key) implements Target {}

  /** A file that each notification is added to as a line of JSON. */
  record Lines(Path path) implements Target {}
}
