package io.vigie.stream;

import io.vigie.pattern.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets one match of a brand and pattern through, then none of that pattern for its cooldown, in
 * event time. State: one time for each pattern that matched, gone when the cooldown is over.
 */
final class MatchCooldownFunction extends KeyedProcessFunction<String, Match, Match> {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Duration> cooldowns;
  private transient @Nullable MapState<String, Instant> quietUntil;

  /** A function for the cooldowns of patterns by id; matches of others all pass. */
  MatchCooldownFunction(Map<String, Duration> cooldowns) {
    this.cooldowns = new HashMap<>(cooldowns);
  }

  @Override
  public void open(OpenContext context) {
    quietUntil =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("quiet-until", Types.STRING, Types.INSTANT));
  }

  @Override
  public void processElement(Match match, Context context, Collector<Match> out) throws Exception {
    Instant until = quietUntil().get(match.patternId());
    if (until != null && match.at().isBefore(until)) {
      return;
    }
    out.collect(match);
    Duration cooldown = cooldowns.get(match.patternId());
    if (cooldown != null) {
      Instant next = match.at().plus(cooldown);
      quietUntil().put(match.patternId(), next);
      context.timerService().registerEventTimeTimer(next.toEpochMilli());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Match> out) throws Exception {
    Iterator<Map.Entry<String, Instant>> entries = quietUntil().iterator();
    while (entries.hasNext()) {
      if (entries.next().getValue().toEpochMilli() <= time) {
        entries.remove();
      }
    }
    if (quietUntil().isEmpty()) {
      quietUntil().clear(); // an empty map would stay for ever under its key
    }
  }

  private MapState<String, Instant> quietUntil() {
    return Objects.requireNonNull(quietUntil, "open() was not called");
  }
}
