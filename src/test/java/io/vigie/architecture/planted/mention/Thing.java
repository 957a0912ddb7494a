package io.vigie.architecture.planted.mention;

/** Something to be depended on. */
public final class Thing {}
