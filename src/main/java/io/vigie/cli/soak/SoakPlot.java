package io.vigie.cli.soak;

import io.vigie.cli.page.Svg;
import java.util.List;
import java.util.Locale;

/** Every gauge over time, one below the other, as a picture (SVG); the warm-up is shaded. */
final class SoakPlot {

  private static final double WIDTH = 760;
  private static final double LEFT = 70;
  private static final double RIGHT = 740;
  private static final double TOP = 30;
  private static final double PANEL = 70;
  private static final double GAP = 34;

  private static final String STYLE =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" font-family="sans-serif" role="img">
      <style>.ground{fill:#fff}.warm-up{fill:#f0f2f5}.grid{stroke:#ddd}.course{fill:none;stroke:#0b5cad;stroke-width:1.5}
      .title{font-size:13px;fill:#222}.small{font-size:11px;fill:#555}</style>
      """;

  private SoakPlot() {}

  /** The picture of a run. */
  static String of(List<Sample> samples) {
    double height = TOP + Gauge.values().length * (PANEL + GAP) + 10;
    double end = samples.isEmpty() ? 1 : Math.max(1, samples.get(samples.size() - 1).minute());
    Svg svg = new Svg().rect("ground", 0, 0, WIDTH, height, "");
    double top = TOP;
    for (Gauge gauge : Gauge.values()) {
      panel(svg, gauge, samples, top, end);
      top += PANEL + GAP;
    }
    return STYLE.formatted(Svg.at(WIDTH), Svg.at(height))
        + svg.whole(WIDTH, height, "A soak of " + number(end) + " minutes")
        + "</svg>\n";
  }

  private static void panel(
      Svg svg, Gauge gauge, List<Sample> samples, double top, double minutes) {
    double most = samples.stream().mapToDouble(gauge::of).filter(Double::isFinite).max().orElse(1);
    double scale = Svg.niceAbove(Math.max(most, 1e-3));
    double width = RIGHT - LEFT;
    svg.rect("warm-up", LEFT, top, width / 2, PANEL, "warm-up");
    String unit = gauge.unit().isEmpty() ? "" : ", " + gauge.unit();
    svg.words("title", "start", LEFT, top - 6, gauge.title() + unit);
    for (int part = 0; part <= 2; part++) {
      double y = top + PANEL * (1 - part / 2.0);
      svg.line("grid", LEFT, y, RIGHT, y);
      svg.words("small", "end", LEFT - 6, y + 4, number(scale * part / 2));
      svg.words(
          "small",
          "middle",
          LEFT + width * part / 2,
          top + PANEL + 13,
          number(minutes * part / 2) + (part == 2 ? " min" : ""));
    }
    StringBuilder path = new StringBuilder();
    for (Sample sample : samples) {
      double value = gauge.of(sample);
      if (Double.isFinite(value)) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(Svg.at(LEFT + width * sample.minute() / minutes))
            .append(' ')
            .append(Svg.at(top + PANEL * (1 - value / scale)));
      }
    }
    svg.path("course", path.toString());
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }
}
