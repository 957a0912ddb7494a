package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.junit.jupiter.api.Test;

class QuietlyClosedSinkTest {

  private static final WriterInitContext NO_CONTEXT =
      (WriterInitContext)
          Proxy.newProxyInstance(
              QuietlyClosedSinkTest.class.getClassLoader(),
              new Class<?>[] {WriterInitContext.class},
              (proxy, method, arguments) -> null);

  /** A writer whose database is away. */
  private static final class Broken
      implements TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<
          String, Integer, Long> {
    private boolean closed;

    @Override
    public List<Integer> snapshotState(long checkpointId) {
      return List.of((int) checkpointId);
    }

    @Override
    public Collection<Long> prepareCommit() throws IOException {
      throw new IOException("away, nothing to commit");
    }

    @Override
    public void write(String element, Context context) throws IOException {
      throw new IOException("away: " + element);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw new IOException("away, end of input: " + endOfInput);
    }

    @Override
    public void close() {
      closed = true;
      throw new IllegalStateException("still away");
    }
  }

  /** What Kafka's sink is to Flink, in as many lines as it takes. */
  private record Transactional(Broken broken)
      implements TwoPhaseCommittingStatefulSink<String, Integer, Long>,
          SupportsPostCommitTopology<Long>,
          LineageVertexProvider {

    @Override
    public TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<String, Integer, Long>
        createWriter(WriterInitContext context) {
      return broken;
    }

    @Override
    public TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<String, Integer, Long>
        restoreWriter(WriterInitContext context, Collection<Integer> state) {
      return broken;
    }

    @Override
    public SimpleVersionedSerializer<Integer> getWriterStateSerializer() {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public Committer<Long> createCommitter(CommitterInitContext context) {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public SimpleVersionedSerializer<Long> getCommittableSerializer() {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<Long>> committables) {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public LineageVertex getLineageVertex() {
      throw new IllegalStateException("nobody asks");
    }
  }

  /** With the broker away, this ended a TaskManager in {@code ./vigie chaos}. */
  @Test
  void aWriterInTransactionsHandsOnStateAndCommitsAndClosesQuietly() throws Exception {
    Broken broken = new Broken();
    var sink = new QuietlyClosedCommittingSink<>(new Transactional(broken));

    for (var writer :
        List.of(sink.createWriter(NO_CONTEXT), sink.restoreWriter(NO_CONTEXT, List.of()))) {
      assertThat(writer.snapshotState(7)).containsExactly(7);
      assertThatThrownBy(writer::prepareCommit).hasMessage("away, nothing to commit");
      broken.closed = false;
      writer.close();
      assertThat(broken.closed).isTrue();
    }
  }

  @Test
  void failuresOfWritingFailTheTaskAndThatOfClosingDoesNotFailTheProcess() throws Exception {
    Broken broken = new Broken();
    SinkWriter<String> writer =
        new QuietlyClosedSink<String>(context -> broken).createWriter(NO_CONTEXT);

    SinkWriter.Context none =
        new SinkWriter.Context() {
          @Override
          public long currentWatermark() {
            return 0;
          }

          @Override
          public Long timestamp() {
            return 0L;
          }
        };
    assertThatThrownBy(() -> writer.write("x", none)).hasMessage("away: x");
    assertThatThrownBy(() -> writer.flush(true)).hasMessage("away, end of input: true");
    writer.close();
    assertThat(broken.closed).isTrue();
  }
}
