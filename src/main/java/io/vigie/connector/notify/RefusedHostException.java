package io.vigie.connector.notify;

import java.net.UnknownHostException;

/** A host that must not be called. */
final class RefusedHostException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedHostException(String message) {
    super(message);
  }
}
