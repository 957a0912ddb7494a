package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import io.vigie.incident.Milestones.Merge;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An incident in one sentence of plain English, with numbers rounded as people round them. It never
 * quotes a mention, and the brand's name is made safe for one line.
 */
final class Summary {

  private static final int MAX_BRAND = 80;

  /** Surprise from which something is not worth calling unusual. */
  private static final double UNUSUAL = 2;

  /** Surprise from which a frequency means nothing any more (a hundred thousand years of hours). */
  private static final double NEVER_SEEN = 9;

  /** Surprise beyond which only the order of magnitude means something. */
  private static final double MILLION = 6;

  /** Growth is worth a word if the volume doubles within this many minutes. */
  private static final double SLOWEST_DOUBLING_MINUTES = 90;

  private static final double VELOCITY_SPAN_MINUTES = 15;

  /** Share of the mentions from which a story is mostly on one platform. */
  private static final double MOSTLY = 0.6;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** Terms of the many in the evidence that are told in words. */
  private static final int TERMS = 6;

  private static final int MAX_TERM = 60;

  /** Share from which a category or an emotion is told in words. */
  private static final double WORTH_SAYING = 0.2;

  /** Authors from which breadth is worth a word. */
  private static final double SEVERAL = 5;

  private static final Map<String, String> CATEGORIES =
      Map.of(
          "complaint", "complaints",
          "request", "requests",
          "praise", "praise",
          "hostile", "hostility",
          "claim", "claims");

  private static final Map<String, String> EMOTIONS =
      Map.of(
          "anger", "anger",
          "disgust", "disgust",
          "fear", "fear",
          "sadness", "sadness",
          "joy", "joy",
          "surprise", "surprise");

  private Summary() {}

  /**
   * What is happening.
   *
   * @param step the latest step, or null if there was none
   */
  static String open(Story story, @Nullable IndicatorStep step, Instant now) {
    StringBuilder text = new StringBuilder(subject(story));
    if (step == null) {
      text.append("patterns matched");
    } else {
      appendVolume(text, step.reading(Indicator.VOLUME.label()));
      appendNegativeShare(text, step.reading(Indicator.NEGATIVE_SHARE.label()));
      appendGrowth(text, step.reading(Indicator.VELOCITY.label()));
      appendAuthors(text, step.reading(Indicator.AUTHOR_BREADTH.label()));
    }
    appendPlatforms(text, story.mentionsByPlatform);
    if (story.wave == 1) {
      text.append(", since ").append(time(story.startedAt, now));
    } else {
      text.append(", again since ").append(time(story.waveStartedAt, now));
      text.append(" (wave ").append(story.wave);
      text.append(" of what began ").append(time(story.startedAt, now)).append(')');
    }
    return text.append('.').toString();
  }

  /**
   * What people say, as further sentences with a blank before them; empty if nothing stands out.
   * Terms are strangers' words, but those of several authors, of letters and digits, and safe for
   * one line.
   */
  static String voices(Voices voices) {
    StringBuilder text = new StringBuilder();
    if (!voices.terms().isEmpty()) {
      text.append(" Said more than usual: ");
      text.append(
          voices.terms().stream()
              .limit(TERMS)
              .map(term -> "“" + PlainText.oneLine(term.term(), MAX_TERM) + "”")
              .collect(Collectors.joining(", ")));
      text.append('.');
    }
    List<String> shares = new ArrayList<>();
    addLargest(shares, voices.categories(), CATEGORIES);
    addLargest(shares, voices.emotions(), EMOTIONS);
    if (!shares.isEmpty()) {
      text.append(" Among them ").append(String.join(" and ", shares)).append('.');
    }
    return text.toString();
  }

  /** The label with the largest share, of those that have a name here. */
  private static void addLargest(
      List<String> into, Map<String, Double> shares, Map<String, String> names) {
    shares.entrySet().stream()
        .filter(share -> names.containsKey(share.getKey()) && share.getValue() >= WORTH_SAYING)
        .max(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .ifPresent(share -> into.add(percent(share.getValue()) + " " + names.get(share.getKey())));
  }

  /**
   * What happened.
   *
   * @param wasQuiet false if signals ended but the volume stayed above its old expectation
   */
  static String resolved(Story story, Instant resolvedAt, boolean wasQuiet) {
    String how =
        story.resolvedBy != null
            ? "resolved by " + PlainText.oneLine(story.resolvedBy, MAX_BRAND) + " after "
            : wasQuiet ? "back to normal after " : "no signal any more after ";
    long mentions = story.mentionCount();
    return subject(story)
        + how
        + duration(Duration.between(story.waveStartedAt, resolvedAt))
        + "; peak severity "
        + Math.round(story.peakSeverity)
        + " ("
        + story.peakLevel.label()
        + "), "
        + count(mentions)
        + " since "
        + time(story.startedAt, resolvedAt)
        + (story.wave > 1 ? " in " + story.wave + " waves." : ".");
  }

  /**
   * That another incident tells of it from now on.
   *
   * @param now its story goes on, so it is told as it stands
   */
  static String merged(Story story, Merge merged, Instant now) {
    return subject(story)
        + "merged by "
        + PlainText.oneLine(merged.by(), MAX_BRAND)
        + " into "
        + PlainText.oneLine(merged.into(), MAX_BRAND)
        + ", whose alerts tell the story from now on; peak severity "
        + Math.round(story.peakSeverity)
        + " ("
        + story.peakLevel.label()
        + "), "
        + count(story.mentionCount())
        + " since "
        + time(story.startedAt, now)
        + '.';
  }

  private static String subject(Story story) {
    return (story.exercise ? "Exercise: " : "") + PlainText.oneLine(story.brand, MAX_BRAND) + ": ";
  }

  private static void appendVolume(StringBuilder text, @Nullable IndicatorReading volume) {
    if (volume == null) {
      text.append("signals held");
      return;
    }
    text.append(count(Math.round(volume.value()))).append(" in the last hour");
    Double expected = volume.expected();
    if (expected != null) {
      text.append(" where ").append(usual(expected));
    }
    Double surprise = volume.surprise();
    if (surprise != null && surprise >= UNUSUAL) {
      text.append(" (").append(rarity(surprise)).append(')');
    }
  }

  private static void appendNegativeShare(StringBuilder text, @Nullable IndicatorReading share) {
    if (share == null) {
      return;
    }
    // corrected for the model's errors, so it differs from the counted share that KPIs tell
    text.append(", an estimated ").append(percent(share.value())).append(" negative");
    Double low = share.low();
    Double high = share.high();
    if (low != null && high != null) {
      text.append(" (").append(Math.round(100 * low)).append(" to ");
      text.append(Math.round(100 * high)).append(')');
    }
    Double expected = share.expected();
    if (expected != null) {
      text.append(" against ").append(percent(expected)).append(" usual");
    }
  }

  private static void appendGrowth(StringBuilder text, @Nullable IndicatorReading velocity) {
    if (velocity == null || velocity.value() <= 0) {
      return;
    }
    // FIELD C5: doubling time = span ln 2 / g.
    double minutes = VELOCITY_SPAN_MINUTES * Math.log(2) / velocity.value();
    if (minutes <= SLOWEST_DOUBLING_MINUTES) {
      long rounded = Math.max(1, Math.round(minutes));
      text.append(", doubling every ").append(rounded == 1 ? "minute" : rounded + " minutes");
    }
  }

  /** The effective number: some who write much do not make a crowd. */
  private static void appendAuthors(StringBuilder text, @Nullable IndicatorReading breadth) {
    if (breadth != null && breadth.value() >= SEVERAL) {
      text.append(
          String.format(Locale.ENGLISH, ", by about %,d authors", rounded(breadth.value())));
    }
  }

  /** To two digits. */
  private static long rounded(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(number)) - 1));
    return Math.round(Math.round(number / unit) * unit);
  }

  private static void appendPlatforms(StringBuilder text, Map<String, Long> mentionsByPlatform) {
    List<Map.Entry<String, Long>> platforms =
        mentionsByPlatform.entrySet().stream()
            .filter(platform -> platform.getValue() > 0)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (platforms.isEmpty()) {
      return;
    }
    long all = platforms.stream().mapToLong(Map.Entry::getValue).sum();
    String first = name(platforms.get(0));
    if (platforms.size() == 1) {
      text.append(", on ").append(first);
    } else if (platforms.get(0).getValue() >= MOSTLY * all) {
      text.append(", mostly on ").append(first);
    } else {
      text.append(", mostly on ").append(first).append(" and ").append(name(platforms.get(1)));
    }
  }

  private static String name(Map.Entry<String, Long> platform) {
    return PlainText.oneLine(platform.getKey(), MAX_BRAND);
  }

  private static String count(long mentions) {
    return mentions == 1 ? "1 mention" : String.format(Locale.ENGLISH, "%,d mentions", mentions);
  }

  private static String usual(double expected) {
    if (expected < 1) {
      return "fewer than 1 is usual";
    }
    long rounded = Math.round(expected);
    return rounded == 1 ? "1 is usual" : String.format(Locale.ENGLISH, "%,d are usual", rounded);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /**
   * How often the baseline would show this: one hour in 10^surprise, to one digit. That is one look
   * at one brand; who looks every minute at many sees such things more often. No baseline of two
   * weeks vouches for more than one in a million.
   */
  static String rarity(double surprise) {
    if (surprise >= NEVER_SEEN) {
      return "never seen in the baseline";
    }
    if (surprise > MILLION) {
      return "rarer than one hour in a million";
    }
    double hours = Math.pow(10, surprise);
    double unit = Math.pow(10, Math.floor(surprise));
    long rounded = Math.round(Math.round(hours / unit) * unit);
    return String.format(Locale.ENGLISH, "about one hour in %,d like this", rounded);
  }

  /** Such as {@code 40 min}, {@code 5 h 10 min} or {@code 2 d 3 h}. */
  static String duration(Duration duration) {
    long minutes = Math.max(0, duration.toMinutes());
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 24 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    long hours = minutes / 60;
    return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  private static String time(Instant at, Instant now) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    boolean today = day.equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return (today ? TIME : DAY_AND_TIME).format(at);
  }
}
