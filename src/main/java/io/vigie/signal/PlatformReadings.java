package io.vigie.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one platform beside those of the whole brand: its volume in the last hour against its
 * own baseline, and its negative share against the brand's usual one (a platform alone has too few
 * scored mentions for a baseline of its own). Only for the platforms that a signal asks about, so
 * that nobody pays for the others.
 */
public final class PlatformReadings {

  /** Indicators that there are of a platform. */
  public static final List<Indicator> INDICATORS =
      List.of(Indicator.VOLUME, Indicator.NEGATIVE_SHARE);

  private static final char AT = '@';

  private final TreeSet<String> platforms;

  /**
   * Readings of some platforms.
   *
   * @param platforms as mentions spell them
   */
  PlatformReadings(Set<String> platforms) {
    this.platforms = new TreeSet<>(platforms);
  }

  /** Name of an indicator of one platform, such as {@code volume@twitter}. */
  public static String name(String indicator, String platform) {
    return indicator + AT + platform;
  }

  /** The platform in such a name, or null if it is about the whole brand. */
  public static @Nullable String platform(String name) {
    int at = name.indexOf(AT);
    return at < 0 ? null : name.substring(at + 1);
  }

  /** The indicator in a name, with or without a platform. */
  public static String indicator(String name) {
    int at = name.indexOf(AT);
    return at < 0 ? name : name.substring(0, at);
  }

  /**
   * The readings of one step.
   *
   * @param hour the last hour of the brand
   * @param rates how the model errs in it
   */
  List<IndicatorReading> of(Chunk hour, Expectations expected, ErrorRates rates) {
    List<IndicatorReading> readings = new ArrayList<>();
    for (String platform : platforms) {
      int volume = hour.platforms.getOrDefault(platform, 0);
      CountBaseline usual = expected.platforms().getOrDefault(platform, expected.otherPlatform());
      readings.add(
          new IndicatorReading(
              name(Indicator.VOLUME.label(), platform),
              volume,
              usual == null ? null : usual.mean(),
              usual == null ? null : usual.surprise(volume)));
      int scored = volume - hour.unscoredByPlatform.getOrDefault(platform, 0);
      if (scored > 0) {
        int negative = hour.negativeByPlatform.getOrDefault(platform, 0);
        readings.add(share(platform, negative, scored, rates, expected.negativeShare()));
      }
    }
    return readings;
  }

  private static IndicatorReading share(
      String platform,
      int negative,
      int scored,
      ErrorRates rates,
      @Nullable ShareBaseline baseline) {
    double observed = (double) negative / scored;
    return new IndicatorReading(
        name(Indicator.NEGATIVE_SHARE.label(), platform),
        rates.correct(observed),
        baseline == null ? null : rates.correct(baseline.share()),
        baseline == null || scored < IndicatorEngine.SHARE_MENTIONS
            ? null
            : TailProbability.normal(baseline.z(observed, scored)));
  }
}
