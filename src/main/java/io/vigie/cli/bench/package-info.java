/**
 * Measures the job crisis-detection on this machine: how many mentions a second it takes, what they
 * cost in processor time and memory, and which stage the cost belongs to; and what detection costs
 * a brand, in time and in state.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.cli.bench;
