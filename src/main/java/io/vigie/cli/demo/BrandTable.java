package io.vigie.cli.demo;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each brand now, as a table of text: its last hour against what was expected, and
 * its state. Knows no terminal.
 */
final class BrandTable {

  /** From this surprise on, a reading is worth the word signal: once in a million steps. */
  private static final double SURPRISING = 6;

  private static final int NAME_WIDTH = 10;

  /** What the state column says; the worst last. */
  enum State {
    /** Nothing has been said of the brand yet. */
    SILENT,
    /** The baseline is not worth trusting yet. */
    LEARNING,
    QUIET,
    /** An indicator is surprising, and no incident is open. */
    SIGNAL,
    /** An incident is open; its level tells how bad it is. */
    INCIDENT
  }

  private static final class Row {
    @Nullable IndicatorStep step;
    @Nullable Alert alert;

    /** The newest alert of a drill, which never stands in the place of a real one. */
    @Nullable Alert exercise;
  }

  private final TreeMap<String, Row> rows = new TreeMap<>();

  /**
   * @param brands who has a row from the beginning
   */
  BrandTable(List<String> brands) {
    brands.forEach(brand -> rows.put(brand, new Row()));
  }

  /** Takes a brand's newest step; an older one than the last is ignored. */
  void accept(IndicatorStep step) {
    Row row = rows.computeIfAbsent(step.brand(), brand -> new Row());
    if (row.step == null || !step.at().isBefore(row.step.at())) {
      row.step = step;
    }
  }

  /** Takes a brand's newest alert; an earlier revision of the same incident is ignored. */
  void accept(Alert alert) {
    Row row = rows.computeIfAbsent(alert.brand(), brand -> new Row());
    if (alert.exercise()) {
      row.exercise = newer(row.exercise, alert);
    } else {
      row.alert = newer(row.alert, alert);
    }
  }

  private static Alert newer(@Nullable Alert known, Alert alert) {
    if (known == null || !known.incidentId().equals(alert.incidentId())) {
      return alert;
    }
    return known.revision() < alert.revision() ? alert : known;
  }

  private static boolean isOpen(@Nullable Alert alert) {
    return alert != null && !alert.status().isClosed();
  }

  /** The newest step of any brand, or null before the first. */
  @Nullable Instant time() {
    return rows.values().stream()
        .map(row -> row.step)
        .filter(step -> step != null)
        .map(IndicatorStep::at)
        .max(Instant::compareTo)
        .orElse(null);
  }

  State state(String brand) {
    Row row = rows.get(brand);
    return row == null ? State.SILENT : state(row);
  }

  private static State state(Row row) {
    if (isOpen(row.alert)) {
      return State.INCIDENT;
    }
    if (row.step == null) {
      return State.SILENT;
    }
    if (row.step.learning()) {
      return State.LEARNING;
    }
    boolean surprising =
        row.step.readings().stream()
            .anyMatch(reading -> reading.surprise() != null && reading.surprise() >= SURPRISING);
    return surprising ? State.SIGNAL : State.QUIET;
  }

  /** The level of a brand's open incident, or null where none is open. */
  @Nullable Level level(String brand) {
    Row row = rows.get(brand);
    return row == null || row.alert == null || state(row) != State.INCIDENT
        ? null
        : row.alert.severityLevel();
  }

  /** The names of the brands, in the order of the rows. */
  List<String> brands() {
    return List.copyOf(rows.keySet());
  }

  /**
   * A heading, then one line for each brand, each narrower than a terminal of 80 columns; no line
   * has control characters.
   */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%-" + NAME_WIDTH + "s %10s %8s %8s %8s %5s  %s",
            "brand",
            "last hour",
            "expected",
            "surprise",
            "negative",
            "usual",
            "state"));
    rows.forEach((brand, row) -> lines.add(line(brand, row)));
    return lines;
  }

  private static String line(String brand, Row row) {
    IndicatorReading volume = reading(row, Indicator.VOLUME);
    IndicatorReading negative = reading(row, Indicator.NEGATIVE_SHARE);
    return format(
        "%-" + NAME_WIDTH + "s %10s %8s %8s %8s %5s  %s",
        cell(brand),
        volume == null ? "-" : number(volume.value()),
        volume == null ? "-" : number(volume.expected()),
        volume == null || volume.surprise() == null ? "-" : format("%.1f", volume.surprise()),
        negative == null ? "-" : share(negative.value()),
        negative == null ? "-" : share(negative.expected()),
        stateText(row));
  }

  private static String stateText(Row row) {
    State state = state(row);
    String text = state.name().toLowerCase(Locale.ROOT);
    if (state == State.INCIDENT && row.alert != null) {
      return format(
          "%s %d, from %s",
          row.alert.severityLevel().label().toUpperCase(Locale.ROOT),
          (int) row.alert.severity(),
          clock(row.alert.startedAt()));
    }
    if (row.exercise != null && isOpen(row.exercise)) {
      return format(
          "EXERCISE %d, from %s", (int) row.exercise.severity(), clock(row.exercise.startedAt()));
    }
    return text;
  }

  /** Hours and minutes, as people in Paris read them. */
  static String clock(Instant time) {
    return time.atZone(Rhythm.PARIS).toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** A name that fits its column; whatever could move the cursor becomes a space. */
  private static String cell(String name) {
    StringBuilder cell = new StringBuilder();
    name.codePoints()
        .limit(NAME_WIDTH)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(cell::appendCodePoint);
    return cell.toString();
  }

  private static @Nullable IndicatorReading reading(Row row, Indicator indicator) {
    return row.step == null ? null : row.step.reading(indicator.label());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : Long.toString(Math.round(value));
  }

  private static String share(@Nullable Double value) {
    return value == null ? "-" : Math.round(value * 100) + " %";
  }

  private static String format(String format, Object... values) {
    try (Formatter formatter = new Formatter(Locale.ROOT)) {
      return formatter.format(format, values).toString();
    }
  }
}
