/**
 * What a mention is: its record, its JSON, what makes one valid, and how the watchlist finds the
 * brands that a text is about. The first room of the house: it knows no other room, no Flink and no
 * Kafka.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.mention;
