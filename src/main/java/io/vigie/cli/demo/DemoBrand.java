package io.vigie.cli.demo;

import java.util.List;
import java.util.Locale;

/**
 * An invented brand that people talk about in the demo.
 *
 * @param name as in the watchlist (jobs/crisis-detection/brands.yaml)
 * @param sector what it sells; the grammars have words for each sector
 * @param handle how posts address it
 * @param tag its hashtag
 * @param mentionsPerHour mean over an ordinary week
 * @param frenchShare share of mentions in French, 0 to 1; the others are in English
 */
record DemoBrand(
    String name,
    Sector sector,
    String handle,
    String tag,
    double mentionsPerHour,
    double frenchShare) {

  /** What a brand sells. */
  enum Sector {
    TELECOM,
    ENERGY,
    AIRLINE,
    COSMETICS,
    BANK;

    /** The sector in the grammars. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The five brands of the demo. */
  static List<DemoBrand> all() {
    return List.of(
        new DemoBrand("Telmora", Sector.TELECOM, "@telmora", "#Telmora", 65, 0.85),
        new DemoBrand("Voltérine", Sector.ENERGY, "@volterine", "#Volterine", 35, 0.95),
        new DemoBrand("Aerolys", Sector.AIRLINE, "@aerolys", "#Aerolys", 48, 0.5),
        new DemoBrand("Sorelune", Sector.COSMETICS, "@sorelune", "#Sorelune", 32, 0.7),
        new DemoBrand("Banquor", Sector.BANK, "@banquor", "#Banquor", 28, 0.8));
  }
}
