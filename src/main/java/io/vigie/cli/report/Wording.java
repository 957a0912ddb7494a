package io.vigie.cli.report;

import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.incident.Words;
import io.vigie.response.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words, numbers and times of a report in its language. */
final class Wording {

  private static final String UNKNOWN = "–";

  private static final Map<String, String> FRENCH =
      Map.ofEntries(
          Map.entry("anger", "colère"),
          Map.entry("disgust", "dégoût"),
          Map.entry("fear", "peur"),
          Map.entry("joy", "joie"),
          Map.entry("sadness", "tristesse"),
          Map.entry("surprise", "surprise"),
          Map.entry("none", "aucune"),
          Map.entry("volume-surprise", "volume inhabituel"),
          Map.entry("negative-share", "part de mentions négatives"),
          Map.entry("reach", "portée"),
          Map.entry("growth", "croissance"),
          Map.entry("authority", "comptes influents"),
          Map.entry("negative-surprise", "volume négatif inhabituel"),
          Map.entry("press", "reprise par la presse"),
          Map.entry("platforms", "plusieurs plateformes"),
          Map.entry("duration", "durée"),
          Map.entry("victim", "victime"),
          Map.entry("accidental", "accidentelle"),
          Map.entry("preventable", "évitable"),
          Map.entry("inform", "informer"),
          Map.entry("instruct", "donner les consignes"),
          Map.entry("deny", "démentir"),
          Map.entry("diminish", "relativiser"),
          Map.entry("rebuild", "réparer"),
          Map.entry("bolster", "rappeler les acquis"));

  private final boolean french;
  private final Locale locale;
  private final DateTimeFormatter full;
  private final DateTimeFormatter brief;
  private final DateTimeFormatter day;

  private final Words words;

  Wording(Language language, ZoneId zone) {
    french = language == Language.FR;
    locale = french ? Locale.FRENCH : Locale.ENGLISH;
    words = Words.of(locale);
    full = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", locale).withZone(zone);
    brief = DateTimeFormatter.ofPattern("d MMM HH:mm", locale).withZone(zone);
    day = DateTimeFormatter.ofPattern("d MMM", locale).withZone(zone);
  }

  String say(String english, String inFrench) {
    return french ? inFrench : english;
  }

  /** A word of a catalogue (emotion, factor, strategy) in the reader's language. */
  String word(String label) {
    return french ? FRENCH.getOrDefault(label, label) : label.replace('-', ' ');
  }

  String level(Level level) {
    return words.level(level);
  }

  String status(Status status) {
    return words.status(status);
  }

  String language() {
    return french ? "fr" : "en";
  }

  String full(Instant at) {
    return full.format(at);
  }

  String brief(Instant at) {
    return brief.format(at);
  }

  String day(Instant at) {
    return day.format(at);
  }

  String count(double value) {
    return Double.isFinite(value) ? String.format(locale, "%,d", Math.round(value)) : UNKNOWN;
  }

  /** A count as short as an axis needs it: 2 M, 50 k, 800. */
  String axis(double value) {
    if (value >= 1e6) {
      return String.format(locale, value % 1e6 == 0 ? "%.0f M" : "%.1f M", value / 1e6);
    }
    return value >= 1e4 ? String.format(locale, "%.0f k", value / 1e3) : count(value);
  }

  /** With one decimal below ten. */
  String amount(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return UNKNOWN;
    }
    return Math.abs(value) < 10 ? String.format(locale, "%.1f", value) : count(value);
  }

  /** 0.31 as 31 %. */
  String percent(@Nullable Double share) {
    return share == null || !Double.isFinite(share)
        ? UNKNOWN
        : String.format(locale, "%.0f", share * 100) + (french ? " %" : "%");
  }

  /** A balance of -1 to 1 with its sign. */
  String balance(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? UNKNOWN
        : String.format(locale, "%+.2f", value).replace('-', '−');
  }

  String span(@Nullable Long seconds) {
    return seconds == null ? UNKNOWN : span(Duration.ofSeconds(seconds));
  }

  /** Such as 14 min, 3 h 05 or 2 d 4 h. */
  String span(@Nullable Duration span) {
    if (span == null) {
      return UNKNOWN;
    }
    long minutes = span.abs().toMinutes();
    String sign = span.isNegative() && minutes > 0 ? "−" : "";
    if (minutes < 60) {
      return sign + minutes + " min";
    }
    if (minutes < 48 * 60) {
      return sign + String.format(Locale.ROOT, "%d h %02d", minutes / 60, minutes % 60);
    }
    return sign + minutes / 1440 + say(" d ", " j ") + minutes / 60 % 24 + " h";
  }
}
