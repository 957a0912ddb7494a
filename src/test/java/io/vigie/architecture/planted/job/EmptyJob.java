package io.vigie.architecture.planted.job;

/** A job without main. */
final class EmptyJob {}
