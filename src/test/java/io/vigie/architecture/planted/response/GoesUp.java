package io.vigie.architecture.planted.response;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.stream.Thing thing =
      new io.vigie.architecture.planted.stream.Thing();
}
