package io.vigie.architecture.planted.kpi;

/** Something to be depended on. */
public final class Thing {}
