package io.vigie.architecture.planted.yaml;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.mention.Thing thing =
      new io.vigie.architecture.planted.mention.Thing();
}
