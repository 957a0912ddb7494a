/**
 * Flink clusters: one on this machine for trying, made of the processes that a real one has, and
 * any other over its REST API.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.cli.cluster;
