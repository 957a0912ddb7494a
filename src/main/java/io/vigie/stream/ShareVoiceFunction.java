package io.vigie.stream;

import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.ShareOfVoice;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives the windows of a competitor set their share of voice, once all brands of the set have told
 * theirs: at the end of the window, and again for each late revision. Keyed by set, size and start.
 */
final class ShareVoiceFunction
    extends KeyedProcessFunction<String, ShareVoiceFunction.OfSet, KpiWindow> {

  /** A window and the set that its brand competes in. */
  public record OfSet(String competitorSet, KpiWindow window) {

    String key() {
      return competitorSet + '|' + window.size() + '|' + window.start().getEpochSecond();
    }
  }

  private static final long serialVersionUID = 1L;

  private final long allowedLatenessMillis;
  private transient ValueState<ShareOfVoice> shares;

  ShareVoiceFunction(long allowedLatenessMillis) {
    this.allowedLatenessMillis = allowedLatenessMillis;
  }

  @Override
  public void open(OpenContext context) {
    shares = getRuntimeContext().getState(new ValueStateDescriptor<>("shares", ShareOfVoice.class));
  }

  @Override
  public void processElement(OfSet ofSet, Context context, Collector<KpiWindow> out)
      throws Exception {
    ShareOfVoice share = shares.value();
    if (share == null) {
      share = new ShareOfVoice(ofSet.competitorSet());
    }
    share.update(ofSet.window());
    long last = ofSet.window().end().toEpochMilli() - 1;
    context.timerService().registerEventTimeTimer(last + 1 + allowedLatenessMillis);
    if (context.timerService().currentWatermark() >= last) {
      share.close().forEach(out::collect);
    } else {
      context.timerService().registerEventTimeTimer(last);
    }
    shares.update(share);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KpiWindow> out)
      throws Exception {
    ShareOfVoice share = shares.value();
    if (share == null) {
      return;
    }
    share.close().forEach(out::collect);
    shares.update(share);
    boolean over =
        share.newest.values().stream()
            .allMatch(w -> w.end().toEpochMilli() + allowedLatenessMillis <= timestamp);
    if (over) {
      shares.clear();
    }
  }
}
