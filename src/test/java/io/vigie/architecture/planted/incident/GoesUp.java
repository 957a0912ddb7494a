package io.vigie.architecture.planted.incident;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.response.Thing thing =
      new io.vigie.architecture.planted.response.Thing();
}
