/** The vigie command. */
@org.jspecify.annotations.NullMarked
package io.vigie.cli;
