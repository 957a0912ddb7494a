package io.vigie.connector;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of a control topic: none, the topic is idle from the start. Nobody may say anything
 * for weeks, and the detection must not wait for it. Nor must it be told that the end of time has
 * come: where all mentions are idle too, an operator would believe it.
 */
public final class ControlWatermarks<T> implements WatermarkGenerator<T> {

  private ControlWatermarks() {}

  /** A strategy for a source that nobody waits for. */
  public static <T> WatermarkStrategy<T> strategy() {
    return context -> new ControlWatermarks<>();
  }

  @Override
  public void onEvent(T event, long timestamp, WatermarkOutput output) {
    output.markIdle();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
