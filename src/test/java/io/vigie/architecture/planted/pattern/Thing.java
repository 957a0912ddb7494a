package io.vigie.architecture.planted.pattern;

/** Something to be depended on. */
public final class Thing {}
