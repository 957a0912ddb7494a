package io.vigie.cli.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Throws records away and counts them, for a reader in this very process: metrics and accumulators
 * of Flink come seconds later. One count at a time: runs follow each other.
 */
final class CountingSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  /** Records are told in such lots, so that subtasks do not fight for the count. */
  private static final int LOT = 256;

  private static final AtomicLong COUNT = new AtomicLong();

  /** Begins a new count. */
  static void reset() {
    COUNT.set(0);
  }

  /** Records so far, over all subtasks; up to 255 a subtask are not told yet. */
  static long count() {
    return COUNT.get();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>();
  }

  private static final class Writer<T> implements SinkWriter<T> {

    private int untold;

    @Override
    public void write(T record, Context context) {
      if (++untold == LOT) {
        flush(false);
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      COUNT.addAndGet(untold);
      untold = 0;
    }

    @Override
    public void close() {}
  }
}
