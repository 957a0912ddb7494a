package io.vigie.architecture.planted.scoring;

/** Something to be depended on. */
public final class Thing {}
