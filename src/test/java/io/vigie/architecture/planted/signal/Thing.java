package io.vigie.architecture.planted.signal;

/** Something to be depended on. */
public final class Thing {}
