package io.vigie.architecture.planted.scoring;

/** Depends on a room that it must not know. */
final class GoesUp {
  final io.vigie.architecture.planted.kpi.Thing thing =
      new io.vigie.architecture.planted.kpi.Thing();
}
