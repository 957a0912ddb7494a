package io.vigie.cli.backtest;

import io.vigie.cli.backtest.Judgement.Outcome;
import io.vigie.stream.Tallied;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A back-test as text for a terminal. Names come from data: control characters are left out. */
final class ReportTable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final int WORST = 10;

  private ReportTable() {}

  static void print(BacktestReport report, PrintWriter text) {
    for (Backtest tried : report.tried()) {
      text.println(plain(tried.name()));
      text.println("  " + what(report.history(), tried));
      printEvents(tried.judgement(), text);
      text.println("  " + falseAlarms(tried.judgement()));
      printWorst(tried.results().waves(), text);
    }
    SweepCurve sweep = report.sweep();
    if (sweep != null) {
      print(sweep, text);
    }
  }

  private static void print(SweepCurve sweep, PrintWriter text) {
    text.println("sweep of " + plain(sweep.name()));
    text.println(
        format(
            "  %8s  %-9s  %7s  %7s  %14s  %13s  %s",
            "value", "crises", "delay", "alarms", "outside events", "per brand-day", "too high"));
    for (SweepCurve.Point point : sweep.points()) {
      Judgement judgement = point.judgement();
      text.println(
          format(
              "  %8s  %-9s  %7s  %7d  %14d  %13.3f  %d",
              SweepCurve.number(point.value()),
              judgement.found() + " of " + judgement.crises(),
              span(judgement.medianDelay()),
              point.alarms(),
              judgement.falseAlarms().size(),
              judgement.falseAlarmsPerBrandDay(),
              point.wrong()));
    }
  }

  /** What went in and how fast, in one line. */
  static String what(HistoryFiles history, Backtest tried) {
    String read =
        switch (history.kind()) {
          case MENTIONS ->
              format(
                  "%,d records read, %,d scored",
                  count(tried, Tallied.READ), count(tried, Tallied.SCORED));
          case SCORED_MENTIONS -> "scored mentions";
          case COUNTS ->
              format(
                  "%,d mentions counted in buckets of %s",
                  history.counts().stream().mapToLong(CountsFile::total).sum(),
                  span(Duration.ofSeconds(history.bucketSeconds())));
        };
    return format(
        "%s, %d brand(s), %.1f s; signals fired: %,d, alarms: %,d, alerts: %,d",
        read,
        tried.results().courses().size(),
        tried.seconds(),
        count(tried, Tallied.SIGNALS),
        tried.results().waves().size(),
        count(tried, Tallied.ALERTS));
  }

  /** False alarms in one line. */
  static String falseAlarms(Judgement judgement) {
    return format(
        "alarms outside any event: %d in %.1f brand-days = %.3f a day",
        judgement.falseAlarms().size(), judgement.brandDays(), judgement.falseAlarmsPerBrandDay());
  }

  /** What came of an event, in a few words. */
  static String inWords(Outcome outcome) {
    if (outcome.alarm() == null) {
      return outcome.event().kind().crisis() ? "MISSED" : "silent";
    }
    return outcome.wasOpen() ? "open before" : "alarmed";
  }

  /** A span of time such as {@code 12m} or {@code -1h05}; a dash for none. */
  static String span(@Nullable Duration duration) {
    if (duration == null) {
      return "–";
    }
    long minutes = Math.abs(duration.toMinutes());
    String sign = duration.isNegative() && minutes > 0 ? "-" : "";
    return minutes < 60
        ? sign + minutes + "m"
        : minutes < 48 * 60
            ? format("%s%dh%02d", sign, minutes / 60, minutes % 60)
            : format("%s%dd%02dh", sign, minutes / 1440, minutes / 60 % 24);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  private static void printEvents(Judgement judgement, PrintWriter text) {
    if (judgement.outcomes().isEmpty()) {
      return;
    }
    text.println(
        format(
            "  %-16s  %-20s  %-18s  %-11s  %7s  %7s  %-8s  %s",
            "onset", "brand", "kind", "outcome", "delay", "lead", "level", "event"));
    for (Outcome outcome : judgement.outcomes()) {
      text.println(
          format(
              "%s %-16s  %-20s  %-18s  %-11s  %7s  %7s  %-8s  %s",
              outcome.right() ? " " : "!",
              time(outcome.event().onset()),
              shortened(outcome.event().brand(), 20),
              outcome.event().kind().label(),
              inWords(outcome),
              span(outcome.delay()),
              span(outcome.lead()),
              outcome.alarm() == null ? "–" : outcome.highest().label(),
              shortened(outcome.event().name(), 60)));
    }
    Duration median = judgement.medianDelay();
    text.println(
        format(
            "  crises found: %d of %d, median delay %s",
            judgement.found(), judgement.crises(), span(median)));
  }

  private static void printWorst(List<Wave> waves, PrintWriter text) {
    waves.stream()
        .sorted(Comparator.comparingDouble(Wave::peakSeverity).reversed())
        .limit(WORST)
        .forEach(
            wave ->
                text.println(
                    format(
                        "  %s  %-20s  %-8s  severity %3.0f  %s",
                        time(wave.alarmAt()),
                        shortened(wave.brand(), 20),
                        wave.highest().label(),
                        wave.peakSeverity(),
                        shortened(String.join(", ", wave.patterns()), 60))));
    if (waves.size() > WORST) {
      text.println(format("  and %,d more", waves.size() - WORST));
    }
  }

  private static String shortened(String text, int length) {
    String plain = plain(text);
    return plain.length() <= length ? plain : plain.substring(0, length - 1) + "…";
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{C}", " ");
  }

  private static long count(Backtest tried, String name) {
    return tried.counts().get(name) instanceof Long value ? value : 0;
  }

  private static String format(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
