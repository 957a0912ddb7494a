package io.vigie.architecture.planted.mention;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.scoring.Thing thing =
      new io.vigie.architecture.planted.scoring.Thing();
}
