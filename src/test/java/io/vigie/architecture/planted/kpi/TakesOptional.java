package io.vigie.architecture.planted.kpi;

/** Asks for an Optional. */
final class TakesOptional {
  void take(java.util.Optional<String> value) {}
}
