/**
 * Reading the YAML that people write: safe (no tags, no aliases, bounded), with the line of every
 * value, and with every problem of a file told at once. Stands below all rooms.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.yaml;
