package io.vigie.scoring;

/** A model bundle cannot be used; the message says which file of it is wrong, and how. */
public final class InvalidModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidModelException(String message) {
    super(message);
  }

  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
