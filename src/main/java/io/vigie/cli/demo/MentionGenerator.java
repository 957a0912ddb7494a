package io.vigie.cli.demo;

import io.vigie.mention.Author;
import io.vigie.mention.Mention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Believable French and English mentions of invented brands, with scenarios on top of ordinary
 * days.
 *
 * <p>The same seed, brands and scenarios give the same mentions. Each minute has dice of its own,
 * so that a stream may begin anywhere: {@code stream(a, b)} followed by {@code stream(b, c)} is
 * {@code stream(a, c)}.
 *
 * <p>Ordinary arrivals are Poisson with the day, night and week of {@link Rhythm}.
 */
final class MentionGenerator {

  private static final long MINUTE_MILLIS = 60_000;

  /** Kinds of remark on ordinary days, in the order of {@link #ORDINARY_SHARES}. */
  private static final List<Remark> ORDINARY =
      List.of(
          Remark.COMPLAINT,
          Remark.REQUEST,
          Remark.PRAISE,
          Remark.HOSTILE,
          Remark.CLAIM,
          Remark.OTHER,
          Remark.OFFICIAL,
          Remark.PRESS);

  private static final double[] ORDINARY_SHARES = {0.20, 0.22, 0.19, 0.02, 0.03, 0.29, 0.02, 0.03};
  private static final double[] LAUNCH_SHARES = {0.02, 0.10, 0.12, 0.0, 0.01, 0.11, 0.02, 0.0};

  /** Share of a crisis or launch that speaks of it; the others go on as on ordinary days. */
  private static final double ON_TOPIC = 0.86;

  private static final double LAUNCH_ON_TOPIC = 0.70;

  /** The press writes when it has seen something: from this minute, this share of the mentions. */
  private static final int PRESS_FROM_MINUTE = 8;

  private static final double PRESS_SHARE = 0.03;
  private static final double ORDINARY_REPOSTS = 0.08;
  private static final double SCENARIO_REPOSTS = 0.35;

  /** Of the posts that begin with a handle, those that answer another post. */
  private static final double REPLIES = 0.5;

  /** A mention, and what its author means by it: what a perfect model would find. */
  record Drawn(Mention mention, Remark remark) {}

  private final long seed;
  private final List<DemoBrand> brands;
  private final Map<String, Grammar> grammars;

  /**
   * @param seed any number; the same one gives the same mentions
   * @param brands who is spoken of; the order matters for what is said
   */
  MentionGenerator(long seed, List<DemoBrand> brands) {
    this.seed = seed;
    this.brands = List.copyOf(brands);
    this.grammars = Map.of("fr", Grammar.of("fr"), "en", Grammar.of("en"));
  }

  /**
   * Mentions in the order of time (equal times by id), made as they are asked for.
   *
   * @param from first possible time, inclusive
   * @param to exclusive
   * @param scenarios what happens beside the ordinary; each of a brand of this generator
   */
  Stream<Mention> stream(Instant from, Instant to, List<Scenario> scenarios) {
    return draw(from, to, scenarios).map(Drawn::mention);
  }

  /** As {@link #stream}, with what is meant. */
  Stream<Drawn> draw(Instant from, Instant to, List<Scenario> scenarios) {
    List<Course> courses = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      int brand = indexOf(scenario.brand());
      courses.add(Course.of(scenario, brands.get(brand), dice(scenario, brand, -1, -1)));
    }
    long first = Math.floorDiv(from.toEpochMilli(), MINUTE_MILLIS);
    long last = Math.floorDiv(to.toEpochMilli() - 1, MINUTE_MILLIS);
    return LongStream.rangeClosed(first, last)
        .boxed()
        .flatMap(minute -> minute(minute, courses).stream())
        .dropWhile(drawn -> drawn.mention().createdAt().isBefore(from))
        .takeWhile(drawn -> drawn.mention().createdAt().isBefore(to));
  }

  private List<Drawn> minute(long minute, List<Course> courses) {
    List<Drawn> drawn = new ArrayList<>();
    double rhythm = Rhythm.at(Instant.ofEpochSecond(minute * 60));
    for (int brand = 0; brand < brands.size(); brand++) {
      int count = ordinaryCount(brand, minute, rhythm);
      for (int i = 0; i < count; i++) {
        drawn.add(ordinary(brand, minute, i, i > 0));
      }
    }
    for (Course course : courses) {
      int lead = course.leadIn(minute);
      if (lead >= 0) {
        drawn.add(lead(course, lead));
      }
      for (int i = 0; i < course.mentionsIn(minute); i++) {
        drawn.add(joining(course, minute, i));
      }
    }
    drawn.sort(
        Comparator.comparing((Drawn d) -> d.mention().createdAt())
            .thenComparing(d -> d.mention().id()));
    return drawn;
  }

  private int ordinaryCount(int brand, long minute, double rhythm) {
    return Dice.of(seed, brand, minute).poisson(brands.get(brand).mentionsPerHour() / 60 * rhythm);
  }

  /**
   * @param mayRepost false for a mention that others may repeat, so that no chain of repeats has to
   *     be followed back
   */
  private Drawn ordinary(int brand, long minute, int i, boolean mayRepost) {
    Dice dice = Dice.of(seed, brand, minute, i);
    Remark remark = ORDINARY.get(dice.weighted(ORDINARY_SHARES));
    @Nullable Drawn original = null;
    if (mayRepost && !remark.edited() && dice.chance(ORDINARY_REPOSTS)) {
      original = firstOrdinary(brand, minute - 1);
    }
    return told(brand, minute, i, "o", remark, original, dice);
  }

  private @Nullable Drawn firstOrdinary(int brand, long minute) {
    double rhythm = Rhythm.at(Instant.ofEpochSecond(minute * 60));
    return ordinaryCount(brand, minute, rhythm) == 0 ? null : ordinary(brand, minute, 0, false);
  }

  private Drawn lead(Course course, int lead) {
    int brand = indexOf(course.scenario().brand());
    Remark remark =
        course.scenario().kind() == Scenario.Kind.CRISIS ? Remark.CRISIS_LEAD : Remark.LAUNCH_LEAD;
    Dice dice = dice(course.scenario(), brand, -2, lead);
    long minute = course.firstMinute() + Course.LEAD_MINUTES[lead];
    return told(brand, minute, lead, lane(course.scenario()) + "l", remark, null, dice);
  }

  /** One of the many that join a scenario. */
  private Drawn joining(Course course, long minute, int i) {
    Scenario scenario = course.scenario();
    int brand = indexOf(scenario.brand());
    Dice dice = dice(scenario, brand, minute, i);
    Remark remark = remarkIn(course, minute, dice);
    boolean onTopic = remark == Remark.CRISIS || remark == Remark.LAUNCH;
    long since = minute - course.firstMinute();
    @Nullable Drawn original = null;
    if (onTopic && since > Course.LEAD_MINUTES[0] && dice.chance(SCENARIO_REPOSTS)) {
      int made = 1;
      while (made < Course.LEAD_MINUTES.length && Course.LEAD_MINUTES[made] < since) {
        made++;
      }
      original = lead(course, dice.below(made));
    }
    return told(brand, minute, i, lane(scenario), remark, original, dice);
  }

  /** Two scenarios of one brand may overlap, so that the start belongs into the ids. */
  private static String lane(Scenario scenario) {
    return scenario.kind().name().toLowerCase(Locale.ROOT).charAt(0)
        + Long.toString(scenario.start().getEpochSecond() / 60, 36);
  }

  private static Remark remarkIn(Course course, long minute, Dice dice) {
    boolean press = minute - course.firstMinute() >= PRESS_FROM_MINUTE && dice.chance(PRESS_SHARE);
    return switch (course.scenario().kind()) {
      case CRISIS ->
          press
              ? Remark.CRISIS_PRESS
              : dice.chance(ON_TOPIC)
                  ? Remark.CRISIS
                  : ORDINARY.get(dice.weighted(ORDINARY_SHARES));
      case LAUNCH ->
          press
              ? Remark.LAUNCH_PRESS
              : dice.chance(LAUNCH_ON_TOPIC)
                  ? Remark.LAUNCH
                  : ORDINARY.get(dice.weighted(LAUNCH_SHARES));
      case BUMP -> ORDINARY.get(dice.weighted(ORDINARY_SHARES));
    };
  }

  /**
   * @param lane sets the ids of ordinary mentions, influential posts and scenarios apart
   * @param original what is repeated, or null
   */
  private Drawn told(
      int brandIndex,
      long minute,
      int i,
      String lane,
      Remark remark,
      @Nullable Drawn original,
      Dice dice) {
    DemoBrand brand = brands.get(brandIndex);
    String platform =
        original == null ? Crowd.platform(remark, dice) : original.mention().platform();
    Author author = Crowd.author(remark, platform, brand, minute, dice);
    String lang = dice.chance(brand.frenchShare()) ? "fr" : "en";
    String text;
    if (original == null) {
      text = SocialStyle.post(grammar(lang).say(remark.section(), brand, dice), lang, remark, dice);
    } else {
      lang = String.valueOf(original.mention().lang());
      text = "RT @" + original.mention().author().id() + ": " + original.mention().text();
      remark = original.remark();
    }
    String id =
        String.join(
            "-",
            Crowd.prefix(platform),
            Long.toString(minute, 36),
            lane + brandIndex,
            Integer.toString(i));
    boolean answers = original == null && text.startsWith("@") && dice.chance(REPLIES);
    Mention mention =
        new Mention(
            id,
            brand.name(),
            platform,
            text,
            Instant.ofEpochMilli(minute * MINUTE_MILLIS + dice.below((int) MINUTE_MILLIS)),
            lang,
            author,
            Crowd.engagement(platform, author, dice),
            original == null ? null : original.mention().id(),
            answers
                ? Crowd.prefix(platform) + "-" + Integer.toString(dice.below(1 << 30), 36)
                : null,
            platform.equals("press") ? "https://" + author.id() + ".example/" + id : null,
            false);
    return new Drawn(mention, remark);
  }

  private Grammar grammar(String lang) {
    Grammar grammar = grammars.get(lang);
    if (grammar == null) {
      throw new IllegalStateException("no grammar for " + lang);
    }
    return grammar;
  }

  private Dice dice(Scenario scenario, int brand, long minute, long i) {
    return Dice.of(
        seed, scenario.kind().ordinal(), brand, scenario.start().getEpochSecond(), minute, i);
  }

  private int indexOf(String name) {
    for (int i = 0; i < brands.size(); i++) {
      if (brands.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("a scenario of an unknown brand: " + name);
  }
}
