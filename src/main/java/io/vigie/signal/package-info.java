/**
 * Indicators (one number per brand and step with its expectation beside it), the baselines they are
 * compared with, and the rules by which a signal fires, holds and ends.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.signal;
