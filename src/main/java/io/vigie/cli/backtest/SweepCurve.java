package io.vigie.cli.backtest;

import io.vigie.cli.page.Svg;
import java.util.List;

/**
 * What became of crises and false alarms as one threshold was moved.
 *
 * @param name what was swept, such as {@code volume-spike.surprise}
 * @param points by ascending threshold
 */
public record SweepCurve(String name, List<Point> points) {

  /**
   * One value of the threshold.
   *
   * @param alarms all alarms
   * @param wrong events that are no crisis and alarmed at a higher level than they deserve
   */
  record Point(double value, int alarms, long wrong, Judgement judgement) {

    static Point of(double value, Judgement judgement, int alarms) {
      long wrong =
          judgement.outcomes().stream()
              .filter(outcome -> !outcome.event().kind().crisis() && !outcome.right())
              .count();
      return new Point(value, alarms, wrong, judgement);
    }
  }

  private static final double WIDTH = 720;
  private static final double HEIGHT = 300;
  private static final double LEFT = 60;
  private static final double TOP = 20;
  private static final double BOTTOM = 45;

  /** The curve: to the right false alarms per brand-day, upwards the part of the crises found. */
  String svg() {
    Svg svg = new Svg();
    double most =
        points.stream().mapToDouble(p -> p.judgement().falseAlarmsPerBrandDay()).max().orElse(0);
    double scale = most > 0 ? most : 1;
    double width = WIDTH - LEFT - 40;
    double height = HEIGHT - TOP - BOTTOM;
    for (int tenths = 0; tenths <= 10; tenths += 5) {
      double y = TOP + height * (1 - tenths / 10.0);
      svg.line("grid", LEFT, y, LEFT + width, y);
      svg.words("small", "end", LEFT - 6, y + 4, tenths * 10 + " %");
    }
    StringBuilder path = new StringBuilder();
    String label = "";
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double x = LEFT + width * point.judgement().falseAlarmsPerBrandDay() / scale;
      double y = TOP + height * (1 - found(point));
      path.append(path.length() == 0 ? "M" : "L").append(Svg.at(x)).append(' ').append(Svg.at(y));
      svg.rect("point", x - 3, y - 3, 6, 6, inWords(point));
      label += (label.isEmpty() ? "" : ", ") + number(point.value());
      if (i + 1 == points.size() || !samePlace(point, points.get(i + 1))) {
        svg.words("small", "middle", x, y - 8, label);
        label = "";
      }
    }
    svg.path("curve", path.toString());
    svg.words("small", "start", LEFT, HEIGHT - 22, "0");
    svg.words("small", "end", LEFT + width, HEIGHT - 22, number(Math.round(scale * 1e3) / 1e3));
    svg.words(
        "small", "middle", LEFT + width / 2, HEIGHT - 6, "alarms outside events per brand-day");
    return svg.whole(WIDTH, HEIGHT, "crises found against false alarms, by " + name);
  }

  /** Points that lie on each other share a label. */
  private static boolean samePlace(Point a, Point b) {
    return found(a) == found(b)
        && a.judgement().falseAlarms().size() == b.judgement().falseAlarms().size();
  }

  private static double found(Point point) {
    long crises = point.judgement().crises();
    return crises == 0 ? 0 : (double) point.judgement().found() / crises;
  }

  private String inWords(Point point) {
    return name
        + " "
        + number(point.value())
        + ": "
        + point.judgement().found()
        + " of "
        + point.judgement().crises()
        + " crises, "
        + point.judgement().falseAlarms().size()
        + " alarms outside events";
  }

  /** A number without a needless decimal. */
  static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
