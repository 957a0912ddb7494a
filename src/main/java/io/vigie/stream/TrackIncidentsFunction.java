package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentSettings;
import io.vigie.incident.IncidentState;
import io.vigie.incident.IncidentTracker;
import io.vigie.incident.IncidentUpdate;
import io.vigie.incident.Level;
import io.vigie.incident.PatternRules;
import io.vigie.mention.Retraction;
import io.vigie.pattern.Match;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tells the story of each brand: every revision of an incident to the main output, the alerts about
 * it to their own.
 *
 * <p>Steps, signals and matches come by different ways. They are held until the watermark has
 * passed their time and are then told in one order, so that the story does not depend on who came
 * first.
 *
 * <p>Control messages are read off the board once a minute while an incident is remembered, and
 * take effect at their own time, so that it does not matter either when they came, as long as that
 * was in time.
 */
final class TrackIncidentsFunction
    extends KeyedBroadcastProcessFunction<String, StoryEvent, ControlMessage, Incident> {

  static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", TypeInformation.of(Alert.class));

  private static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  private final IncidentSettings settings;
  private final HashMap<String, PatternRules> rules;
  private final boolean controlled;

  private transient IncidentTracker tracker;
  private transient MapState<Long, List<StoryEvent>> waiting;
  private transient ValueState<IncidentState> story;
  private transient BrandVoices voices;
  private transient Tallied matches;
  private transient Tallied opened;
  private transient Tallied alerts;
  private transient Map<Level, Counter> alertsByLevel;
  private transient SampledStateSize<IncidentState> storySize;

  /** Incidents open, by brand; known of a brand from its first step after a start. */
  private transient Map<String, Integer> open;

  /**
   * @param rules what the patterns say of their incidents, by pattern
   * @param controlled whether control messages may come; if not, nobody looks for them
   */
  TrackIncidentsFunction(
      IncidentSettings settings, Map<String, PatternRules> rules, boolean controlled) {
    this.controlled = controlled;
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
    voices = new BrandVoices(getRuntimeContext(), settings.language());
    matches = Tallied.register(getRuntimeContext(), Tallied.MATCHES);
    opened = Tallied.register(getRuntimeContext(), Tallied.INCIDENTS);
    alerts = Tallied.register(getRuntimeContext(), Tallied.ALERTS);
    MetricGroup group = Tallied.group(getRuntimeContext());
    alertsByLevel = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      alertsByLevel.put(level, group.addGroup("level", level.label()).counter(Tallied.ALERTS));
    }
    Map<String, Integer> counted = new ConcurrentHashMap<>();
    group.<Integer, Gauge<Integer>>gauge(
        Tallied.OPEN_INCIDENTS, () -> counted.values().stream().mapToInt(n -> n).sum());
    open = counted;
    storySize = SampledStateSize.register(getRuntimeContext(), "story", IncidentState.class);
  }

  @Override
  public void processBroadcastElement(
      ControlMessage message, Context context, Collector<Incident> out) throws Exception {
    if (message.plannedEvent() == null) {
      ControlBoard.add(
          message, context.getBroadcastState(ControlBoard.STATE), context.currentWatermark());
    }
  }

  @Override
  public void processElement(StoryEvent event, ReadOnlyContext context, Collector<Incident> out)
      throws Exception {
    long at =
        Math.max(dueAt(event, context.timestamp()), context.timerService().currentWatermark() + 1);
    List<StoryEvent> events = waiting.get(at);
    if (events == null) {
      events = new ArrayList<>(4);
    }
    events.add(event);
    waiting.put(at, events);
    context.timerService().registerEventTimeTimer(at);
  }

  /** A retraction is heard after the step of its minute, which may bring what it is about. */
  private static long dueAt(StoryEvent event, long timestamp) {
    Retraction retraction = event.retraction();
    return retraction == null
        ? timestamp
        : Math.floorDiv(retraction.at().toEpochMilli(), MINUTE) * MINUTE + MINUTE - 1;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Incident> out)
      throws Exception {
    IncidentState state = story.value();
    if (state == null) {
      state = new IncidentState();
    }
    steer(state, timestamp, context, out);
    List<StoryEvent> events = waiting.get(timestamp);
    if (events != null) {
      waiting.remove(timestamp);
      events.sort(StoryEvent.AT_ONE_TIME);
      hear(events, state, context, out);
    }
    tell(tracker.onTime(Instant.ofEpochMilli(timestamp), state), context, out);
    voices.onTime(timestamp, state.openSince(), context.timerService());
    count(state, context.getCurrentKey());
    Instant wakeAt = tracker.wakeAt(state);
    if (wakeAt == null) {
      story.clear();
    } else {
      story.update(state);
      storySize.see(state);
      context.timerService().registerEventTimeTimer(wakeAt.toEpochMilli());
      if (controlled && state.hasStory()) {
        context.timerService().registerEventTimeTimer((timestamp / MINUTE + 1) * MINUTE);
      }
    }
  }

  /** Steps, signals, then the matches of one time together, then what was taken back. */
  private void hear(
      List<StoryEvent> events, IncidentState state, OnTimerContext context, Collector<Incident> out)
      throws Exception {
    // by their own time: what comes late is told at once with the rest
    TreeMap<Instant, List<Match>> matched = new TreeMap<>();
    List<Retraction> retractions = new ArrayList<>();
    for (StoryEvent event : events) {
      BrandStep step = event.step();
      Signal signal = event.signal();
      Match match = event.match();
      if (step != null) {
        voices.hear(step, context.timerService());
        tell(tracker.onStep(step, state), context, out);
      } else if (signal != null) {
        tell(tracker.onSignal(signal, state), context, out);
      } else if (match != null) {
        matches.add();
        matched.computeIfAbsent(match.at(), at -> new ArrayList<>()).add(match);
      } else {
        retractions.add(Objects.requireNonNull(event.retraction()));
      }
    }
    for (List<Match> together : matched.values()) {
      tell(tracker.onMatches(together, state), context, out);
    }
    for (Retraction retraction : retractions) {
      tell(
          tracker.onRetraction(
              retraction,
              voices.retract(retraction),
              Instant.ofEpochMilli(context.timestamp()),
              state),
          context,
          out);
    }
  }

  private void count(IncidentState state, String brand) {
    int now = state.openCount();
    if (now == 0) {
      open.remove(brand);
    } else {
      open.put(brand, now);
    }
  }

  /** Tells the state of what was said on the control stream before now. */
  private void steer(
      IncidentState state, long timestamp, OnTimerContext context, Collector<Incident> out)
      throws Exception {
    if (!controlled) {
      return;
    }
    ReadOnlyBroadcastState<String, List<ControlMessage>> board =
        context.getBroadcastState(ControlBoard.STATE);
    state.steer(ControlBoard.about(ControlMessage.ofBrand(context.getCurrentKey()), board));
    Instant now = Instant.ofEpochMilli(timestamp);
    for (String incidentId : state.incidentIds()) {
      for (ControlMessage message :
          ControlBoard.about(ControlMessage.ofIncident(incidentId), board)) {
        if (message.at().isBefore(now)) {
          tell(tracker.onControl(message, state), context, out);
        }
      }
    }
  }

  private void tell(List<IncidentUpdate> updates, OnTimerContext context, Collector<Incident> out)
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
        Objects.requireNonNull(alertsByLevel.get(alert.severityLevel())).inc();
        context.output(ALERTS, alert);
      }
    }
  }
}
