package io.vigie.architecture.planted.kpi;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.signal.Thing thing =
      new io.vigie.architecture.planted.signal.Thing();
}
