/** Where mentions come from and where results go: files, Kafka, PostgreSQL and dead letters. */
@org.jspecify.annotations.NullMarked
package io.vigie.connector;
