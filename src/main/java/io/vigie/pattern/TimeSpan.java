package io.vigie.pattern;

import java.time.Duration;

/** A time span as the pattern language writes it. */
final class TimeSpan {

  private TimeSpan() {}

  /** Such as 1d 2h, 90m as 1h 30m, 45s, or 0s; parts below a second are left out. */
  static String inWords(Duration time) {
    StringBuilder words = new StringBuilder();
    append(words, time.toDaysPart(), "d");
    append(words, time.toHoursPart(), "h");
    append(words, time.toMinutesPart(), "m");
    append(words, time.toSecondsPart(), "s");
    return words.isEmpty() ? "0s" : words.toString();
  }

  private static void append(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(words.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }
}
