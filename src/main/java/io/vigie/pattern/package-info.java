/**
 * The pattern language: what analysts write in YAML, its reader, and every problem in a file
 * reported at once with its line.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.pattern;
