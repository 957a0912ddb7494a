package io.vigie.connector.notify;

/** A secret that no log shows by accident. */
record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
