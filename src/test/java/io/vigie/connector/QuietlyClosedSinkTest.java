package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.Test;

class QuietlyClosedSinkTest {

  private static final WriterInitContext NO_CONTEXT =
      (WriterInitContext)
          Proxy.newProxyInstance(
              QuietlyClosedSinkTest.class.getClassLoader(),
              new Class<?>[] {WriterInitContext.class},
              (proxy, method, arguments) -> null);

  /** A writer whose database is away. */
  private static final class Broken implements SinkWriter<String> {
    private boolean closed;

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
