package io.vigie.architecture.planted.signal;

/** A pure room with a Flink type. */
abstract class KnowsTheEngine
    implements org.apache.flink.api.common.functions.MapFunction<String, String> {}
