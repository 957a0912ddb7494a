package io.vigie.cli.bench;

import io.vigie.incident.IncidentState;
import io.vigie.incident.IncidentTracker;
import io.vigie.incident.PatternRules;
import io.vigie.kpi.Tally;
import io.vigie.pattern.Match;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.signal.BrandHistory;
import io.vigie.signal.BrandMinutes;
import io.vigie.signal.BrandStep;
import io.vigie.signal.IndicatorEngine;
import io.vigie.signal.PlannedEvents;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalState;
import io.vigie.signal.SignalTracker;
import io.vigie.stream.DetectionPipeline;
import io.vigie.stream.DetectionSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What detection costs a brand and step, and how large the state of a brand is, for many unequal
 * brands ({@link BrandLoad}) over hours or weeks.
 *
 * <p>The engine of the indicators, the tracker of the signals and the tracker of the incidents are
 * called as the functions of the job call them, one brand after the other, on one thread; making
 * the tallies is not measured. Left out are Flink itself (keyed state, timers, the network), CEP,
 * and the voices of an incident: {@code bench pipeline} measures them all together. A match stands
 * in for CEP wherever a signal fires that may begin a pattern.
 */
public final class BrandsBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  /** Brands that are run before the measurement, each for a day: the compiler has work to do. */
  private static final int WARM_UP = 12;

  private static final Size<BrandMinutes> MINUTES = new Size<>(BrandMinutes.class);
  private static final Size<BrandHistory> HISTORY = new Size<>(BrandHistory.class);
  private static final Size<SignalState> SIGNALS = new Size<>(SignalState.class);
  private static final Size<IncidentState> INCIDENTS = new Size<>(IncidentState.class);

  private final int brands;
  private final int hours;
  private final BrandLoad load;
  private final IndicatorEngine engine;
  private final SignalTracker signals;
  private final IncidentTracker incidents;
  private final PatternSet patterns;
  private final DetectionSettings settings;

  /**
   * @param brands how many; 1 or more
   * @param hours for how long, in event time; 1 or more
   * @param loudest mentions a minute of the loudest brand
   * @param settings patterns, thresholds and planned events of the job
   */
  public BrandsBench(int brands, int hours, double loudest, DetectionSettings settings) {
    if (brands < 1 || hours < 1 || !(loudest > 0)) {
      throw new IllegalArgumentException(
          "brands, hours and the loudest's mentions must be above 0");
    }
    this.brands = brands;
    this.hours = hours;
    this.settings = settings;
    load = new BrandLoad(loudest);
    patterns = settings.patterns();
    engine = new IndicatorEngine(settings.errors(), patterns.platforms());
    signals =
        new SignalTracker(patterns.ruleList(settings.watchlist().brands()), DetectionPipeline.STEP);
    incidents = new IncidentTracker(settings.incidents(), PatternRules.of(patterns));
  }

  /**
   * Measures.
   *
   * @param progress told how many brands are done
   */
  public BrandsBenchReport run(IntConsumer progress) throws IOException {
    boolean byDay = hours > 2 * 24;
    int spanHours = byDay ? 24 : 1;
    int spans = (hours + spanHours - 1) / spanHours;
    for (int i = 1; i <= WARM_UP; i++) {
      run(i * i * i, 24, 24, new BrandsBenchReport.Span[] {new BrandsBenchReport.Span(0)});
    }
    BrandsBenchReport.Span[] measured = new BrandsBenchReport.Span[spans];
    for (int i = 0; i < spans; i++) {
      measured[i] = new BrandsBenchReport.Span(brands);
    }
    for (int rank = 1; rank <= brands; rank++) {
      run(rank, hours, spanHours, measured);
      progress.accept(rank);
    }
    double cpuLoad = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new BrandsBenchReport(brands, hours, byDay ? "day" : "hour", List.of(measured), cpuLoad);
  }

  /** One brand from its first minute to its last. */
  private void run(int rank, int toHour, int spanHours, BrandsBenchReport.Span[] measured)
      throws IOException {
    Brand brand = new Brand(BrandLoad.name(rank));
    for (int hour = 0; hour < toHour; hour++) {
      BrandsBenchReport.Span span = measured[hour / spanHours];
      brand.run(rank, BrandLoad.START + (long) hour * HOUR, span);
      boolean over = (hour + 1) % spanHours == 0 || hour + 1 == toHour;
      if (span.isSized() && over) {
        span.size(
            rank - 1,
            new int[] {
              MINUTES.of(brand.minutes),
              HISTORY.of(brand.history),
              SIGNALS.of(brand.held),
              INCIDENTS.of(brand.story)
            });
      }
    }
  }

  /** Bytes of a state as Flink writes it. */
  private static final class Size<T> {
    private final TypeSerializer<T> serializer;
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 14);

    Size(Class<T> type) {
      Configuration configuration = new Configuration();
      configuration.set(PipelineOptions.GENERIC_TYPES, false);
      serializer =
          TypeInformation.of(type).createSerializer(new SerializerConfigImpl(configuration));
    }

    int of(T state) throws IOException {
      out.clear();
      serializer.serialize(state, out);
      return out.length();
    }
  }

  /** One brand and what is remembered of it. */
  private final class Brand {
    private final String name;
    private final BrandMinutes minutes;
    private final BrandHistory history = new BrandHistory();
    private final SignalState held = new SignalState();
    private final IncidentState story = new IncidentState();

    Brand(String name) {
      this.name = name;
      minutes = new BrandMinutes(name, false);
    }

    /** One hour, each part of it measured as a whole: looking at the clock costs something too. */
    void run(int rank, long from, BrandsBenchReport.Span span) {
      List<List<Tally>> tallies = new ArrayList<>(HOUR);
      for (long minute = from; minute < from + HOUR; minute++) {
        List<Tally> ofMinute = load.tallies(rank, minute);
        tallies.add(ofMinute);
        for (Tally tally : ofMinute) {
          span.mentions += tally.counts.mentions;
        }
      }
      long begin = THREADS.getCurrentThreadCpuTime();
      List<BrandStep> steps = steps(from, tallies);
      long stepped = THREADS.getCurrentThreadCpuTime();
      List<List<Signal>> told = new ArrayList<>(steps.size());
      for (BrandStep step : steps) {
        told.add(signals.next(step.indicators(), false, held));
      }
      long signalled = THREADS.getCurrentThreadCpuTime();
      int revisions = follow(steps, told, from + HOUR);
      long followed = THREADS.getCurrentThreadCpuTime();
      span.steps += steps.size();
      told.forEach(ofStep -> span.signals += ofStep.size());
      span.revisions += revisions;
      span.engineNanos += stepped - begin;
      span.signalNanos += signalled - stepped;
      span.incidentNanos += followed - signalled;
    }

    private List<BrandStep> steps(long from, List<List<Tally>> tallies) {
      List<BrandStep> steps = new ArrayList<>(HOUR);
      for (int i = 0; i < HOUR; i++) {
        long minute = from + i;
        boolean mentioned = !tallies.get(i).isEmpty();
        if (!mentioned && !minutes.isAwake(minute)) {
          continue;
        }
        PlannedEvents planned = settings.plannedEvents().of(name);
        if (engine.needsHistory(minutes, minute)) {
          engine.refresh(minutes, history, minute, mentioned, planned);
        }
        steps.add(engine.step(minutes, minute, tallies.get(i), planned));
      }
      return steps;
    }

    private int follow(List<BrandStep> steps, List<List<Signal>> told, long to) {
      int revisions = 0;
      for (int i = 0; i < steps.size(); i++) {
        revisions += incidents.onStep(steps.get(i), story).size();
        for (Signal signal : told.get(i)) {
          revisions += incidents.onSignal(signal, story).size();
          Match match = standIn(signal);
          revisions += match == null ? 0 : incidents.onMatch(match, story).size();
        }
      }
      Instant wake = incidents.wakeAt(story);
      Instant end = Instant.ofEpochSecond(to * 60);
      return wake == null || wake.isAfter(end)
          ? revisions
          : revisions + incidents.onTime(end, story).size();
    }

    private @Nullable Match standIn(Signal signal) {
      if (signal.phase() != Signal.Phase.FIRES) {
        return null;
      }
      for (PatternSpec spec : patterns.patterns()) {
        if (spec.sequence().get(0).isAbout(signal.name(), signal.phase())) {
          return new Match(name, spec.id(), spec.version(), List.of(signal), signal.at());
        }
      }
      return null;
    }
  }
}
