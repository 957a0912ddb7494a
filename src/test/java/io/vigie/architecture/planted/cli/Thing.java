package io.vigie.architecture.planted.cli;

/** Something to be depended on. */
public final class Thing {}
