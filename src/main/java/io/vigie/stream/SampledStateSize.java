package io.vigie.stream;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * A metric of how large a state is per brand, in bytes as it is written to a checkpoint: of the
 * first and then of every {@value #EVERY}th one seen, because to write all of them only to measure
 * would cost more than to keep them.
 */
final class SampledStateSize<T> {

  static final int EVERY = 256;
  private static final int REMEMBERED = 500;

  private final TypeSerializer<T> serializer;
  private final Histogram bytes;
  private final DataOutputSerializer buffer = new DataOutputSerializer(4096);
  private long seen;

  private SampledStateSize(TypeSerializer<T> serializer, Histogram bytes) {
    this.serializer = serializer;
    this.bytes = bytes;
  }

  /**
   * Registers the metric.
   *
   * @param state name of the state
   */
  static <T> SampledStateSize<T> register(RuntimeContext context, String state, Class<T> type) {
    return new SampledStateSize<>(
        context.createSerializer(TypeInformation.of(type)),
        Tallied.group(context)
            .addGroup("state", state)
            .histogram(Tallied.STATE_BYTES, new DescriptiveStatisticsHistogram(REMEMBERED)));
  }

  /** Takes note of the state of one brand. */
  void see(T value) throws IOException {
    if (seen++ % EVERY != 0) {
      return;
    }
    buffer.clear();
    serializer.serialize(value, buffer);
    bytes.update(buffer.length());
  }
}
