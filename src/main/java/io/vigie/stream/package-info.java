/**
 * The Flink side: thin functions over the rooms above, the CEP compiler, the pipelines, and every
 * operator uid in one enum. No rule of detection is decided here.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.stream;
