package io.vigie.cli.demo;

import io.vigie.mention.Author;
import io.vigie.mention.Folding;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The mentions of a drill: an invented crisis of one of the playbooks' scenarios, in French and
 * English, each marked as an exercise. A few influential posts, anger that feeds on itself ({@link
 * Course}), then the press. The same words give the same mentions.
 */
public final class DrillMentions {

  /** Scenarios that can be played: those of the shipped playbooks. */
  public static final List<String> SCENARIOS =
      List.of(
          "service-outage",
          "product-safety",
          "employee-misconduct",
          "executive-statement",
          "data-breach",
          "discrimination",
          "environmental-accident",
          "boycott-call",
          "false-rumour",
          "supplier-scandal");

  private static final double FRENCH = 0.6;
  private static final double REPOSTS = 0.3;
  private static final int PRESS_FROM_MINUTE = 8;
  private static final double PRESS = 0.04;
  private static final long MINUTE = 60_000L;

  private final String scenario;
  private final DemoBrand brand;
  private final Instant start;
  private final int minutes;
  private final int people;
  private final double speed;
  private final long seed;
  private final Map<String, Grammar> grammars = Map.of("fr", grammar("fr"), "en", grammar("en"));

  /**
   * A drill.
   *
   * @param scenario one of {@link #SCENARIOS}
   * @param brand name as in the watchlist
   * @param start when the first mention is made
   * @param minutes how much of its course is played, 1 to 720
   * @param people how many may join it at most
   * @param speed minutes of its course that pass in one minute, more than 0
   * @param seed any number
   */
  public DrillMentions(
      String scenario,
      String brand,
      Instant start,
      int minutes,
      int people,
      double speed,
      long seed) {
    this.scenario = scenario;
    String word = Folding.fold(brand).replace(" ", "");
    this.brand = new DemoBrand(brand, DemoBrand.Sector.TELECOM, "@" + word, "#" + word, 0, FRENCH);
    this.start = start;
    this.minutes = minutes;
    this.people = people;
    this.speed = speed;
    this.seed = seed;
  }

  private static Grammar grammar(String lang) {
    String name = lang + ".drill";
    try (InputStream in = DrillMentions.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no grammar " + name);
      }
      return Grammar.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** All mentions in the order of time, equal times by id. */
  public List<Mention> all() {
    Course course =
        Course.of(Scenario.crisis(brand.name(), start, people), brand, Dice.of(seed, -1));
    List<Mention> mentions = new ArrayList<>();
    List<Mention> leads = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      long at = course.firstMinute() + minute;
      int lead = course.leadIn(at);
      if (lead >= 0) {
        leads.add(told(minute, "l" + lead, Remark.CRISIS_LEAD, null, Dice.of(seed, minute, -2)));
      }
      for (int i = 0; i < course.mentionsIn(at); i++) {
        Dice dice = Dice.of(seed, minute, i);
        boolean press = minute >= PRESS_FROM_MINUTE && dice.chance(PRESS);
        Mention original = !press && minute > 0 && dice.chance(REPOSTS) ? dice.pick(leads) : null;
        mentions.add(
            told(
                minute,
                String.valueOf(i),
                press ? Remark.CRISIS_PRESS : Remark.CRISIS,
                original,
                dice));
      }
    }
    mentions.addAll(leads);
    mentions.sort(Comparator.comparing(Mention::createdAt).thenComparing(Mention::id));
    return mentions;
  }

  private Mention told(
      int minute, String number, Remark remark, @Nullable Mention original, Dice dice) {
    String platform = original == null ? Crowd.platform(remark, dice) : original.platform();
    Author author =
        Crowd.author(remark, platform, brand, start.getEpochSecond() / 60 + minute, dice);
    String lang = dice.chance(FRENCH) ? "fr" : "en";
    String text;
    if (original == null) {
      Grammar grammar = lang.equals("fr") ? grammars.get("fr") : grammars.get("en");
      text =
          SocialStyle.post(
              Objects.requireNonNull(grammar).say(scenario, brand, dice), lang, remark, dice);
    } else {
      lang = original.lang() == null ? lang : original.lang();
      text = "RT @" + original.author().id() + ": " + original.text();
    }
    return new Mention(
        String.join(
            "-",
            "drill",
            Long.toString(Dice.mix(seed ^ start.toEpochMilli()) >>> 40, 36),
            String.format(Locale.ROOT, "%03d", minute),
            number),
        brand.name(),
        platform,
        text,
        start.plusMillis((long) ((minute * MINUTE + dice.below((int) MINUTE)) / speed)),
        lang,
        author,
        Crowd.engagement(platform, author, dice),
        original == null ? null : original.id(),
        null,
        null,
        true);
  }
}
