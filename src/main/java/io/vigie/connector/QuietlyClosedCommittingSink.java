package io.vigie.connector;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * {@link QuietlyClosedSink} for a sink with state and a committer, which is Kafka's: everything
 * that Flink may ask a sink for is handed on.
 *
 * @param <S> state of the writer
 * @param <C> what is committed
 * @param <K> the sink
 */
final class QuietlyClosedCommittingSink<
        T,
        S,
        C,
        K extends
            TwoPhaseCommittingStatefulSink<T, S, C> & SupportsPostCommitTopology<C>
                & LineageVertexProvider>
    implements TwoPhaseCommittingStatefulSink<T, S, C>,
        SupportsPostCommitTopology<C>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final K sink;

  QuietlyClosedCommittingSink(K sink) {
    this.sink = sink;
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, S, C> createWriter(WriterInitContext context)
      throws IOException {
    return new Writer<>(sink.createWriter(context));
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, S, C> restoreWriter(
      WriterInitContext context, Collection<S> state) throws IOException {
    return new Writer<>(sink.restoreWriter(context, state));
  }

  @Override
  public SimpleVersionedSerializer<S> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
    return sink.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<C> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<C>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }

  private static final class Writer<T, S, C>
      extends QuietlyClosedSink.Writer<T, PrecommittingStatefulSinkWriter<T, S, C>>
      implements PrecommittingStatefulSinkWriter<T, S, C> {

    Writer(PrecommittingStatefulSinkWriter<T, S, C> writer) {
      super(writer);
    }

    @Override
    public List<S> snapshotState(long checkpointId) throws IOException {
      return writer.snapshotState(checkpointId);
    }

    @Override
    public Collection<C> prepareCommit() throws IOException, InterruptedException {
      return writer.prepareCommit();
    }
  }
}
