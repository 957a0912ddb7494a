package io.vigie.signal;

import io.vigie.mention.WatchedBrand;
import io.vigie.mention.Watchlist;
import io.vigie.mention.WatchlistSettings;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events.yaml, reporting everything that is wrong with it at once. */
public final class PlannedEventReader {

  /** Events in one file: a calendar that people keep is far smaller. */
  public static final int MAX_EVENTS = 1_000;

  /** Longest time that one event runs: what lasts longer is the new usual. */
  public static final Duration LONGEST = Duration.ofDays(31);

  /** Stands for every brand. */
  private static final String EVERY_BRAND = "*";

  private final Problems problems;
  private final WatchlistSettings brands;
  private final Watchlist watchlist;
  private final Map<String, Integer> linesByName = new HashMap<>();

  private PlannedEventReader(WatchlistSettings brands, Problems problems) {
    this.brands = brands;
    this.watchlist = new Watchlist(brands.brands());
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param watchlist spells the brands, and knows those of a competitor set
   * @return what could be read; to be used only if no problem was reported
   */
  public static PlannedEvents read(Path file, WatchlistSettings watchlist, Problems problems) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    if (root == null) {
      return PlannedEvents.NONE;
    }
    return new PlannedEventReader(watchlist, problems).read(root);
  }

  private PlannedEvents read(YamlNode root) {
    root.allow(problems, "events");
    root.required("events", problems);
    List<PlannedEvent> events = root.list("events", this::event);
    if (events.size() > MAX_EVENTS) {
      problems.add(root, "'events' has more than " + MAX_EVENTS + " events");
    }
    return new PlannedEvents(events);
  }

  private PlannedEvent event(YamlNode node) {
    node.allow(
        problems,
        "name",
        "brands",
        "competitorSet",
        "from",
        "to",
        "repeat",
        "until",
        "zone",
        "effect");
    String name = node.requiredText("name", problems);
    Integer other = linesByName.putIfAbsent(name, node.line());
    if (other != null && !name.isEmpty()) {
      problems.add(node, "'" + name + "' is the name of the event in line " + other + " already");
    }
    boolean weekly = node.choice("repeat", Repeat.class, Repeat.NEVER, problems) == Repeat.WEEKLY;
    Instant from = time(node, "from", true);
    Instant to = time(node, "to", true);
    Instant until = time(node, "until", false);
    if (until != null && !weekly) {
      problems.add(node, "'until' needs 'repeat: weekly'");
    }
    String effect = node.optionalText("effect", problems);
    checkSpan(node, from, to, weekly);
    return new PlannedEvent(
        name,
        brands(node),
        from == null ? Instant.EPOCH : from,
        to == null ? Instant.EPOCH : to,
        weekly,
        until,
        zone(node),
        effect == null ? "" : effect);
  }

  private enum Repeat {
    NEVER,
    WEEKLY
  }

  private void checkSpan(
      YamlNode node, @Nullable Instant from, @Nullable Instant to, boolean weekly) {
    if (from == null || to == null) {
      return;
    }
    Duration longest = weekly ? Duration.ofDays(7) : LONGEST;
    if (!to.isAfter(from)) {
      problems.add(node, "'to' should be after 'from'");
    } else if (Duration.between(from, to).compareTo(longest) > 0) {
      problems.add(
          node,
          "the event lasts longer than "
              + longest.toDays()
              + " days: "
              + (weekly ? "a weekly one ends before it begins anew" : "split it, or leave it out"));
    }
  }

  private @Nullable Instant time(YamlNode node, String key, boolean required) {
    YamlNode value = required ? node.required(key, problems) : node.get(key);
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.text()).toInstant();
    } catch (DateTimeException e) {
      problems.add(
          value,
          "'" + key + "' should be a time with its offset, such as 2026-11-27T08:00:00+01:00");
      return null;
    }
  }

  private String zone(YamlNode node) {
    String zone = node.optionalText("zone", problems);
    if (zone == null) {
      return "UTC";
    }
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      problems.add(node, "'zone' should be a time zone such as Europe/Paris, not '" + zone + "'");
      return "UTC";
    }
  }

  private List<String> brands(YamlNode node) {
    YamlNode named = node.get("brands");
    String set = node.optionalText("competitorSet", problems);
    if ((named == null) == (set == null)) {
      problems.add(
          node,
          "an event needs either 'brands' (a list of names, or \"*\" for every brand) or"
              + " 'competitorSet'");
      return List.of();
    }
    return named == null ? ofSet(node, String.valueOf(set)) : spelt(named, node);
  }

  private List<String> ofSet(YamlNode node, String set) {
    List<String> members =
        brands.brands().stream()
            .filter(brand -> set.equals(brand.competitorSet()))
            .map(WatchedBrand::name)
            .toList();
    if (members.isEmpty()) {
      List<String> known =
          brands.brands().stream()
              .map(WatchedBrand::competitorSet)
              .filter(other -> other != null)
              .distinct()
              .toList();
      problems.add(
          node, "no brand is in the competitor set '" + set + "'" + YamlNode.suggest(set, known));
    }
    return members;
  }

  private List<String> spelt(YamlNode named, YamlNode node) {
    List<String> given = node.texts("brands", problems);
    if (given.equals(List.of(EVERY_BRAND))) {
      return List.of();
    }
    if (given.isEmpty()) {
      problems.add(named, "'brands' is empty; \"*\" stands for every brand");
    }
    List<String> spelt = new ArrayList<>();
    for (String brand : given) {
      WatchedBrand listed = watchlist.listed(brand);
      if (listed == null) {
        problems.add(
            named,
            "'"
                + brand
                + "' is no brand of the watchlist"
                + YamlNode.suggest(
                    brand, brands.brands().stream().map(WatchedBrand::name).toList()));
      } else {
        spelt.add(listed.name());
      }
    }
    return spelt;
  }
}
