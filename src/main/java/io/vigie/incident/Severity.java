package io.vigie.incident;

import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bad an incident is: {@code severity = 100 (1 - prod(1 - w_j x_j))} over the factors x_j of 0
 * to 1 with weights w_j, so that reasons add up without ever passing 100.
 *
 * <p>Two thoughts stand behind the weights. Many mentions alone are no crisis: a launch has them
 * too. So whatever tells how big, fast, far or long a story is counts only as far as people are
 * more negative than usual (the <em>opening</em>, 0 up to an excess of 5 points of negative share
 * and 1 from 20 points); volume alone, which always counts, stops at 42 and stays level watch. And
 * a firestorm is many <em>and</em> negative mentions (Pfeffer 2014): their meeting is the factor
 * {@code negative-surprise}. With volume and negative mentions both at a surprise of 12 and an
 * excess of 20 points, two hours give 79: a crisis without a single known follower.
 *
 * <p>What follows a crisis is louder and angrier than the time of day was ever before, and yet no
 * new crisis. So the surprises of volume and of negative mentions count in full only if the volume
 * is also a burst by the brand's own measure of the last 14 days, bursts included ({@code
 * volume-burst} of {@value #FULL_BURST} or more); they count half if it is none.
 *
 * <p>Between steps each input keeps its decaying peak, so that a severity neither flaps nor forgets
 * an influential mention the minute after it.
 */
public final class Severity {

  private static final double FULL_SURPRISE = 12;
  private static final double FULL_BURST = 3;
  private static final double WITHOUT_BURST = 0.5;
  private static final double FULL_EXCESS = 0.4;
  private static final double CLEAR_Z = 4;
  private static final double OPENS_AT = 0.05 / FULL_EXCESS;
  private static final double OPEN_AT = 0.20 / FULL_EXCESS;
  private static final double FULL_GROWTH = Math.log(4);
  private static final double FULL_REACH_LOG10 = 7;
  private static final double AUTHORITY_FROM_LOG10 = 4;
  private static final double FULL_PRESS = 10;
  private static final double FULL_HOURS = 24;

  /** Points that are no reason for anything. */
  private static final double NEGLIGIBLE = 1e-8;

  private Severity() {}

  /**
   * What a severity is made of. The weight is how much the factor contributes alone; all weights
   * are starting values, to be tuned by back-test. The order is that of every array here, and of a
   * state: append only.
   */
  public enum Factor {
    /**
     * C1: volume surprise / 12, the hour's or the quarter hour's. Weight 0.42: any volume without
     * negativity stays a watch (below 50), even with an excess just short of the opening.
     */
    VOLUME_SURPRISE(0.42),
    /**
     * C2: (negative share - expected) / 0.4, in proportion while its z-score is below 4, so that a
     * few mentions prove nothing. Weight 0.55: the heaviest, as a brand that everybody turns
     * against is in trouble at any volume (an excess of 40 points alone is an incident).
     */
    NEGATIVE_SHARE(0.55),
    /** C3: surprise of the negative volume / 12. Weight 0.5: many negative voices at once. */
    NEGATIVE_SURPRISE(0.5),
    /**
     * C5: growth over ln 4 (fourfold from one quarter hour to the next). Weight 0.15: growth is
     * brief and noisy, and size follows it anyway.
     */
    GROWTH(0.15),
    /**
     * C13: log10(negative reach) / 7. Weight 0.3: reach is often unknown, so it may help but never
     * be needed.
     */
    REACH(0.3),
    /**
     * C14: one negative author from 10,000 (0) to 10 million (1) followers, on a log scale. Weight
     * 0.2: part of the reach already.
     */
    AUTHORITY(0.2),
    /** C15: surprising platforms beyond the first, 1 from three. Weight 0.2. */
    PLATFORMS(0.2),
    /** Mentions on press platforms since the start / 10. Weight 0.25: the press outlives a day. */
    PRESS(0.25),
    /**
     * Hours with its signals held / 24. Weight 0.3: duration goes with lasting loss (Hansen 2018),
     * but must not make a crisis by itself.
     */
    DURATION(0.3);

    private final double weight;

    Factor(double weight) {
      this.weight = weight;
    }

    /** Its place in every array of this class. */
    @SuppressWarnings("EnumOrdinal") // the order is a contract: append only
    int index() {
      return ordinal();
    }

    /** How much it may contribute alone, 0 to 1. */
    public double weight() {
      return weight;
    }

    /** The name in JSON: kebab-case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Factor[] FACTORS = Factor.values();

  /**
   * What one step tells of each factor, by itself (press and duration, which a step does not know,
   * are 0). Readings that are missing or not a number count as 0.
   *
   * @return 0 to 1 for each {@link Factor}
   */
  public static double[] inputs(IndicatorStep step) {
    double[] x = new double[FACTORS.length];
    double burst = burst(step);
    double volume =
        Math.max(surprise(step, Indicator.VOLUME), surprise(step, Indicator.VOLUME_15M));
    double negative = surprise(step, Indicator.NEGATIVE_VOLUME);
    x[Factor.VOLUME_SURPRISE.index()] = burst * clip(volume / FULL_SURPRISE);
    x[Factor.NEGATIVE_SHARE.index()] = negativeShare(step);
    x[Factor.NEGATIVE_SURPRISE.index()] = burst * clip(negative / FULL_SURPRISE);
    x[Factor.GROWTH.index()] = value(step, Indicator.VELOCITY) / FULL_GROWTH;
    x[Factor.REACH.index()] = log10(value(step, Indicator.NEGATIVE_REACH)) / FULL_REACH_LOG10;
    x[Factor.AUTHORITY.index()] =
        (log10(value(step, Indicator.AUTHORITY)) - AUTHORITY_FROM_LOG10)
            / (FULL_REACH_LOG10 - AUTHORITY_FROM_LOG10);
    x[Factor.PLATFORMS.index()] = (value(step, Indicator.PLATFORMS) - 1) / 2;
    for (int i = 0; i < x.length; i++) {
      x[i] = clip(x[i]);
    }
    return x;
  }

  /**
   * The inputs after some time: each falls by half every half-life.
   *
   * @param inputs earlier inputs; a shorter array (of an older state) is filled up with 0
   */
  public static double[] decayed(double[] inputs, Duration elapsed, Duration halfLife) {
    double factor = Math.pow(0.5, Math.max(0, elapsed.toMillis()) / (double) halfLife.toMillis());
    double[] x = Arrays.copyOf(inputs, FACTORS.length);
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
    return x;
  }

  /** The higher of two, factor by factor. */
  public static double[] higher(double[] a, double[] b) {
    double[] x = Arrays.copyOf(a, FACTORS.length);
    for (int i = 0; i < x.length && i < b.length; i++) {
      x[i] = Math.max(x[i], b[i]);
    }
    return x;
  }

  /**
   * The factors of an incident from its inputs: all but volume and negative share count only as far
   * as the negative share opens them.
   *
   * @param inputs as of {@link #inputs}, possibly decayed
   * @param pressMentions mentions on press platforms since its start
   * @param heldHours hours in which its signals were held
   * @return 0 to 1 for each {@link Factor}
   */
  public static double[] factors(double[] inputs, long pressMentions, double heldHours) {
    double[] x = Arrays.copyOf(inputs, FACTORS.length);
    x[Factor.PRESS.index()] = clip(pressMentions / FULL_PRESS);
    x[Factor.DURATION.index()] = clip(heldHours / FULL_HOURS);
    double opening = clip((x[Factor.NEGATIVE_SHARE.index()] - OPENS_AT) / (OPEN_AT - OPENS_AT));
    for (Factor factor : FACTORS) {
      if (factor != Factor.VOLUME_SURPRISE && factor != Factor.NEGATIVE_SHARE) {
        x[factor.index()] *= opening;
      }
    }
    return x;
  }

  /**
   * The severity, 0 to 100.
   *
   * @param factors 0 to 1 for each {@link Factor}
   */
  public static double of(double[] factors) {
    double spared = 1;
    for (Factor factor : FACTORS) {
      spared *= 1 - factor.weight * clip(factors[factor.index()]);
    }
    return 100 * (1 - spared);
  }

  /**
   * The factors as reasons, most points first; those of nothing are left out. Points are shared out
   * by each factor's part in the logarithm of the product, so that they sum to the severity.
   *
   * @param factors 0 to 1 for each {@link Factor}
   * @param severity severity to share out, 0 to 100; may be capped
   */
  public static List<SeverityFactor> explain(double[] factors, double severity) {
    double total = 0;
    for (Factor factor : FACTORS) {
      total += log(factor, factors);
    }
    List<SeverityFactor> reasons = new ArrayList<>();
    for (Factor factor : FACTORS) {
      double part = log(factor, factors);
      if (part < 0 && severity * part / total >= NEGLIGIBLE) {
        double x = clip(factors[factor.index()]);
        reasons.add(new SeverityFactor(factor.label(), x, factor.weight, severity * part / total));
      }
    }
    reasons.sort((a, b) -> Double.compare(b.points(), a.points()));
    return reasons;
  }

  private static double log(Factor factor, double[] factors) {
    return Math.log1p(-factor.weight * clip(factors[factor.index()]));
  }

  /** How far surprises count, half to full. */
  private static double burst(IndicatorStep step) {
    IndicatorReading burst = step.reading(Indicator.VOLUME_BURST.label());
    return burst == null
        ? 1
        : WITHOUT_BURST + (1 - WITHOUT_BURST) * clip(burst.value() / FULL_BURST);
  }

  private static double negativeShare(IndicatorStep step) {
    IndicatorReading share = step.reading(Indicator.NEGATIVE_SHARE.label());
    if (share == null) {
      return 0;
    }
    Double expected = share.expected();
    if (expected == null) {
      return 0;
    }
    IndicatorReading z = step.reading(Indicator.NEGATIVE_SHARE_Z.label());
    // without a z the mentions are too few to prove anything: two angry posts at night are no
    // crisis
    double proven = z == null ? 0 : clip(z.value() / CLEAR_Z);
    return clip((share.value() - expected) / FULL_EXCESS) * proven;
  }

  private static double surprise(IndicatorStep step, Indicator indicator) {
    IndicatorReading reading = step.reading(indicator.label());
    return reading == null ? 0 : orZero(reading.surprise());
  }

  private static double value(IndicatorStep step, Indicator indicator) {
    IndicatorReading reading = step.reading(indicator.label());
    return reading == null ? 0 : reading.value();
  }

  private static double orZero(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  private static double log10(double number) {
    return number > 1 ? Math.log10(number) : 0;
  }

  /** To 0..1; what is not a number is 0. */
  private static double clip(double x) {
    return x > 0 ? Math.min(1, x) : 0;
  }
}
