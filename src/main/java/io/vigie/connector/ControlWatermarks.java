package io.vigie.connector;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of a control topic: the end of time, from the start. Nobody may say anything for
 * weeks, and the detection must not wait for it.
 */
public final class ControlWatermarks<T> implements WatermarkGenerator<T> {

  /** Just before the watermark that says that a source has ended, which this one never does. */
  private static final Watermark NEVER_WAITED_FOR = new Watermark(Long.MAX_VALUE - 1);

  private ControlWatermarks() {}

  /** A strategy for a source that nobody waits for. */
  public static <T> WatermarkStrategy<T> strategy() {
    return context -> new ControlWatermarks<>();
  }

  @Override
  public void onEvent(T event, long timestamp, WatermarkOutput output) {
    output.emitWatermark(NEVER_WAITED_FOR);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(NEVER_WAITED_FOR);
  }
}
