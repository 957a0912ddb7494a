package io.vigie.stream;

import io.vigie.incident.ControlIntake;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A control stream without a word, beside another stream. It is idle, so that nobody waits for it:
 * were it to tell the time instead, each watermark would come by two more tasks and stay in their
 * buffers for up to 100 ms, while the steps that it lets through wait for it. It ends with the
 * other stream: one that is over at once would not do, because its watermark is the end of time,
 * which is what an operator goes by as soon as its other input is idle.
 */
final class NobodySteersOperator<T> extends AbstractStreamOperator<ControlIntake>
    implements OneInputStreamOperator<T, ControlIntake> {

  private static final long serialVersionUID = 1L;

  private transient boolean idle;

  @Override
  public void processElement(StreamRecord<T> element) {
    // nobody says anything
  }

  @Override
  public void processWatermark(Watermark mark) {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
      output.emitWatermark(mark);
    } else if (!idle) {
      idle = true;
      output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // idle whatever the other stream is
  }
}
