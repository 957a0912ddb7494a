package io.vigie.stream;

import io.vigie.incident.ControlMessage;
import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.Tally;
import io.vigie.signal.BrandHistory;
import io.vigie.signal.BrandMinutes;
import io.vigie.signal.BrandStep;
import io.vigie.signal.ErrorRates;
import io.vigie.signal.IndicatorEngine;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.PlannedEvent;
import io.vigie.signal.PlannedEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Closes each minute of a brand when the watermark has passed it, and computes its indicators. A
 * brand that is not mentioned falls asleep after two hours and costs nothing; one that was silent
 * for longer than its history reaches is forgotten. Tallies of closed minutes revise KPIs but no
 * indicator.
 *
 * <p>The control stream tells of planned events beside those of the calendar.
 */
final class ComputeIndicatorsFunction
    extends KeyedBroadcastProcessFunction<String, Tally, ControlMessage, BrandStep> {

  static final OutputTag<IndicatorStep> INDICATORS =
      new OutputTag<>("indicators", TypeInformation.of(IndicatorStep.class));

  private static final long MINUTE = 60_000L;
  private static final long FORGET_AFTER_MINUTES = (BrandHistory.DAYS + 1) * 1440L;
  private static final long serialVersionUID = 1L;

  private final HashMap<String, ErrorRates> errors;
  private final PlannedEvents calendar;
  private final HashSet<String> platforms;

  private transient IndicatorEngine engine;
  private transient MapState<Long, List<Tally>> open;
  private transient ValueState<BrandMinutes> real;
  private transient ValueState<BrandMinutes> exercise;
  private transient ValueState<BrandHistory> history;
  private transient SampledStateSize<BrandMinutes> minutesSize;
  private transient SampledStateSize<BrandHistory> historySize;

  /**
   * @param errors how the model errs with "negative", by language
   * @param platforms those that have readings of their own
   * @param calendar planned events known from the start
   */
  ComputeIndicatorsFunction(
      Map<String, ErrorRates> errors, Set<String> platforms, PlannedEvents calendar) {
    this.errors = new HashMap<>(errors);
    this.platforms = new HashSet<>(platforms);
    this.calendar = calendar;
  }

  @Override
  public void open(OpenContext context) {
    engine = new IndicatorEngine(errors, platforms);
    open =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "open-minutes",
                    Types.LONG,
                    TypeInformation.of(new TypeHint<List<Tally>>() {})));
    real = getRuntimeContext().getState(new ValueStateDescriptor<>("minutes", BrandMinutes.class));
    exercise =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("exercise-minutes", BrandMinutes.class));
    history =
        getRuntimeContext().getState(new ValueStateDescriptor<>("history", BrandHistory.class));
    minutesSize = SampledStateSize.register(getRuntimeContext(), "minutes", BrandMinutes.class);
    historySize = SampledStateSize.register(getRuntimeContext(), "history", BrandHistory.class);
  }

  @Override
  public void processBroadcastElement(
      ControlMessage message, Context context, Collector<BrandStep> out) throws Exception {
    if (message.plannedEvent() != null) {
      ControlBoard.add(
          message, context.getBroadcastState(ControlBoard.STATE), context.currentWatermark());
    }
  }

  @Override
  public void processElement(Tally tally, ReadOnlyContext context, Collector<BrandStep> out)
      throws Exception {
    long closesAt = closing(tally.minute);
    if (closesAt <= context.timerService().currentWatermark()) {
      return;
    }
    List<Tally> tallies = open.get(tally.minute);
    if (tallies == null) {
      tallies = new ArrayList<>(2);
      context.timerService().registerEventTimeTimer(closesAt);
    }
    add(tally, tallies);
    open.put(tally.minute, tallies);
  }

  /** Joins what belongs together; platforms beyond the bound count together, as in KPIs. */
  private static void add(Tally tally, List<Tally> tallies) {
    Tally last = null;
    int platforms = 0;
    for (Tally known : tallies) {
      if (known.exercise != tally.exercise) {
        continue;
      }
      if (known.platform.equals(tally.platform)) {
        known.merge(tally);
        return;
      }
      if (!known.platform.equals(KpiWindow.OTHER_PLATFORMS)) {
        platforms++;
        last = last == null || known.platform.compareTo(last.platform) > 0 ? known : last;
      }
    }
    if (platforms < KpiWindow.MAX_PLATFORMS
        || last == null
        || tally.platform.equals(KpiWindow.OTHER_PLATFORMS)) {
      tallies.add(tally);
      return;
    }
    Tally moved = tally;
    if (tally.platform.compareTo(last.platform) < 0) {
      tallies.remove(last);
      tallies.add(tally);
      moved = last;
    }
    Tally other = new Tally(moved.brand, KpiWindow.OTHER_PLATFORMS, moved.minute, moved.exercise);
    other.merge(moved);
    add(other, tallies);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<BrandStep> out)
      throws Exception {
    long minute = (timestamp + 1) / MINUTE - 1;
    List<Tally> tallies = open.get(minute);
    if (tallies == null) {
      tallies = List.of();
    } else {
      open.remove(minute);
    }
    PlannedEvents planned = planned(minute, context);
    boolean awake = close(minute, tallies, real, false, planned, context, out);
    awake |= close(minute, tallies, exercise, true, planned, context, out);
    if (awake) {
      context.timerService().registerEventTimeTimer(closing(minute + 1));
    } else {
      forgetOrSleep(minute, context);
    }
  }

  /** The planned events of the brand, as they were known at a minute. */
  private PlannedEvents planned(long minute, OnTimerContext context) throws Exception {
    String brand = context.getCurrentKey();
    ReadOnlyBroadcastState<String, List<ControlMessage>> board =
        context.getBroadcastState(ControlBoard.STATE);
    Instant end = Instant.ofEpochMilli((minute + 1) * MINUTE);
    Map<String, PlannedEvent> told = new LinkedHashMap<>();
    for (String target : List.of(ControlMessage.EVERY_BRAND, ControlMessage.ofBrand(brand))) {
      for (ControlMessage message : ControlBoard.about(target, board)) {
        PlannedEvent event = message.plannedEvent();
        if (event != null && message.at().isBefore(end)) {
          told.put(event.name(), event);
        }
      }
    }
    return calendar.of(brand).with(List.copyOf(told.values()));
  }

  /** Makes the step of one minute; whether the next one is to be made even if nobody speaks. */
  private boolean close(
      long minute,
      List<Tally> all,
      ValueState<BrandMinutes> state,
      boolean ofExercise,
      PlannedEvents planned,
      OnTimerContext context,
      Collector<BrandStep> out)
      throws Exception {
    List<Tally> tallies = new ArrayList<>(all.size());
    for (Tally tally : all) {
      if (tally.exercise == ofExercise) {
        tallies.add(tally);
      }
    }
    BrandMinutes minutes = state.value();
    if (minutes == null) {
      if (tallies.isEmpty()) {
        return false;
      }
      minutes = new BrandMinutes(context.getCurrentKey(), ofExercise);
    }
    if (tallies.isEmpty() && !minutes.isAwake(minute)) {
      return false;
    }
    if (engine.needsHistory(minutes, minute)) {
      BrandHistory past = history.value();
      if (past == null) {
        past = new BrandHistory();
      }
      engine.refresh(minutes, past, minute, !tallies.isEmpty(), planned);
      history.update(past);
      historySize.see(past);
    }
    BrandStep step = engine.step(minutes, minute, tallies, planned);
    state.update(minutes);
    minutesSize.see(minutes);
    out.collect(step);
    if (!ofExercise) {
      context.output(INDICATORS, step.indicators());
    }
    return minutes.isAwake(minute + 1);
  }

  private void forgetOrSleep(long minute, OnTimerContext context) throws Exception {
    BrandMinutes last = real.value();
    BrandMinutes lastExercise = exercise.value();
    long lastMinute =
        Math.max(
            last == null ? Long.MIN_VALUE : last.lastMinute,
            lastExercise == null ? Long.MIN_VALUE : lastExercise.lastMinute);
    if (lastMinute != Long.MIN_VALUE && minute - lastMinute < FORGET_AFTER_MINUTES) {
      context.timerService().registerEventTimeTimer(closing(lastMinute + FORGET_AFTER_MINUTES));
    } else if (open.isEmpty()) {
      real.clear();
      exercise.clear();
      history.clear();
    }
  }

  private static long closing(long minute) {
    return (minute + 1) * MINUTE - 1;
  }
}
