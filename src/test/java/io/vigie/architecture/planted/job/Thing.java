package io.vigie.architecture.planted.job;

/** Something to be depended on. */
public final class Thing {}
