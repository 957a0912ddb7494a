package io.vigie.architecture.planted.connector;

/** Something to be depended on. */
public final class Thing {}
