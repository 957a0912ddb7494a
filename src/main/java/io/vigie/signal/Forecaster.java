package io.vigie.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many mentions the next hours bring, from the last hour N, the time of day and the growth
 * within the hour:
 *
 * <pre>
 * ln P50 = ln(h (N + 1/2)) + s R + 0.2 g - r clip(A, -1, 1)
 *   R = ln((mu' / h + 50) / (mu + 50))   the time of day: mu' is usual for the h hours, mu for the last one
 *   g = ln((4 Q + 2) / (N + 2))          growth: Q is the last quarter of an hour, damped
 *   A = ln((N + 50) / (mu + 50))         what is unusual fades
 * </pre>
 *
 * <p>The 50 keep a season that few mentions made from being believed. P10 and P90 lie at ln P50
 * minus and plus sqrt(a^2 + b / P50): b for the chance of few mentions, a for what nobody knows.
 * Damped trends and seasonal ratios: Gardner and McKenzie 1985. Coefficients fitted by the pinball
 * loss on five NAB series, twelve disasters and four brands, each family judged by those of the
 * others; the figures are in docs/indicators.md.
 */
final class Forecaster {

  private static final double SURE = 50;
  private static final double GROWTH = 0.2;
  private static final int HOUR = 60;
  private static final int QUARTER = 15;

  /** The coefficients of one horizon: s, r, and a and b of both sides. */
  private record Horizon(
      int hours,
      double season,
      double fading,
      double down,
      double downFew,
      double up,
      double upFew) {}

  private static final Horizon ONE = new Horizon(1, 0.7, 0.25, 0.4, 14, 0.4, 0.9);
  private static final Horizon SIX = new Horizon(6, 0.9, 0.6, 0.8, 37, 0.4, 5.7);

  private Forecaster() {}

  /** The forecasts after the last recorded minute; none while the brand is learning. */
  static List<VolumeForecast> forecasts(
      BrandMinutes minutes, Expectations expected, ContentExpectations usual) {
    List<VolumeForecast> forecasts = new ArrayList<>(2);
    CountBaseline now = expected.volume();
    if (expected.learning() || now == null) {
      return forecasts;
    }
    long end = minutes.lastMinute + 1;
    int hour = minutes.sum(minutes.volume, end - HOUR, end);
    int quarter = minutes.sum(minutes.volume, end - QUARTER, end);
    add(forecasts, ONE, hour, quarter, now.mean(), usual.nextHour());
    add(forecasts, SIX, hour, quarter, now.mean(), usual.nextSixHours());
    return forecasts;
  }

  private static void add(
      List<VolumeForecast> forecasts,
      Horizon horizon,
      int hour,
      int quarter,
      double usualNow,
      @Nullable CountBaseline usualNext) {
    if (usualNext != null) {
      forecasts.add(forecast(horizon, hour, quarter, usualNow, usualNext.mean()));
    }
  }

  /** The forecast for one or six hours, from the numbers of the formula. */
  static VolumeForecast forecast(
      int hours, int hour, int quarter, double usualNow, double usualNext) {
    return forecast(hours == 1 ? ONE : SIX, hour, quarter, usualNow, usualNext);
  }

  private static VolumeForecast forecast(
      Horizon h, int hour, int quarter, double usualNow, double usualNext) {
    double season = Math.log((usualNext / h.hours + SURE) / (usualNow + SURE));
    double growth = Math.log((4.0 * quarter + 2) / (hour + 2.0));
    double unusual = Math.log((hour + SURE) / (usualNow + SURE));
    double middle =
        Math.log(h.hours * (hour + 0.5))
            + h.season * season
            + GROWTH * growth
            - h.fading * Math.max(-1, Math.min(1, unusual));
    double median = Math.exp(middle);
    double down = Math.sqrt(h.down * h.down + h.downFew / median);
    double up = Math.sqrt(h.up * h.up + h.upFew / median);
    return new VolumeForecast(
        h.hours, Math.floor(Math.exp(middle - down)), median, Math.ceil(Math.exp(middle + up)));
  }
}
