package io.vigie.architecture.planted.stream;

/** Something to be depended on. */
public final class Thing {}
