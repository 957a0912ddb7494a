package io.vigie.architecture.planted.incident;

/** A decision by the wall clock. */
final class AsksTheClock {
  java.time.Instant now() {
    return java.time.Instant.now();
  }
}
