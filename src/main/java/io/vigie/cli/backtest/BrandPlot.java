package io.vigie.cli.backtest;

import io.vigie.cli.backtest.BrandCourse.Row;
import io.vigie.cli.page.LevelColour;
import io.vigie.cli.page.Svg;
import io.vigie.incident.Level;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * The plot of one brand over the whole history, or a part of it: volume against its expectation,
 * negative share, surprises, and below them on the same axis of time signals, incidents and what
 * really happened.
 */
final class BrandPlot {

  private static final double WIDTH = 1160;
  private static final double LEFT = 150;
  private static final double RIGHT = 1140;
  private static final double GAP = 26;
  private static final double LANE = 17;
  private static final double BAND_SDS = 3;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** Distances of the marks of time, seconds. */
  private static final long[] TICKS = {
    600,
    1800,
    3600,
    3 * 3600,
    6 * 3600,
    12 * 3600,
    86_400,
    2 * 86_400,
    7 * 86_400,
    14 * 86_400,
    30 * 86_400,
    91 * 86_400,
    365 * 86_400
  };

  private final BrandCourse course;
  private final long from;
  private final long to;
  private final Svg svg = new Svg();
  private double y = 14;

  private BrandPlot(BrandCourse course, Instant from, Instant to) {
    this.course = course;
    this.from = from.getEpochSecond();
    this.to = Math.max(to.getEpochSecond(), this.from + 60);
  }

  /**
   * Draws.
   *
   * @param signals of this brand
   * @param waves of this brand
   * @param events of this brand
   * @return an svg element
   */
  static String draw(
      String brand,
      BrandCourse course,
      Instant from,
      Instant to,
      List<SignalSpan> signals,
      List<Wave> waves,
      List<Event> events) {
    BrandPlot plot = new BrandPlot(course, from, to);
    double top = plot.y;
    plot.volume();
    plot.share();
    plot.surprise();
    plot.lanes(signals, waves, events);
    plot.axis(top);
    return plot.svg.whole(WIDTH, plot.y, brand);
  }

  private void volume() {
    double highest = 1;
    for (int i = 0; i < course.size(); i++) {
      if (shown(i)) {
        highest = Math.max(highest, orZero(course.value(Row.VOLUME, i)));
        highest = Math.max(highest, orZero(upper(i)));
      }
    }
    double height = 150;
    double max = Svg.niceAbove(highest);
    double root = Math.sqrt(max);
    svg.words("name", "start", LEFT, y - 4, "mentions in an hour (square-root scale)");
    for (int i = 0; i <= 2; i++) {
      level(height, i / 2.0, String.format(Locale.ROOT, "%,.0f", max * i * i / 4));
    }
    // A crisis is hundreds of times the usual: on a straight scale the usual would be a line at 0.
    svg.path("band", area(i -> Math.sqrt(upper(i)), i -> Math.sqrt(lower(i)), height, root));
    svg.path("volume", area(i -> Math.sqrt(course.value(Row.VOLUME, i)), i -> 0, height, root));
    svg.path("expected", line(i -> Math.sqrt(course.value(Row.EXPECTED, i)), height, root));
    y += height + GAP;
  }

  private void share() {
    boolean any = false;
    for (int i = 0; i < course.size(); i++) {
      any |= shown(i) && !Double.isNaN(course.value(Row.NEGATIVE_SHARE, i));
    }
    if (!any) {
      return; // counts have no sentiment
    }
    double height = 80;
    frame("negative share", height, 1, "%.1f");
    svg.path("share", line(i -> course.value(Row.NEGATIVE_SHARE, i), height, 1));
    svg.path("expected", line(i -> course.value(Row.NEGATIVE_EXPECTED, i), height, 1));
    y += height + GAP;
  }

  private void surprise() {
    double highest = 8;
    for (int i = 0; i < course.size(); i++) {
      if (shown(i)) {
        highest = Math.max(highest, orZero(course.value(Row.SURPRISE, i)));
        highest = Math.max(highest, orZero(course.value(Row.NEGATIVE_SURPRISE, i)));
      }
    }
    double height = 80;
    double max = Svg.niceAbove(Math.min(highest, 40));
    frame("surprise", height, max, "%.0f");
    svg.path("volume-line", line(i -> Math.min(max, course.value(Row.SURPRISE, i)), height, max));
    svg.path(
        "share", line(i -> Math.min(max, course.value(Row.NEGATIVE_SURPRISE, i)), height, max));
    y += height + GAP;
  }

  private void lanes(List<SignalSpan> signals, List<Wave> waves, List<Event> events) {
    TreeMap<String, List<SignalSpan>> byName = new TreeMap<>();
    for (SignalSpan signal : signals) {
      byName.computeIfAbsent(signal.name(), name -> new ArrayList<>()).add(signal);
    }
    byName.forEach(
        (name, spans) -> {
          lane(name);
          for (SignalSpan span : spans) {
            bar(
                "signal",
                span.from(),
                span.to(),
                name + ", " + HOUR.format(span.from()) + " to " + HOUR.format(span.to()));
          }
          y += LANE;
        });
    lane("incidents");
    for (Wave wave : waves) {
      for (int i = 0; i < wave.revisions().size(); i++) {
        Wave.Revision revision = wave.revisions().get(i);
        Instant until =
            i + 1 < wave.revisions().size() ? wave.revisions().get(i + 1).at() : wave.endedAt();
        bar(
            "level-" + revision.level().label(),
            revision.at(),
            until,
            revision.level().label()
                + " from "
                + HOUR.format(revision.at())
                + ": "
                + wave.summary());
      }
      flag(wave);
    }
    y += LANE;
    if (!events.isEmpty()) {
      lane("what happened");
      for (Event event : events) {
        bar(
            "event-" + (event.kind().crisis() ? "crisis" : "other"),
            event.onset(),
            event.end(),
            event.kind().label() + " from " + HOUR.format(event.onset()) + ": " + event.name());
      }
      y += LANE;
    }
  }

  /** A mark where people were told. */
  private void flag(Wave wave) {
    long at = wave.alarmAt().getEpochSecond();
    if (at >= from && at <= to) {
      double x = x(at);
      svg.path("alarm", "M" + Svg.at(x) + " " + Svg.at(y + 1) + "l4 -7h-8z");
    }
  }

  private void lane(String name) {
    svg.words("label", "end", LEFT - 10, y + 11, name.length() > 24 ? name.substring(0, 24) : name);
    svg.line("grid", LEFT, y + 7.5, RIGHT, y + 7.5);
  }

  private void bar(String kind, Instant start, Instant end, String hint) {
    double x1 = x(Math.max(from, start.getEpochSecond()));
    double x2 = x(Math.min(to, end.getEpochSecond()));
    if (end.getEpochSecond() >= from && start.getEpochSecond() <= to) {
      svg.rect(kind, x1, y + 2, x2 - x1, LANE - 6, hint);
    }
  }

  private void frame(String name, double height, double max, String format) {
    svg.words("name", "start", LEFT, y - 4, name);
    for (int i = 0; i <= 2; i++) {
      level(height, i / 2.0, String.format(Locale.ROOT, format, max * i / 2));
    }
  }

  private void level(double height, double part, String words) {
    double at = y + height - height * part;
    svg.line("grid", LEFT, at, RIGHT, at);
    svg.words("label", "end", LEFT - 10, at + 4, words);
  }

  private void axis(double top) {
    long tick = TICKS[TICKS.length - 1];
    for (int i = TICKS.length - 1; i >= 0; i--) {
      tick = (to - from) / TICKS[i] <= 12 ? TICKS[i] : tick;
    }
    for (long at = Math.floorDiv(from + tick - 1, tick) * tick; at <= to; at += tick) {
      svg.line("tick", x(at), top, x(at), y);
      Instant instant = Instant.ofEpochSecond(at);
      svg.words("label", "middle", x(at), y + 14, (tick >= 86_400 ? DAY : HOUR).format(instant));
    }
    y += 22;
  }

  private String line(IntToDoubleFunction value, double height, double max) {
    StringBuilder path = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < course.size(); i++) {
      double v = value.applyAsDouble(i);
      if (!shown(i) || Double.isNaN(v)) {
        open = false;
        continue;
      }
      path.append(open ? 'L' : 'M')
          .append(Svg.at(x(middle(i))))
          .append(' ')
          .append(Svg.at(y + height - height * Math.max(0, Math.min(v, max)) / max));
      open = true;
    }
    return path.toString();
  }

  /** Areas between two courses, broken where nothing is known. */
  private String area(
      IntToDoubleFunction upper, IntToDoubleFunction lower, double height, double max) {
    StringBuilder path = new StringBuilder();
    int first = -1;
    for (int i = 0; i <= course.size(); i++) {
      boolean known = i < course.size() && shown(i) && !Double.isNaN(upper.applyAsDouble(i));
      if (known && first < 0) {
        first = i;
      } else if (!known && first >= 0) {
        for (int j = first; j < i; j++) {
          point(path, j == first ? 'M' : 'L', j, upper, height, max);
        }
        for (int j = i - 1; j >= first; j--) {
          point(path, 'L', j, lower, height, max);
        }
        path.append('z');
        first = -1;
      }
    }
    return path.toString();
  }

  private void point(
      StringBuilder path, char how, int bin, IntToDoubleFunction value, double height, double max) {
    double v = Math.max(0, Math.min(value.applyAsDouble(bin), max));
    path.append(how)
        .append(Svg.at(x(middle(bin))))
        .append(' ')
        .append(Svg.at(y + height - height * v / max));
  }

  /** Least deviation that the baseline allows for (C1): the true band is this wide or wider. */
  private double deviation(double expected) {
    return Math.sqrt(Math.max(1.2 * expected, Math.pow(0.15 * expected, 2)));
  }

  private double upper(int bin) {
    double expected = course.value(Row.EXPECTED, bin);
    return expected + BAND_SDS * deviation(expected);
  }

  private double lower(int bin) {
    double expected = course.value(Row.EXPECTED, bin);
    return Math.max(0, expected - BAND_SDS * deviation(expected));
  }

  private boolean shown(int bin) {
    long at = course.at(bin).getEpochSecond();
    return at + course.widthSeconds() > from && at <= to;
  }

  private long middle(int bin) {
    long middle = course.at(bin).getEpochSecond() + course.widthSeconds() / 2;
    return Math.max(from, Math.min(to, middle));
  }

  private double x(long second) {
    return LEFT + (RIGHT - LEFT) * (second - from) / (to - from);
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Colours and weights, for the page that holds the plots. */
  static String style() {
    StringBuilder css =
        new StringBuilder(
            """
            svg{width:100%;height:auto;display:block}
            svg text{font:11px system-ui,sans-serif;fill:#445}
            svg text.name{font-weight:600;fill:#223}
            .grid{stroke:#e3e6ea}.tick{stroke:#eef0f3;stroke-dasharray:2 3}
            .band{fill:#9aa7b4;opacity:.35}.expected{fill:none;stroke:#667788;stroke-width:1}
            .volume{fill:#2f6fb3;opacity:.55;stroke:#2f6fb3;stroke-width:.8}
            .volume-line{fill:none;stroke:#2f6fb3;stroke-width:1.2}
            .share{fill:none;stroke:#c2410c;stroke-width:1.2}
            .curve{fill:none;stroke:#2f6fb3;stroke-width:1.5}.point{fill:#111}
            .signal{fill:#7c6bb0}.alarm{fill:#111}
            .event-crisis{fill:#7f1d1d}.event-other{fill:#15803d}
            """);
    for (Level level : Level.values()) {
      css.append(".level-").append(level.label()).append("{fill:").append(LevelColour.of(level));
      css.append("}\n");
    }
    return css.toString();
  }
}
