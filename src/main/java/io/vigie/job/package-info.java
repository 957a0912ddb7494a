/** One main class per deployable job. */
@org.jspecify.annotations.NullMarked
package io.vigie.job;
