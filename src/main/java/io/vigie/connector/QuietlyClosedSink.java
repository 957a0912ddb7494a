package io.vigie.connector;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink whose writer may fail while it writes or flushes, but not while it is closed. Flink takes
 * an exception in the cleaning up of a task that has failed for a fault of the process, and ends
 * the TaskManager with all other tasks that run there. The writers of JDBC and Kafka throw their
 * last failure once more when they are closed: with the database or the broker away, that would end
 * one TaskManager after the other.
 *
 * <p>Nothing is lost by it: everything is flushed at each checkpoint and at the end of the input,
 * and a failure there fails the task.
 *
 * @see QuietlyClosedCommittingSink for sinks that write in transactions
 */
final class QuietlyClosedSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(QuietlyClosedSink.class);

  private final Sink<T> sink;

  /**
   * @param sink without state and without a committer
   */
  QuietlyClosedSink(Sink<T> sink) {
    this.sink = sink;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(sink.createWriter(context));
  }

  /** A writer that hands everything on, and only closes quietly. */
  static class Writer<T, W extends SinkWriter<T>> implements SinkWriter<T> {
    final W writer;

    Writer(W writer) {
      this.writer = writer;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
      writer.writeWatermark(watermark);
    }

    @Override
    public void close() throws InterruptedException {
      try {
        writer.close();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("A writer that had failed could not be closed: {}", e.getClass().getSimpleName());
      }
    }
  }
}
