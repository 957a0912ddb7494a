package io.vigie.stream;

import io.vigie.pattern.Match;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternTest;
import io.vigie.pattern.PatternTest.Expected;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalState;
import io.vigie.signal.SignalTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs pattern tests through the tracker of signals and the very CEP operators of the job, all
 * tests in one local Flink job: a cluster takes seconds to start, a test takes none.
 */
public final class PatternTestRun {

  private PatternTestRun() {}

  /**
   * What a test gave.
   *
   * @param signals the signals that its readings gave, in order
   * @param actual the matches that count for the test, by time and then pattern
   */
  public record Result(PatternTest test, List<Signal> signals, List<Expected> actual) {

    public boolean passed() {
      return test.expected().equals(actual);
    }
  }

  /**
   * Runs all tests.
   *
   * @return one result for each test, in their order
   * @throws Exception if Flink cannot run the job
   */
  public static List<Result> run(PatternSet patterns, List<PatternTest> tests) throws Exception {
    List<List<Signal>> signals = tests.stream().map(test -> signals(patterns, test)).toList();
    List<Signal> all = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      for (Signal signal : signals.get(i)) {
        all.add(withBrand(signal, String.valueOf(i)));
      }
    }
    Map<String, List<Match>> matches =
        all.isEmpty()
            ? Map.of()
            : match(patterns, all).stream().collect(Collectors.groupingBy(Match::brand));
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      PatternTest test = tests.get(i);
      List<Expected> actual =
          matches.getOrDefault(String.valueOf(i), List.of()).stream()
              .filter(match -> test.pattern() == null || match.patternId().equals(test.pattern()))
              .map(match -> new Expected(match.patternId(), match.at()))
              .sorted()
              .toList();
      results.add(new Result(test, signals.get(i), actual));
    }
    return results;
  }

  private static List<Signal> signals(PatternSet patterns, PatternTest test) {
    SignalTracker tracker = new SignalTracker(patterns.ruleList(), test.step());
    SignalState state = new SignalState();
    List<Signal> signals = new ArrayList<>();
    for (IndicatorStep step : test.steps()) {
      signals.addAll(tracker.next(step, false, state));
    }
    return signals;
  }

  @SuppressWarnings("try") // an interrupt ends the run, as it should
  private static List<Match> match(PatternSet patterns, List<Signal> signals) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    try (StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration)) {
      // No watermark until the end of the input: tests of different years cannot make each other
      // late, and CEP still takes the signals in the order of event time.
      DataStream<Signal> source =
          flink
              .fromData(signals, TypeInformation.of(Signal.class))
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Signal>noWatermarks()
                      .withTimestampAssigner((signal, before) -> signal.at().toEpochMilli()));
      DataStream<Match> matches = PatternMatching.apply(source, patterns).matches();
      List<Match> collected = new ArrayList<>();
      try (CloseableIterator<Match> iterator = matches.executeAndCollect("pattern-tests")) {
        iterator.forEachRemaining(collected::add);
      }
      return collected;
    }
  }

  /** Tests run side by side under numbers for brands, as two of them may be about one brand. */
  private static Signal withBrand(Signal signal, String brand) {
    return new Signal(
        brand,
        signal.name(),
        signal.phase(),
        signal.at(),
        signal.since(),
        signal.reading(),
        signal.exercise());
  }
}
