package io.vigie.stream;

import io.vigie.pattern.Match;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.SequenceStep;
import io.vigie.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Signals to matches: one CEP operator for each pattern, then one operator that keeps matches of a
 * lasting crisis few. Real signals and those of drills are matched apart, so that no match mixes
 * them and a drill never takes the place of a crisis.
 */
public final class PatternMatching {

  private static final TypeInformation<Match> MATCH_TYPE = TypeInformation.of(Match.class);

  private PatternMatching() {}

  /**
   * What comes out.
   *
   * @param matches at most one for each brand, pattern and cooldown
   * @param late signals that came behind the watermark, once for each pattern that missed them
   */
  public record Matches(DataStream<Match> matches, DataStream<Signal> late) {}

  /**
   * Matches signals with all patterns of a set.
   *
   * @param signals with event time and watermarks; of any number of brands
   * @param patterns at least one
   */
  public static Matches apply(DataStream<Signal> signals, PatternSet patterns) {
    DataStream<Match> matches = null;
    DataStream<Signal> late = null;
    HashMap<String, Duration> cooldowns = new HashMap<>();
    for (PatternSpec spec : patterns.patterns()) {
      cooldowns.put(spec.id(), spec.cooldown());
      OutputTag<Signal> lateTag = new OutputTag<>("late", signals.getType());
      SingleOutputStreamOperator<Match> matched =
          CEP.pattern(
                  ofPattern(signals, spec).keyBy(PatternMatching::key),
                  PatternCompiler.compile(spec),
                  PatternCompiler.order(spec))
              .sideOutputLateData(lateTag)
              .process(new MatchFunction(spec), MATCH_TYPE)
              .uid(Uid.MATCH_PATTERN.id(spec.id()))
              .name(Uid.MATCH_PATTERN.id(spec.id()));
      matches = matches == null ? matched : matches.union(matched);
      DataStream<Signal> missed = matched.getSideOutput(lateTag);
      late = late == null ? missed : late.union(missed);
    }
    if (matches == null || late == null) {
      throw new IllegalArgumentException("a pattern set without patterns matches nothing");
    }
    DataStream<Match> few =
        matches
            .keyBy(match -> key(match.signals().get(0)))
            .process(new MatchCooldownFunction(cooldowns), MATCH_TYPE)
            .uid(Uid.COOL_DOWN_MATCHES.id())
            .name(Uid.COOL_DOWN_MATCHES.id());
    return new Matches(few, late);
  }

  /** Only what a sequence can use: it keeps CEP's state small, and gives 'next' a sense. */
  private static DataStream<Signal> ofPattern(DataStream<Signal> signals, PatternSpec spec) {
    ArrayList<SequenceStep> sequence = new ArrayList<>(spec.sequence());
    return signals
        .filter(signal -> PatternCompiler.isAbout(sequence, signal))
        .uid(Uid.SELECT_SIGNALS.id(spec.id()))
        .name(Uid.SELECT_SIGNALS.id(spec.id()));
  }

  private static String key(Signal signal) {
    return (signal.exercise() ? "exercise " : "real ") + signal.brand();
  }

  /** Puts the signals of a completed sequence into a match, in the order of the sequence. */
  private static final class MatchFunction extends PatternProcessFunction<Signal, Match> {

    private static final long serialVersionUID = 1L;

    private final String patternId;
    private final int patternVersion;
    private final String[] stages;

    /** For a sequence that ends in an absence, the time after which it is one; else 0. */
    private final long absenceMillis;

    MatchFunction(PatternSpec spec) {
      absenceMillis = spec.endsInAbsence() ? spec.within().toMillis() : 0;
      patternId = spec.id();
      patternVersion = spec.version();
      stages = PatternCompiler.stages(spec).toArray(String[]::new);
    }

    @Override
    public void processMatch(
        Map<String, List<Signal>> matched, Context context, Collector<Match> out) {
      List<Signal> signals = new ArrayList<>();
      for (String stage : stages) {
        signals.addAll(matched.getOrDefault(stage, List.of()));
      }
      Signal last = signals.get(signals.size() - 1);
      // CEP tells an absence whenever a watermark comes by; it was complete when its time was over.
      Instant at = absenceMillis == 0 ? last.at() : signals.get(0).at().plusMillis(absenceMillis);
      out.collect(new Match(last.brand(), patternId, patternVersion, signals, at));
    }
  }
}
