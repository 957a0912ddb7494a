package io.vigie.stream;

import io.vigie.incident.ControlMessage;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * A function that is keyed by brand and steered by the control stream. As in a job on topics, the
 * control stream holds back no watermark.
 */
final class SteeredHarness<I, O>
    extends KeyedTwoInputStreamOperatorTestHarness<String, I, ControlMessage, O> {

  SteeredHarness(
      KeyedBroadcastProcessFunction<String, I, ControlMessage, O> function,
      KeySelector<I, String> key)
      throws Exception {
    super(
        new CoBroadcastWithKeyedOperator<>(function, List.of(ControlBoard.STATE)),
        key,
        null,
        Types.STRING);
  }

  @Override
  public void open() throws Exception {
    super.open();
    processWatermark2(new Watermark(Long.MAX_VALUE - 1));
  }

  void processElement(I element, long timestamp) throws Exception {
    processElement1(element, timestamp);
  }

  void processWatermark(long timestamp) throws Exception {
    processWatermark1(new Watermark(timestamp));
  }

  void control(ControlMessage message) throws Exception {
    processElement2(message, message.at().toEpochMilli());
  }
}
