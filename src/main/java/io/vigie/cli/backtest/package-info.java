/**
 * A history through the very operators of the job, what came of it held against what really
 * happened, and the report that an analyst reads.
 */
@NullMarked
package io.vigie.cli.backtest;

import org.jspecify.annotations.NullMarked;
