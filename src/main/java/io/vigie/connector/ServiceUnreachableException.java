package io.vigie.connector;

/** A service that the job needs could not be reached; the command line ends with exit code 3. */
public final class ServiceUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param service what it is, such as {@code Kafka}
   * @param address where it was looked for, without secrets
   */
  public ServiceUnreachableException(String service, String address, Throwable cause) {
    super(service + " could not be reached at " + address + ": " + cause.getMessage(), cause);
  }
}
