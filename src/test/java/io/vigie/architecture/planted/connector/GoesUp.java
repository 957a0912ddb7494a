package io.vigie.architecture.planted.connector;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.job.Thing thing =
      new io.vigie.architecture.planted.job.Thing();
}
