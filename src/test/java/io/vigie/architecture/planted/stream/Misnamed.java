package io.vigie.architecture.planted.stream;

/** A Flink function that is not called one. */
final class Misnamed extends org.apache.flink.api.common.functions.AbstractRichFunction {
  private static final long serialVersionUID = 1L;
}
