/**
 * Faults on a real cluster, and what they cost: every result of a run with faults is held against
 * those of the same mentions without any.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.cli.chaos;
