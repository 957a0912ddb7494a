package io.vigie.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers, times and the few words that sentences about incidents share, in English or French. All
 * times are told in UTC.
 */
public final class Words {

  /** Keeps a sign with its number. */
  private static final String NO_BREAK = "\u00a0";

  private final boolean french;
  private final Locale locale;
  private final DateTimeFormatter time;
  private final DateTimeFormatter day;
  private final DateTimeFormatter year;

  private Words(boolean french) {
    this.french = french;
    locale = french ? Locale.FRENCH : Locale.ENGLISH;
    time = formatter(french ? "HH' h 'mm 'UTC'" : "HH:mm 'UTC'");
    day = formatter(french ? " MMMM" : "d MMM");
    year = formatter(" yyyy");
  }

  /** The words of a language: French, or else English. */
  public static Words of(Locale language) {
    return new Words(language.getLanguage().equals(Locale.FRENCH.getLanguage()));
  }

  private DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, locale).withZone(ZoneOffset.UTC);
  }

  String say(String english, String inFrench) {
    return french ? inFrench : english;
  }

  /** What leads from a name to what is said of it. */
  String colon() {
    return french ? NO_BREAK + ": " : ": ";
  }

  String semicolon() {
    return french ? NO_BREAK + "; " : "; ";
  }

  String quoted(String words) {
    return french ? "«" + NO_BREAK + words + NO_BREAK + "»" : "“" + words + "”";
  }

  String whole(long number) {
    return String.format(locale, "%,d", number);
  }

  /** Such as {@code 1 mention}; in French none is singular. */
  String mentions(long mentions) {
    boolean one = mentions == 1 || (french && mentions == 0);
    return whole(mentions) + (one ? " mention" : " mentions");
  }

  /** 0.62 as 62 %. */
  String percent(double share) {
    return Math.round(100 * share) + say(" %", NO_BREAK + "%");
  }

  /** Whole from 100, otherwise at most two decimals that say something. */
  String number(double value) {
    if (!Double.isFinite(value)) {
      return say("unknown", "inconnu");
    }
    if (Math.abs(value) >= 100) {
      return String.format(locale, "%,.0f", value);
    }
    String decimals = String.format(locale, "%.2f", value);
    return decimals.endsWith("00") ? decimals.substring(0, decimals.length() - 3) : decimals;
  }

  /** Such as {@code 40 min}, {@code 5 h 10 min} or {@code 2 d 3 h}. */
  String duration(Duration duration) {
    long minutes = Math.max(0, duration.toMinutes());
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 24 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    long hours = minutes / 60;
    String days = hours / 24 + say(" d", " j");
    return days + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /** Behind “since”: the time, with its day if that is not today. */
  String since(Instant at, Instant now) {
    return isToday(at, now) ? time.format(at) : dayAndTime(at);
  }

  /** Behind “began”. */
  String at(Instant at, Instant now) {
    return french && isToday(at, now) ? "à " + time.format(at) : since(at, now);
  }

  /** A time that stands for itself: as in the record, in French in words. */
  String moment(Instant at) {
    return french ? dayOf(at) + year.format(at) + " à " + time.format(at) : at.toString();
  }

  public String level(Level level) {
    return switch (level) {
      case INFO -> say("info", "information");
      case WATCH -> say("watch", "vigilance");
      case INCIDENT -> say("incident", "incident");
      case CRISIS -> say("crisis", "crise");
    };
  }

  public String status(Status status) {
    return switch (status) {
      case OPEN -> say("open", "ouvert");
      case ESCALATED -> say("escalated", "escaladé");
      case ACKNOWLEDGED -> say("acknowledged", "pris en charge");
      case EASING -> say("easing", "en apaisement");
      case RESOLVED -> say("resolved", "résolu");
      case REOPENED -> say("reopened", "rouvert");
      case MERGED -> say("merged", "fusionné");
    };
  }

  private static boolean isToday(Instant at, Instant now) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  private String dayAndTime(Instant at) {
    return french
        ? "le " + dayOf(at) + " à " + time.format(at)
        : day.format(at) + " " + time.format(at);
  }

  private String dayOf(Instant at) {
    int dayOfMonth = LocalDate.ofInstant(at, ZoneOffset.UTC).getDayOfMonth();
    return (dayOfMonth == 1 ? "1er" : String.valueOf(dayOfMonth)) + day.format(at);
  }
}
