package io.vigie.architecture.planted.mention;

/** A name that says nothing. */
final class ThingHelper {}
