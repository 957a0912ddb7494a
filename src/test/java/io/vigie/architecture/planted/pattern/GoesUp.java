package io.vigie.architecture.planted.pattern;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.incident.Thing thing =
      new io.vigie.architecture.planted.incident.Thing();
}
