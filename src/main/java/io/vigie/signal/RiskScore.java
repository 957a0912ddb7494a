package io.vigie.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An early-warning score: how likely it is that a crisis is beginning, from all that is surprising
 * at once.
 *
 * <p>risk = 1 - exp(-sum v x), a noisy-or (Pearl 1988): each driver alone would raise an alarm with
 * probability 1 - exp(-v x), independently of the others. x is an indicator's surprise between
 * {@link #FROM} and {@link #FULL}, as a part of 1; slow burn has no surprise and is taken as a part
 * of its alarm. The shares v x / sum v x say how much each driver made of it.
 *
 * <p>The weights v were fitted by likelihood on dated crises, benign spikes, campaigns and quiet
 * days of real brands, and rounded (docs/indicators.md).
 */
final class RiskScore {

  /** Surprises below this are everyday. */
  static final double FROM = 2;

  /** Surprises above this make no more difference. */
  static final double FULL = 12;

  /** What drives the risk, and its weight v. */
  private enum Driver {
    NEGATIVE_VOLUME(Indicator.NEGATIVE_VOLUME, 2.0),
    AROUSAL(Indicator.AROUSAL_SHARE_Z, 0.5),
    COMPLAINTS(Indicator.COMPLAINT_SHARE, 0.2),
    ALARM(Indicator.ALARM_SHARE, 0.2),
    BREADTH(Indicator.AUTHOR_BREADTH, 0.15),
    SLOW_BURN(Indicator.SLOW_BURN, 0.15);

    private final Indicator indicator;
    private final double weight;

    Driver(Indicator indicator, double weight) {
      this.indicator = indicator;
      this.weight = weight;
    }
  }

  private RiskScore() {}

  /** The risk, 0 to 1, that a list of drivers makes together. */
  record Risk(double value, List<RiskDriver> drivers) {}

  /** The risk of a step; 0 without drivers while nothing surprises. */
  static Risk of(List<IndicatorReading> readings) {
    List<RiskDriver> hazards = new ArrayList<>();
    double sum = 0;
    for (Driver driver : Driver.values()) {
      double hazard = driver.weight * strength(driver, readings);
      if (hazard > 0) {
        hazards.add(new RiskDriver(driver.indicator.label(), hazard));
        sum += hazard;
      }
    }
    double all = sum;
    List<RiskDriver> drivers =
        hazards.stream()
            .sorted(
                Comparator.comparingDouble((RiskDriver driver) -> -driver.share())
                    .thenComparing(RiskDriver::indicator))
            .map(driver -> new RiskDriver(driver.indicator(), driver.share() / all))
            .toList();
    return new Risk(-Math.expm1(-all), drivers);
  }

  /** How strongly a driver speaks, 0 to 1. */
  private static double strength(Driver driver, List<IndicatorReading> readings) {
    for (IndicatorReading reading : readings) {
      if (reading.name().equals(driver.indicator.label())) {
        if (driver == Driver.SLOW_BURN) {
          return part(reading.value(), 0, SlowBurn.ALARM);
        }
        Double surprise = reading.surprise();
        return surprise == null ? 0 : part(surprise, FROM, FULL);
      }
    }
    return 0;
  }

  private static double part(double value, double from, double full) {
    return Math.max(0, Math.min(1, (value - from) / (full - from)));
  }
}
