/**
 * The demo: invented mentions of invented brands, the screen that shows what becomes of them, and
 * the command that runs the whole system on this one machine. The generator knows no Flink and no
 * Kafka, so that tests and benchmarks use it too.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.cli.demo;
