package io.vigie.stream;

import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalState;
import io.vigie.signal.SignalTracker;
import java.util.HashMap;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Follows the signal rules over the steps of each brand; drills have a state of their own. */
final class FireSignalsFunction extends KeyedProcessFunction<String, BrandStep, Signal> {

  private static final long serialVersionUID = 1L;

  private final SignalTracker tracker;
  private transient ValueState<SignalState> real;
  private transient ValueState<SignalState> exercise;
  private transient Tallied fired;
  private transient HashMap<String, Counter> byName;

  FireSignalsFunction(SignalTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public void open(OpenContext context) {
    real = getRuntimeContext().getState(new ValueStateDescriptor<>("signals", SignalState.class));
    exercise =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("exercise-signals", SignalState.class));
    fired = Tallied.register(getRuntimeContext(), Tallied.SIGNALS);
    byName = new HashMap<>();
    MetricGroup group = Tallied.group(getRuntimeContext());
    for (String name : tracker.names()) {
      byName.put(name, group.addGroup("signal", name).counter(Tallied.SIGNALS));
    }
  }

  @Override
  public void processElement(BrandStep step, Context context, Collector<Signal> out)
      throws Exception {
    ValueState<SignalState> state = step.exercise() ? exercise : real;
    SignalState remembered = state.value();
    if (remembered == null) {
      remembered = new SignalState();
    }
    for (Signal signal : tracker.next(step.indicators(), step.exercise(), remembered)) {
      if (signal.phase() == Signal.Phase.FIRES) {
        fired.add();
        Objects.requireNonNull(byName.get(signal.name())).inc();
      }
      out.collect(signal);
    }
    if (remembered.getHeld().isEmpty()) {
      state.clear();
    } else {
      state.update(remembered);
    }
  }
}
