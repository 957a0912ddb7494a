package io.vigie.stream;

import io.vigie.pattern.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets one match of a brand and pattern through, then none of that pattern for its cooldown, in
 * event time.
 *
 * <p>Matches are held until the watermark has passed their time, and are then told in one order:
 * when CEP sees that something stayed away depends on when a watermark comes by. State: the matches
 * that wait for the next watermark, and one time for each pattern that matched, gone when the
 * cooldown is over.
 */
final class MatchCooldownFunction extends KeyedProcessFunction<String, Match, Match> {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Duration> cooldowns;
  private transient @Nullable MapState<String, Instant> quietUntil;
  private transient @Nullable MapState<Long, List<Match>> waiting;
  private transient HashMap<String, Counter> told = new HashMap<>();

  /** A function for the cooldowns of patterns by id; matches of others all pass. */
  MatchCooldownFunction(Map<String, Duration> cooldowns) {
    this.cooldowns = new HashMap<>(cooldowns);
  }

  @Override
  public void open(OpenContext context) {
    told = new HashMap<>();
    for (String pattern : cooldowns.keySet()) {
      MetricGroup group = Tallied.group(getRuntimeContext()).addGroup("pattern", pattern);
      told.put(pattern, group.counter(Tallied.MATCHES));
    }
    quietUntil =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("quiet-until", Types.STRING, Types.INSTANT));
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting", Types.LONG, TypeInformation.of(new TypeHint<List<Match>>() {})));
  }

  @Override
  public void processElement(Match match, Context context, Collector<Match> out) throws Exception {
    // A step at T is computed, as are its signals, when the last millisecond before T is over.
    long at =
        Math.max(match.at().toEpochMilli() - 1, context.timerService().currentWatermark() + 1);
    List<Match> matches = waiting().get(at);
    if (matches == null) {
      matches = new ArrayList<>(2);
    }
    matches.add(match);
    waiting().put(at, matches);
    context.timerService().registerEventTimeTimer(at);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Match> out) throws Exception {
    List<Match> matches = waiting().get(time);
    if (matches != null) {
      waiting().remove(time);
      matches.sort(
          Comparator.comparing(Match::at)
              .thenComparing(Match::patternId)
              .thenComparing(match -> match.signals().toString()));
      for (Match match : matches) {
        tell(match, context, out);
      }
    }
    Iterator<Map.Entry<String, Instant>> entries = quietUntil().iterator();
    while (entries.hasNext()) {
      if (entries.next().getValue().toEpochMilli() <= time) {
        entries.remove();
      }
    }
    clearIfEmpty(quietUntil());
    clearIfEmpty(waiting());
  }

  private void tell(Match match, OnTimerContext context, Collector<Match> out) throws Exception {
    Instant until = quietUntil().get(match.patternId());
    if (until != null && match.at().isBefore(until)) {
      return;
    }
    out.collect(match);
    Duration cooldown = cooldowns.get(match.patternId());
    if (cooldown != null) {
      Objects.requireNonNull(told.get(match.patternId())).inc();
      Instant next = match.at().plus(cooldown);
      quietUntil().put(match.patternId(), next);
      context.timerService().registerEventTimeTimer(next.toEpochMilli());
    }
  }

  /** An empty map would stay for ever under its key. */
  private static void clearIfEmpty(MapState<?, ?> state) throws Exception {
    if (state.isEmpty()) {
      state.clear();
    }
  }

  private MapState<String, Instant> quietUntil() {
    return Objects.requireNonNull(quietUntil, "open() was not called");
  }

  private MapState<Long, List<Match>> waiting() {
    return Objects.requireNonNull(waiting, "open() was not called");
  }
}
