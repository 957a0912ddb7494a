package io.vigie.architecture.planted.job;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.cli.Thing thing =
      new io.vigie.architecture.planted.cli.Thing();
}
