package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.kpi.Tally;
import io.vigie.pattern.Match;
import io.vigie.pattern.PatternReader;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.signal.BrandHistory;
import io.vigie.signal.BrandMinutes;
import io.vigie.signal.BrandStep;
import io.vigie.signal.IndicatorEngine;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalState;
import io.vigie.signal.SignalTracker;
import io.vigie.yaml.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Guards how well the shipped patterns for counts detect, on five published series (numenta/NAB):
 * engine, signals and incidents are the job's own. The figure that {@code bench/detection.sh} gives
 * with the job itself stands in docs/detection.md.
 */
class PublishedCountsTest {

  private static final int BUCKET_SECONDS = 300;

  /** Of docs/detection.md. */
  private static final double MEASURED = 88.2;

  private static final double EVERY_FOUR_DAYS = 31.71;
  private static final int EVERY_FOUR_DAYS_FOUND = 9;
  private static final Path PATTERNS = Path.of("jobs/crisis-detection/patterns-counts");

  @Test
  void thePatternsForCountsDetectAsWellAsWasMeasured() throws IOException {
    PatternSet patterns = patterns();
    NabScore score = new NabScore();
    series()
        .forEach(
            (name, series) ->
                score.add(
                    series.counts().length,
                    series.windows(),
                    new Replay(name, patterns).alarms(series)));
    assertThat(score.windows()).isEqualTo(16);
    assertThat(score.found()).isEqualTo(16);
    assertThat(score.falseAlarmsPerDay()).isLessThanOrEqualTo(0.1);
    // a better figure is news as well: measure it, and say it in docs/detection.md
    assertThat(score.score()).isCloseTo(MEASURED, within(0.5));
  }

  @Test
  void theScoreIsTheOneOfThePublishedResults() throws IOException {
    Map<String, Series> all = series();
    NabScore silent = new NabScore();
    NabScore perfect = new NabScore();
    NabScore everyFourDays = new NabScore();
    for (Series series : all.values()) {
      int size = series.counts().length;
      silent.add(size, series.windows(), List.of());
      perfect.add(
          size, series.windows(), series.windows().stream().map(NabScore.Window::from).toList());
      List<Integer> alarms = new ArrayList<>();
      for (int i = 100; i < size; i += 1152) {
        alarms.add(i);
      }
      everyFourDays.add(size, series.windows(), alarms);
    }
    assertThat(silent.score()).isZero();
    assertThat(perfect.score()).isCloseTo(100, within(1e-9));
    // as NAB's own formulas, in another language, score these alarms
    assertThat(everyFourDays.score()).isCloseTo(EVERY_FOUR_DAYS, within(0.05));
    assertThat(everyFourDays.found()).isEqualTo(EVERY_FOUR_DAYS_FOUND);
  }

  /**
   * A published series.
   *
   * @param start of its first bucket
   */
  private record Series(Instant start, int[] counts, List<NabScore.Window> windows) {}

  private static Map<String, Series> series() throws IOException {
    Map<String, Series> all = new LinkedHashMap<>();
    try (BufferedReader lines = lines("realtweets.txt.gz", true)) {
      for (String line : (Iterable<String>) lines.lines()::iterator) {
        String[] words = line.split(" ");
        int[] counts = Arrays.stream(words).skip(2).mapToInt(Integer::parseInt).toArray();
        all.put(words[0], new Series(Instant.parse(words[1]), counts, new ArrayList<>()));
      }
    }
    try (BufferedReader lines = lines("windows.txt", false)) {
      for (String line : (Iterable<String>) lines.lines()::iterator) {
        String[] words = line.split(" ");
        Series series = Objects.requireNonNull(all.get(words[0]));
        series
            .windows()
            .add(new NabScore.Window(bucket(series, words[1]), bucket(series, words[2])));
      }
    }
    return all;
  }

  private static int bucket(Series series, String time) {
    return (int)
        (Duration.between(series.start(), Instant.parse(time)).toSeconds() / BUCKET_SECONDS);
  }

  private static BufferedReader lines(String name, boolean packed) throws IOException {
    InputStream in =
        Objects.requireNonNull(PublishedCountsTest.class.getResourceAsStream("/nab/" + name));
    InputStream plain = packed ? new GZIPInputStream(in) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static PatternSet patterns() {
    Problems problems = new Problems();
    PatternSet patterns = PatternReader.read(PATTERNS, problems);
    problems.throwIfAny();
    assertThat(patterns.patterns())
        .allSatisfy(pattern -> assertThat(pattern.sequence()).hasSize(1));
    return patterns;
  }

  /** Detection on one series; what CEP does with a sequence of one signal is done here. */
  private static final class Replay {
    private final String brand;
    private final PatternSet patterns;
    private final IndicatorEngine engine = new IndicatorEngine(Map.of());
    private final BrandMinutes minutes;
    private final BrandHistory history = new BrandHistory();
    private final SignalTracker signals;
    private final SignalState signalState = new SignalState();
    private final IncidentTracker incidents =
        new IncidentTracker(IncidentSettings.DEFAULTS, Map.of());
    private final IncidentState incidentState = new IncidentState();
    private boolean open;

    Replay(String brand, PatternSet patterns) {
      this.brand = brand;
      this.patterns = patterns;
      minutes = new BrandMinutes(brand, false);
      signals = new SignalTracker(patterns.ruleList(), Duration.ofSeconds(BUCKET_SECONDS));
    }

    /** Buckets in which an incident opened. */
    List<Integer> alarms(Series series) {
      List<Integer> alarms = new ArrayList<>();
      // a count is known when its bucket is over: it belongs to the bucket's last minute
      long first = Math.floorDiv(series.start().getEpochSecond() + BUCKET_SECONDS - 1, 60L);
      for (int i = 0; i < series.counts().length; i++) {
        BrandStep step = step(first + i * (BUCKET_SECONDS / 60L), series.counts()[i]);
        boolean wasOpen = open;
        follow(incidents.onStep(step, incidentState));
        for (Signal signal : signals.next(step.indicators(), false, signalState)) {
          follow(incidents.onSignal(signal, incidentState));
          match(signal);
        }
        if (open && !wasOpen) {
          alarms.add(i);
        }
      }
      return alarms;
    }

    private BrandStep step(long minute, int count) {
      Tally tally = new Tally(brand, "counts", minute, false);
      tally.counts.mentions = count;
      tally.counts.unscored = count;
      if (engine.needsHistory(minutes, minute)) {
        engine.refresh(minutes, history, minute, count > 0);
      }
      return engine.step(minutes, minute, count > 0 ? List.of(tally) : List.of());
    }

    private void match(Signal signal) {
      for (PatternSpec pattern : patterns.patterns()) {
        if (signal.phase() == Signal.Phase.FIRES && pattern.signals().contains(signal.name())) {
          Match match =
              new Match(brand, pattern.id(), pattern.version(), List.of(signal), signal.at());
          follow(incidents.onMatch(match, incidentState));
        }
      }
    }

    private void follow(List<IncidentUpdate> updates) {
      for (IncidentUpdate update : updates) {
        open = update.incident().status() != Status.RESOLVED;
      }
    }
  }
}
