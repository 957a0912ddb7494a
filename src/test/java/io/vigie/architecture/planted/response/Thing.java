package io.vigie.architecture.planted.response;

/** Something to be depended on. */
public final class Thing {}
