package io.vigie.signal;

import io.vigie.kpi.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Scores the forecasts on counted histories against "it stays as it is": the pinball loss of P10,
 * P50 and P90 (Koenker and Bassett 1978) and how often the truth lies outside.
 *
 * <pre>java -cp … io.vigie.signal.ForecastScores FILE.csv…    # timestamp,value rows</pre>
 *
 * The naive forecast is the last hour's volume times the hours, with the very same spreads.
 */
public final class ForecastScores {

  private static final int EVERY = 15;

  private double loss;
  private double naiveLoss;
  private double middleLoss;
  private double naiveMiddleLoss;
  private int below;
  private int above;
  private int forecasts;

  private ForecastScores() {}

  /** Prints one line for each file and horizon. */
  public static void main(String[] files) throws IOException {
    System.out.println("| series | hours | forecasts | pinball | of P50 | below P10 | above P90 |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|");
    for (String file : files) {
      TreeMap<Long, Integer> counts = read(Path.of(file));
      for (Map.Entry<Integer, ForecastScores> scores : score(counts).entrySet()) {
        System.out.println(scores.getValue().row(Path.of(file), scores.getKey()));
      }
    }
  }

  private String row(Path file, int hours) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %,d | %.2f | %.2f | %.1f %% | %.1f %% |",
        Objects.requireNonNull(file.getFileName()),
        hours,
        forecasts,
        loss / naiveLoss,
        middleLoss / naiveMiddleLoss,
        100.0 * below / forecasts,
        100.0 * above / forecasts);
  }

  /** By hours, over a history of mentions by minute. */
  static TreeMap<Integer, ForecastScores> score(TreeMap<Long, Integer> counts) {
    TreeMap<Integer, ForecastScores> scores = new TreeMap<>();
    IndicatorEngine engine = new IndicatorEngine(Map.of());
    BrandMinutes minutes = new BrandMinutes("counted", false);
    BrandHistory history = new BrandHistory();
    for (long minute = counts.firstKey(); minute <= counts.lastKey(); minute++) {
      int mentions = counts.getOrDefault(minute, 0);
      if (mentions == 0 && !minutes.isAwake(minute)) {
        continue;
      }
      if (engine.needsHistory(minutes, minute)) {
        engine.refresh(minutes, history, minute, mentions > 0);
      }
      Tally tally = new Tally("counted", "counts", minute, false);
      tally.counts.mentions = mentions;
      BrandStep step = engine.step(minutes, minute, mentions == 0 ? List.of() : List.of(tally));
      Outlook outlook = step.indicators().outlook();
      if (outlook != null && minute % EVERY == EVERY - 1) {
        int hour = sum(counts, minute - 59, minute + 1);
        for (VolumeForecast forecast : outlook.forecasts()) {
          if (minute + 60L * forecast.hours() <= counts.lastKey()) {
            scores
                .computeIfAbsent(forecast.hours(), hours -> new ForecastScores())
                .add(forecast, hour, sum(counts, minute + 1, minute + 1 + 60L * forecast.hours()));
          }
        }
      }
    }
    return scores;
  }

  private void add(VolumeForecast forecast, int hour, int truth) {
    double naive = forecast.hours() * (hour + 0.5);
    double scale = naive / forecast.p50();
    double middle = pinball(truth, forecast.p50(), 0.5);
    double naiveMiddle = pinball(truth, naive, 0.5);
    loss += middle + pinball(truth, forecast.p10(), 0.1) + pinball(truth, forecast.p90(), 0.9);
    naiveLoss +=
        naiveMiddle
            + pinball(truth, forecast.p10() * scale, 0.1)
            + pinball(truth, forecast.p90() * scale, 0.9);
    middleLoss += middle;
    naiveMiddleLoss += naiveMiddle;
    below += truth < forecast.p10() ? 1 : 0;
    above += truth > forecast.p90() ? 1 : 0;
    forecasts++;
  }

  private static double pinball(double truth, double quantile, double p) {
    double error = truth - quantile;
    return Math.max(p * error, (p - 1) * error);
  }

  private static int sum(TreeMap<Long, Integer> counts, long from, long to) {
    int sum = 0;
    for (int count : counts.subMap(from, to).values()) {
      sum += count;
    }
    return sum;
  }

  private static TreeMap<Long, Integer> read(Path file) throws IOException {
    TreeMap<Long, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",", -1);
      if (Character.isDigit(cells[0].charAt(0))) {
        String time = cells[0].replace(' ', 'T');
        Instant at = Instant.parse(time.endsWith("Z") ? time : time + "Z");
        counts.merge(
            Tally.minuteOf(at.toEpochMilli()), (int) Double.parseDouble(cells[1]), Integer::sum);
      }
    }
    return counts;
  }
}
