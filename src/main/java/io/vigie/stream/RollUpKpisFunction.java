package io.vigie.stream;

import io.vigie.kpi.KpiAccumulator;
import io.vigie.kpi.KpiSize;
import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.Tally;
import io.vigie.stream.ShareVoiceFunction.OfSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Rolls the tallies of a brand up into KPI windows of every size, per platform and for all. A
 * window is given out when the watermark passes its end, again with the next revision for each late
 * tally, and forgotten after the allowance.
 */
final class RollUpKpisFunction extends KeyedProcessFunction<String, Tally, KpiWindow> {

  private static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  /**
   * Windows of all platforms of a brand with a competitor set: they still need their share of
   * voice.
   */
  static final OutputTag<OfSet> OF_SETS =
      new OutputTag<>("of-sets", TypeInformation.of(OfSet.class));

  private final HashMap<String, String> competitorSets;
  private final long allowedLatenessMillis;

  /** The open windows of one size and start, by the number that {@link #key} gives. */
  private transient MapState<Long, OpenWindows> open;

  /** Followers at the end of the last window, by size and platform. */
  private transient MapState<String, Long> lastFollowers;

  /**
   * @param competitorSets name of the competitor set by brand
   * @param allowedLatenessMillis how long windows are kept for late tallies
   */
  RollUpKpisFunction(Map<String, String> competitorSets, long allowedLatenessMillis) {
    this.competitorSets = new HashMap<>(competitorSets);
    this.allowedLatenessMillis = allowedLatenessMillis;
  }

  /** Windows of one brand, size and start: one for each platform and one for all. */
  public static final class OpenWindows {
    public List<KpiAccumulator> windows = new ArrayList<>();

    /** Followers before the window, by platform, as known when it was first given out. */
    public Map<String, Long> followersBefore = new HashMap<>();

    public boolean givenOut;

    public OpenWindows() {}

    KpiAccumulator window(String brand, String platform, KpiSize size, long minute) {
      for (KpiAccumulator window : windows) {
        if (window.platform.equals(platform)) {
          return window;
        }
      }
      KpiAccumulator last = null;
      int platforms = 0;
      for (KpiAccumulator window : windows) {
        if (!window.platform.equals(KpiWindow.ALL_PLATFORMS)
            && !window.platform.equals(KpiWindow.OTHER_PLATFORMS)) {
          platforms++;
          last = last == null || window.platform.compareTo(last.platform) > 0 ? window : last;
        }
      }
      boolean apart =
          platform.equals(KpiWindow.ALL_PLATFORMS) || platform.equals(KpiWindow.OTHER_PLATFORMS);
      if (!apart && platforms >= KpiWindow.MAX_PLATFORMS && last != null) {
        KpiAccumulator other = window(brand, KpiWindow.OTHER_PLATFORMS, size, minute);
        if (platform.compareTo(last.platform) > 0) {
          return other;
        }
        windows.remove(last);
        other.counts.merge(last.counts);
      }
      KpiAccumulator window = new KpiAccumulator(brand, platform, size, minute);
      windows.add(window);
      return window;
    }
  }

  @Override
  public void open(OpenContext context) {
    open =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("open-windows", Long.class, OpenWindows.class));
    lastFollowers =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("last-followers", Types.STRING, Types.LONG));
  }

  @Override
  public void processElement(Tally tally, Context context, Collector<KpiWindow> out)
      throws Exception {
    if (tally.exercise) {
      return;
    }
    long watermark = context.timerService().currentWatermark();
    for (KpiSize size : KpiSize.values()) {
      long start = size.startOf(tally.minute);
      if (size.isOver(start, watermark, allowedLatenessMillis)) {
        continue;
      }
      long key = key(size, start);
      OpenWindows windows = open.get(key);
      if (windows == null) {
        windows = new OpenWindows();
        long end = (start + size.minutes()) * MINUTE;
        context.timerService().registerEventTimeTimer(end - 1);
        context.timerService().registerEventTimeTimer(end + allowedLatenessMillis);
      }
      KpiAccumulator ofPlatform = windows.window(tally.brand, tally.platform, size, tally.minute);
      KpiAccumulator ofAll =
          windows.window(tally.brand, KpiWindow.ALL_PLATFORMS, size, tally.minute);
      ofPlatform.add(tally);
      ofAll.add(tally);
      if (windows.givenOut) {
        tell(ofPlatform.close(windows.followersBefore.get(ofPlatform.platform)), context, out);
        tell(ofAll.close(windows.followersBefore.get(ofAll.platform)), context, out);
      }
      open.put(key, windows);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KpiWindow> out)
      throws Exception {
    for (KpiSize size : KpiSize.values()) {
      giveOut(size, timestamp + 1, context, out);
      forget(size, timestamp - allowedLatenessMillis);
    }
  }

  private void giveOut(KpiSize size, long endMillis, Context context, Collector<KpiWindow> out)
      throws Exception {
    long key = keyOfWindowEnding(size, endMillis);
    OpenWindows windows = open.get(key);
    if (windows == null || windows.givenOut) {
      return;
    }
    for (KpiAccumulator window : windows.windows) {
      String which = size.label() + "/" + window.platform;
      Long before = lastFollowers.get(which);
      if (before != null) {
        windows.followersBefore.put(window.platform, before);
      }
      KpiWindow result = window.close(before);
      Long followers = result.followers();
      if (followers != null) {
        lastFollowers.put(which, followers);
      }
      tell(result, context, out);
    }
    windows.givenOut = true;
    open.put(key, windows);
  }

  private void tell(KpiWindow window, Context context, Collector<KpiWindow> out) {
    String set = competitorSets.get(window.brand());
    if (set != null && window.platform().equals(KpiWindow.ALL_PLATFORMS)) {
      context.output(OF_SETS, new OfSet(set, window));
    } else {
      out.collect(window);
    }
  }

  private void forget(KpiSize size, long endMillis) throws Exception {
    long key = keyOfWindowEnding(size, endMillis);
    if (open.contains(key)) {
      open.remove(key);
      if (open.isEmpty()) {
        lastFollowers.clear(); // a brand that fell silent leaves nothing behind
      }
    }
  }

  private static long keyOfWindowEnding(KpiSize size, long endMillis) {
    return endMillis % (size.minutes() * MINUTE) == 0
        ? key(size, endMillis / MINUTE - size.minutes())
        : Long.MIN_VALUE;
  }

  private static long key(KpiSize size, long startMinute) {
    return startMinute * KpiSize.values().length + size.ordinal();
  }
}
