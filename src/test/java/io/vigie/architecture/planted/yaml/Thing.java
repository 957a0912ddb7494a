package io.vigie.architecture.planted.yaml;

/** Something to be depended on. */
public final class Thing {}
