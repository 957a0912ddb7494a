package io.vigie.connector;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/** Sinks for the tables of {@link PostgresTable}. */
public final class PostgresSinks {
  /** Longest time a row waits for its batch, in milliseconds. */
  private static final long BATCH_INTERVAL_MILLIS = 1_000;

  /** Then the job fails and restarts from its last checkpoint; the upserts make that harmless. */
  private static final int MAX_RETRIES = 3;

  private PostgresSinks() {}

  /**
   * A sink for one table: at least once, and idempotent. The stream must be keyed by the table's
   * primary key or by a part of it (the brand, or the id): otherwise parallel batches lock the same
   * rows in different order and deadlock.
   *
   * @throws IllegalArgumentException if the address asks for {@code reWriteBatchedInserts}: two
   *     revisions of one row in one batch would then be refused by PostgreSQL
   */
  public static <T> Sink<T> sink(PostgresSettings settings, PostgresTable<T> table) {
    if (settings.url().contains("reWriteBatchedInserts=true")) {
      throw new IllegalArgumentException(
          "reWriteBatchedInserts=true cannot be used: one batch may hold two revisions of a row");
    }
    PostgresTable.Binder<T> binder = table.binder();
    return new QuietlyClosedSink<>(
        JdbcSink.<T>builder()
            .withQueryStatement(
                table.statement(),
                (statement, result) -> binder.bind(result, new PostgresRow(statement)))
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    .withBatchSize(table.batchSize())
                    .withBatchIntervalMs(BATCH_INTERVAL_MILLIS)
                    .withMaxRetries(MAX_RETRIES)
                    .build())
            .buildAtLeastOnce(new PostgresConnections(settings)));
  }
}
