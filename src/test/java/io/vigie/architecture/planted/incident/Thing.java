package io.vigie.architecture.planted.incident;

/** Something to be depended on. */
public final class Thing {}
