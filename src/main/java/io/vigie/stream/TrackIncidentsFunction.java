package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentSettings;
import io.vigie.incident.IncidentState;
import io.vigie.incident.IncidentTracker;
import io.vigie.incident.IncidentUpdate;
import io.vigie.incident.PatternRules;
import io.vigie.pattern.Match;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tells the story of each brand: every revision of an incident to the main output, the alerts about
 * it to their own.
 *
 * <p>Steps, signals and matches come by different ways. They are held until the watermark has
 * passed their time and are then told in one order, so that the story does not depend on who came
 * first.
 */
final class TrackIncidentsFunction extends KeyedProcessFunction<String, StoryEvent, Incident> {

  static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", TypeInformation.of(Alert.class));

  private static final long serialVersionUID = 1L;

  private final IncidentSettings settings;
  private final HashMap<String, PatternRules> rules;

  private transient IncidentTracker tracker;
  private transient MapState<Long, List<StoryEvent>> waiting;
  private transient ValueState<IncidentState> story;
  private transient BrandVoices voices;
  private transient Tallied matches;
  private transient Tallied opened;
  private transient Tallied alerts;

  /**
   * @param rules what the patterns say of their incidents, by pattern
   */
  TrackIncidentsFunction(IncidentSettings settings, Map<String, PatternRules> rules) {
    this.settings = settings;
    this.rules = new HashMap<>(rules);
  }

  @Override
  public void open(OpenContext context) {
    tracker = new IncidentTracker(settings, rules);
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting",
                    Types.LONG,
                    TypeInformation.of(new TypeHint<List<StoryEvent>>() {})));
    story = getRuntimeContext().getState(new ValueStateDescriptor<>("story", IncidentState.class));
    voices = new BrandVoices(getRuntimeContext());
    matches = Tallied.register(getRuntimeContext(), Tallied.MATCHES);
    opened = Tallied.register(getRuntimeContext(), Tallied.INCIDENTS);
    alerts = Tallied.register(getRuntimeContext(), Tallied.ALERTS);
  }

  @Override
  public void processElement(StoryEvent event, Context context, Collector<Incident> out)
      throws Exception {
    long at = Math.max(context.timestamp(), context.timerService().currentWatermark() + 1);
    List<StoryEvent> events = waiting.get(at);
    if (events == null) {
      events = new ArrayList<>(4);
    }
    events.add(event);
    waiting.put(at, events);
    context.timerService().registerEventTimeTimer(at);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Incident> out)
      throws Exception {
    IncidentState state = story.value();
    if (state == null) {
      state = new IncidentState();
    }
    List<StoryEvent> events = waiting.get(timestamp);
    if (events != null) {
      waiting.remove(timestamp);
      events.sort(StoryEvent.AT_ONE_TIME);
      for (StoryEvent event : events) {
        BrandStep step = event.step();
        if (step != null) {
          voices.hear(step, context.timerService());
        }
        tell(hear(event, state), context, out);
      }
    }
    tell(tracker.onTime(Instant.ofEpochMilli(timestamp), state), context, out);
    voices.onTime(timestamp, state.openSince(), context.timerService());
    Instant wakeAt = tracker.wakeAt(state);
    if (wakeAt == null) {
      story.clear();
    } else {
      story.update(state);
      context.timerService().registerEventTimeTimer(wakeAt.toEpochMilli());
    }
  }

  private List<IncidentUpdate> hear(StoryEvent event, IncidentState state) {
    BrandStep step = event.step();
    if (step != null) {
      return tracker.onStep(step, state);
    }
    Signal signal = event.signal();
    if (signal != null) {
      return tracker.onSignal(signal, state);
    }
    Match match = event.match();
    matches.add();
    return match == null ? List.of() : tracker.onMatch(match, state);
  }

  private void tell(List<IncidentUpdate> updates, Context context, Collector<Incident> out)
      throws Exception {
    for (IncidentUpdate weighed : updates) {
      IncidentUpdate update = voices.explain(weighed);
      Incident incident = update.incident();
      if (incident.revision() == 1) {
        opened.add();
      }
      out.collect(incident);
      Alert alert = update.alert();
      if (alert != null) {
        alerts.add();
        context.output(ALERTS, alert);
      }
    }
  }
}
