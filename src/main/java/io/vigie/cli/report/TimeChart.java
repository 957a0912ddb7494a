package io.vigie.cli.report;

import io.vigie.cli.page.Svg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart over time for a page that is also printed: few lines, a legend in words beside it, the
 * incident shaded, the cell's actions as numbered marks.
 */
final class TimeChart {

  private static final double WIDTH = 1000;
  private static final double LEFT = 62;
  private static final double RIGHT = 990;
  private static final double TOP = 32;

  /** Marks closer than this stand at two heights. */
  private static final double MARK_WIDTH = 14;

  /** Points of a line at most: more than the page can show. */
  private static final int MAX_POINTS = 800;

  private static final long[] TICKS = {
    900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 2 * 86_400, 7 * 86_400
  };
  private static final int MAX_TICKS = 9;

  /** A value at a time; NaN where nothing is known. */
  record Point(Instant at, double value) {}

  private final Wording words;
  private final long from;
  private final long to;
  private final double height;
  private final double max;
  private final Svg svg = new Svg();
  private double lastMark = -MARK_WIDTH;
  private boolean raised;

  /**
   * @param max value at the top, above 0
   */
  TimeChart(Wording words, Instant from, Instant to, double height, double max) {
    this.words = words;
    this.from = from.getEpochSecond();
    this.to = Math.max(to.getEpochSecond(), this.from + 60);
    this.height = height;
    this.max = max;
  }

  /** Shades a span. */
  TimeChart shade(Instant start, Instant end) {
    double left = x(start.getEpochSecond());
    svg.rect("during", left, TOP, x(end.getEpochSecond()) - left, height, "");
    return this;
  }

  /** Lines across, with their values. */
  TimeChart grid(java.util.function.DoubleFunction<String> label) {
    for (int i = 0; i <= 2; i++) {
      double y = TOP + height - height * i / 2;
      svg.line("grid", LEFT, y, RIGHT, y);
      svg.words("label", "end", LEFT - 6, y + 4, label.apply(max * i / 2));
    }
    long tick = TICKS[TICKS.length - 1];
    for (int i = TICKS.length - 1; i >= 0; i--) {
      tick = (to - from) / TICKS[i] <= MAX_TICKS ? TICKS[i] : tick;
    }
    for (long at = Math.floorDiv(from + tick - 1, tick) * tick; at <= to; at += tick) {
      svg.line("tick", x(at), TOP, x(at), TOP + height);
      Instant instant = Instant.ofEpochSecond(at);
      svg.words(
          "label",
          "middle",
          x(at),
          TOP + height + 15,
          tick >= 86_400 ? words.day(instant) : words.brief(instant));
    }
    return this;
  }

  /** A filled course. */
  TimeChart area(List<Point> course) {
    svg.path("area", path(course, true));
    return this;
  }

  /** A line; of kind {@code expected}, {@code strong} or {@code second}. */
  TimeChart line(String kind, List<Point> course) {
    svg.path(kind, path(course, false));
    return this;
  }

  /** A bar of an hour, from one value to another. */
  TimeChart bar(String kind, Instant start, double low, double high, String hint) {
    double left = x(Math.max(from, start.getEpochSecond()));
    double right = x(Math.min(to, start.getEpochSecond() + 3600));
    if (right > left && high > low) {
      double top = y(high);
      svg.rect(kind, left + 0.5, top, Math.max(1, right - left - 1), y(low) - top, hint);
    }
    return this;
  }

  /** A mark at the top with a line down; marks come by time. */
  TimeChart mark(String kind, Instant at, String name) {
    long second = at.getEpochSecond();
    if (second >= from && second <= to) {
      svg.line(kind, x(second), TOP - 4, x(second), TOP + height);
      boolean crowded = x(second) - lastMark < MARK_WIDTH;
      raised = crowded && !raised;
      svg.words("mark", "middle", x(second), raised ? TOP - 19 : TOP - 6, name);
      lastMark = x(second);
    }
    return this;
  }

  String whole(String title) {
    return svg.whole(WIDTH, TOP + height + 22, title);
  }

  private String path(List<Point> course, boolean closed) {
    StringBuilder path = new StringBuilder();
    List<Point> run = new ArrayList<>();
    for (Point point : thinned(course)) {
      if (Double.isNaN(point.value())) {
        append(path, run, closed);
        run.clear();
      } else {
        run.add(point);
      }
    }
    append(path, run, closed);
    return path.toString();
  }

  private void append(StringBuilder path, List<Point> run, boolean closed) {
    for (int i = 0; i < run.size(); i++) {
      path.append(i == 0 ? 'M' : 'L')
          .append(Svg.at(x(run.get(i).at().getEpochSecond())))
          .append(' ')
          .append(Svg.at(y(run.get(i).value())));
    }
    if (closed && !run.isEmpty()) {
      String base = Svg.at(y(0));
      path.append('L').append(Svg.at(x(run.get(run.size() - 1).at().getEpochSecond())));
      path.append(' ').append(base);
      path.append('L').append(Svg.at(x(run.get(0).at().getEpochSecond()))).append(' ').append(base);
      path.append('z');
    }
  }

  /** Of neighbours that fall on one place, the highest: a peak is never lost. */
  private List<Point> thinned(List<Point> course) {
    List<Point> thin = new ArrayList<>();
    long width = Math.max(1, (to - from) / MAX_POINTS);
    long bin = Long.MIN_VALUE;
    for (Point point : course) {
      long second = point.at().getEpochSecond();
      if (second < from || second > to) {
        continue;
      }
      boolean same = (second - from) / width == bin && !Double.isNaN(point.value());
      Point last = thin.isEmpty() ? null : thin.get(thin.size() - 1);
      if (!same || last == null || Double.isNaN(last.value())) {
        thin.add(point);
        bin = (second - from) / width;
      } else if (point.value() > last.value()) {
        thin.set(thin.size() - 1, point);
      }
    }
    return thin;
  }

  private double x(long second) {
    long inside = Math.max(from, Math.min(to, second));
    return LEFT + (RIGHT - LEFT) * (inside - from) / (to - from);
  }

  private double y(double value) {
    return TOP + height - height * Math.max(0, Math.min(value, max)) / max;
  }
}
