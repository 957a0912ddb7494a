/**
 * A long run of the job on a cluster of processes under an even load: whether anything grows that
 * should not.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.cli.soak;
