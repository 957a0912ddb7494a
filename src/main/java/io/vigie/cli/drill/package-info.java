/** A drill on a running job: its mentions sent as time goes on, its steps followed, its score. */
@NullMarked
package io.vigie.cli.drill;

import org.jspecify.annotations.NullMarked;
