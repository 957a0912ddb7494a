/**
 * Real services on this machine, for the demo and the tests: a Kafka broker inside this process and
 * a PostgreSQL server beside it. Both listen on the loopback address only and leave nothing behind.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.connector.local;
