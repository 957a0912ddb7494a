package io.vigie.stream;

import io.vigie.scoring.ScoredMention;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Holds what it makes of mentions until their minute is over. It leaves when the watermark passes
 * its minute, before every checkpoint barrier and at the end, so that there is nothing to keep as
 * state. How much may wait is for the operator to say, which then calls {@link #flushAll}.
 *
 * @param <K> what belongs together, of one minute
 * @param <V> what is made of it
 */
abstract class HoldMinutesOperator<K extends HoldMinutesOperator.OfMinute, V, OUT>
    extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<ScoredMention, OUT>, BoundedOneInput {

  static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  /** Something of one minute, counted from 1970. */
  interface OfMinute {
    long minute();
  }

  /** What has not left yet. */
  transient Map<K, V> waiting;

  @Override
  public void open() throws Exception {
    waiting = new HashMap<>();
    super.open();
  }

  /**
   * Sends on what leaves.
   *
   * @param timestamp beginning of its minute, in epoch milliseconds
   */
  abstract void send(V leaving, long timestamp);

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushAll();
  }

  @Override
  public void endInput() {
    flushAll();
  }

  /** Sends on everything. */
  void flushAll() {
    flush(Long.MAX_VALUE);
  }

  /** Sends on what waits of the minutes that end no later than an instant (epoch milliseconds). */
  private void flush(long upTo) {
    for (Iterator<Map.Entry<K, V>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<K, V> entry = all.next();
      long minute = entry.getKey().minute();
      if (upTo == Long.MAX_VALUE || (minute + 1) * MINUTE - 1 <= upTo) {
        all.remove();
        send(entry.getValue(), minute * MINUTE);
      }
    }
  }
}
