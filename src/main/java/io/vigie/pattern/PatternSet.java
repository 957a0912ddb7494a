package io.vigie.pattern;

import io.vigie.mention.WatchedBrand;
import io.vigie.signal.PlatformReadings;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that analysts wrote in one directory of patterns.
 *
 * @param rules the signal rules by name, in the order of files and lines
 * @param patterns the patterns, in the order of files and lines
 */
public record PatternSet(Map<String, SignalRule> rules, List<PatternSpec> patterns) {

  /** The rules in their order, with overrides by the names of brands only. */
  public List<SignalRule> ruleList() {
    return List.copyOf(rules.values());
  }

  /**
   * The rules in their order, as the tracker of signals wants them: overrides of a competitor set
   * are those of its brands, unless another one names the brand itself.
   */
  public List<SignalRule> ruleList(List<WatchedBrand> watched) {
    return rules.values().stream().map(rule -> resolved(rule, watched)).toList();
  }

  /** The platforms that any condition asks about by name. */
  public Set<String> platforms() {
    Set<String> platforms = new TreeSet<>();
    for (SignalRule rule : rules.values()) {
      addPlatforms(rule, platforms);
      rule.overrides().forEach(override -> addPlatforms(override.rule(), platforms));
    }
    return platforms;
  }

  private static void addPlatforms(SignalRule rule, Set<String> platforms) {
    for (List<Condition> conditions : List.of(rule.when(), rule.endsWhen())) {
      for (Condition condition : conditions) {
        String platform = PlatformReadings.platform(condition.indicator());
        if (platform != null) {
          platforms.add(platform);
        }
      }
    }
  }

  private static SignalRule resolved(SignalRule rule, List<WatchedBrand> watched) {
    Set<String> byName = new HashSet<>();
    rule.overrides().forEach(override -> byName.addAll(override.brands()));
    List<SignalRule.Override> overrides = new ArrayList<>();
    for (SignalRule.Override override : rule.overrides()) {
      List<String> brands = new ArrayList<>(override.brands());
      for (WatchedBrand brand : watched) {
        if (!byName.contains(brand.name())
            && override.competitorSets().contains(brand.competitorSet())) {
          brands.add(brand.name());
        }
      }
      overrides.add(new SignalRule.Override(brands, List.of(), override.rule(), override.place()));
    }
    return new SignalRule(
        rule.name(),
        rule.when(),
        rule.forMillis(),
        rule.endsWhen(),
        rule.endsAfterMillis(),
        rule.holdsEveryMillis(),
        overrides);
  }

  /** Brands and competitor sets that an override names and a watchlist does not know. */
  public List<String> unknownBrands(List<WatchedBrand> watched) {
    Set<String> names = new HashSet<>();
    Set<String> sets = new HashSet<>();
    for (WatchedBrand brand : watched) {
      names.add(brand.name());
      sets.add(Objects.requireNonNullElse(brand.competitorSet(), ""));
    }
    List<String> unknown = new ArrayList<>();
    for (SignalRule rule : rules.values()) {
      for (SignalRule.Override override : rule.overrides()) {
        unknown(override, "brand", override.brands(), names, unknown);
        unknown(override, "competitor set", override.competitorSets(), sets, unknown);
      }
    }
    return unknown;
  }

  private static void unknown(
      SignalRule.Override override,
      String kind,
      List<String> given,
      Set<String> known,
      List<String> unknown) {
    for (String name : given) {
      if (!known.contains(name)) {
        unknown.add(
            override.place()
                + ": the watchlist has no "
                + kind
                + " '"
                + name
                + "'"
                + YamlNode.suggest(name, known.stream().sorted().toList()));
      }
    }
  }
}
