package io.vigie.cli.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A history in the order of event time, given out by one subtask. A back-test runs once to its end
 * and is simply started again if it fails: the source begins anew after a restore.
 */
final class HistorySource<T>
    implements Source<T, HistorySource.Split<T>, Collection<HistorySource.Split<T>>>,
        ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;
  private static final long MINUTE = 60_000L;

  /** Opens a history: an iterator in the order of event time. */
  interface History<T> extends Serializable {
    Iterator<T> open();
  }

  private final History<T> history;
  private final TypeInformation<T> type;

  private HistorySource(History<T> history, TypeInformation<T> type) {
    this.history = history;
    this.type = type;
  }

  /**
   * The history as a stream with event time and watermarks.
   *
   * @param history by ascending event time
   * @param millis event time of a record, epoch milliseconds
   * @param uid uid of the source
   */
  static <T> DataStream<T> stream(
      StreamExecutionEnvironment env,
      History<T> history,
      TypeInformation<T> type,
      SerializableFunction<T, Long> millis,
      String uid) {
    WatermarkStrategy<T> inOrder =
        WatermarkStrategy.<T>forGenerator(context -> new MinuteByMinute<>())
            .withTimestampAssigner((each, before) -> millis.apply(each));
    return env.fromSource(new HistorySource<>(history, type), inOrder, uid)
        .setParallelism(1)
        .uid(uid);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public SourceReader<T, Split<T>> createReader(SourceReaderContext context) {
    return new IteratorSourceReader<>(context);
  }

  @Override
  public SplitEnumerator<Split<T>, Collection<Split<T>>> createEnumerator(
      SplitEnumeratorContext<Split<T>> context) {
    return new IteratorSourceEnumerator<>(context, List.of(new Split<>(history)));
  }

  @Override
  public SplitEnumerator<Split<T>, Collection<Split<T>>> restoreEnumerator(
      SplitEnumeratorContext<Split<T>> context, Collection<Split<T>> waiting) {
    return new IteratorSourceEnumerator<>(context, waiting);
  }

  @Override
  public SimpleVersionedSerializer<Split<T>> getSplitSerializer() {
    return new JavaSerializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Collection<Split<T>>> getEnumeratorCheckpointSerializer() {
    return new JavaSerializer<>();
  }

  /** The whole history. */
  record Split<T>(History<T> history) implements IteratorSourceSplit<T, Iterator<T>>, Serializable {

    @Override
    public String splitId() {
      return "history";
    }

    @Override
    public Iterator<T> getIterator() {
      return history.open();
    }

    @Override
    public IteratorSourceSplit<T, Iterator<T>> getUpdatedSplitForIterator(Iterator<T> iterator) {
      return this;
    }
  }

  /** Lives for one run: nothing older is ever read. */
  private static final class JavaSerializer<S> implements SimpleVersionedSerializer<S> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(S object) throws IOException {
      return InstantiationUtil.serializeObject(object);
    }

    @Override
    public S deserialize(int version, byte[] bytes) throws IOException {
      try {
        return InstantiationUtil.deserializeObject(
            bytes, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
  }

  /**
   * A watermark as soon as a minute is over, and not on a timer: a history passes years in a second
   * of the clock, and whatever is kept until a minute closes would pile up.
   */
  private static final class MinuteByMinute<T> implements WatermarkGenerator<T> {
    private long open = Long.MIN_VALUE;

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
      long minute = Math.floorDiv(timestamp, MINUTE);
      if (minute > open) {
        open = minute;
        output.emitWatermark(new Watermark(minute * MINUTE - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // every minute tells itself
    }
  }
}
