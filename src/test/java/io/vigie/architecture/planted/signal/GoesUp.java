package io.vigie.architecture.planted.signal;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.pattern.Thing thing =
      new io.vigie.architecture.planted.pattern.Thing();
}
