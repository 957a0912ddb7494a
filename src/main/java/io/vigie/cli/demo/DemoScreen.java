package io.vigie.cli.demo;

import io.vigie.incident.Alert;
import io.vigie.incident.AlertText;
import io.vigie.signal.IndicatorStep;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The demo on a terminal. A real terminal shows a table that is redrawn in place with the alerts
 * scrolling away above it; without one (or headless) everything is plain lines, and the table comes
 * again at a slower pace.
 *
 * <p>Knows neither Kafka nor Flink: it is given decoded records. Safe to use from several threads.
 */
final class DemoScreen {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  /** Cursor to the start of the line, n lines up, and clear from there. */
  private static final String ERASE_UP = "\r\u001b[%dA\u001b[J";

  /** Longest line of an alert; a usual terminal is a little wider. */
  private static final int COLUMNS = 100;

  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREY = "\u001b[90m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean redraws;
  private final Duration plainPace;
  private final BrandTable table;

  private Locale language = Locale.ENGLISH;
  private String status = "";
  private int drawn;
  private @Nullable Instant lastPlain;

  /**
   * @param redraws true for a real terminal: escape sequences are written
   * @param plainPace least time between two tables of plain lines
   * @param brands who has a row from the beginning
   */
  DemoScreen(PrintStream out, boolean redraws, Duration plainPace, List<String> brands) {
    this.out = out;
    this.redraws = redraws;
    this.plainPace = plainPace;
    this.table = new BrandTable(brands);
  }

  /** Prints a line that stays, such as what has been started. */
  synchronized void line(String text) {
    erase();
    out.println(text);
    redraw();
  }

  /** Sets the language of alerts. */
  synchronized void language(Locale ofAlerts) {
    language = ofAlerts;
  }

  /** Sets the line below the table; shown with the next table. */
  synchronized void status(String text) {
    status = text;
  }

  /** Takes a brand's newest step; shown with the next table. */
  synchronized void step(IndicatorStep step) {
    table.accept(step);
  }

  /** Shows an alert at once, as a block of its own. */
  synchronized void alert(Alert alert) {
    table.accept(alert);
    erase();
    String block = wrap(AlertText.of(alert, language));
    if (redraws) {
      int firstLine = block.indexOf('\n');
      out.print(
          colour(alert)
              + BOLD
              + block.substring(0, firstLine)
              + PLAIN
              + block.substring(firstLine));
    } else {
      out.print("ALERT " + block);
    }
    redraw();
  }

  /**
   * Shows the table as it is now: in place on a terminal, otherwise if the last one is old enough.
   *
   * @param now a clock that only goes forward; decides nothing but the pace
   */
  synchronized void refresh(Instant now) {
    if (table.time() == null) {
      return;
    }
    if (redraws) {
      erase();
      redraw(true);
    } else if (lastPlain == null || !now.isBefore(lastPlain.plus(plainPace))) {
      lastPlain = now;
      body().forEach(out::println);
      out.flush();
    }
  }

  private void redraw() {
    redraw(drawn < 0);
  }

  /** Draws the table again where it stood before something was printed above it. */
  private void redraw(boolean always) {
    if (redraws && (always || drawn < 0)) {
      List<String> body = body();
      body.forEach(out::println);
      drawn = body.size();
    }
    out.flush();
  }

  /** Takes the table from the terminal; a negative count remembers that it was there. */
  private void erase() {
    if (drawn > 0) {
      out.print(String.format(Locale.ROOT, ERASE_UP, drawn));
      drawn = -1;
    }
  }

  private List<String> body() {
    List<String> lines = new ArrayList<>();
    Instant time = table.time();
    lines.add(
        (time == null ? "" : TIME.format(time.atZone(Rhythm.PARIS)) + " in Paris")
            + (status.isEmpty() ? "" : "   " + status));
    List<String> rows = table.lines();
    List<String> brands = table.brands();
    lines.add(redraws ? GREY + rows.get(0) + PLAIN : rows.get(0));
    for (int i = 1; i < rows.size(); i++) {
      lines.add(redraws ? colour(brands.get(i - 1)) + rows.get(i) + PLAIN : rows.get(i));
    }
    return lines;
  }

  private String colour(String brand) {
    return switch (table.state(brand)) {
      case INCIDENT -> BOLD + RED;
      case SIGNAL -> YELLOW;
      case SILENT, LEARNING -> GREY;
      case QUIET -> "";
    };
  }

  /** Breaks long lines between words; what follows is indented by two more. */
  private static String wrap(String block) {
    StringBuilder wrapped = new StringBuilder();
    block.lines().forEach(line -> wrap(line, wrapped));
    return wrapped.toString();
  }

  private static void wrap(String line, StringBuilder out) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    String next = " ".repeat(indent + 2);
    String rest = line;
    while (rest.length() > COLUMNS) {
      int at = rest.lastIndexOf(' ', COLUMNS);
      if (at <= indent + 2) {
        break; // one long word: the terminal may break it where it likes
      }
      out.append(rest, 0, at).append('\n');
      rest = next + rest.substring(at + 1);
    }
    out.append(rest).append('\n');
  }

  private static String colour(Alert alert) {
    return switch (alert.severityLevel()) {
      case CRISIS, INCIDENT -> RED;
      case WATCH -> YELLOW;
      case INFO -> "";
    };
  }
}
