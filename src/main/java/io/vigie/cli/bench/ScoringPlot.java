package io.vigie.cli.bench;

import io.vigie.scoring.Evaluation;
import io.vigie.scoring.ScoringBench.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Accuracy against speed as one picture (SVG): a panel for each language, texts per second of one
 * core on a logarithmic axis, macro recall with its 95 % interval.
 */
public final class ScoringPlot {

  private static final double PANEL = 420;
  private static final double LEFT = 56;
  private static final double TOP = 64;
  private static final double HEIGHT = 320;
  private static final double BOTTOM = 56;

  /** The axes reach this much further than the points. */
  private static final double MARGIN = 0.03;

  /** Two labels closer than this would overlap. */
  private static final double LABEL_HEIGHT = 14;

  private final List<Result> results;
  private final List<String> langs;
  private final StringBuilder svg = new StringBuilder(1 << 14);
  private double slowest;
  private double fastest;
  private double least;
  private double most;

  private ScoringPlot(ScoringBenchReport report) {
    this.results = report.results().stream().filter(row -> !row.byLang().isEmpty()).toList();
    this.langs = List.copyOf(report.languages().keySet());
  }

  /** The picture; without any accuracy there are only axes. */
  public static String of(ScoringBenchReport report) {
    return new ScoringPlot(report).draw(report);
  }

  private String draw(ScoringBenchReport report) {
    scale();
    double width = Math.max(1, langs.size()) * (PANEL + LEFT) + 24;
    double height = TOP + HEIGHT + BOTTOM;
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="sans-serif" font-size="12" role="img">
            <title>Accuracy of sentiment against speed</title>
            <rect width="100%%" height="100%%" fill="#ffffff"/>
            """,
            width,
            height));
    text(LEFT, 22, "start", "#222", "Sentiment: accuracy against speed, one thread", 15);
    for (int panel = 0; panel < langs.size(); panel++) {
      panel(panel, langs.get(panel), report);
    }
    return svg.append("</svg>\n").toString();
  }

  private void scale() {
    slowest = 1e3;
    fastest = 1e5;
    least = 1;
    most = 0;
    for (Result result : results) {
      slowest = Math.min(slowest, result.textsPerSecond());
      fastest = Math.max(fastest, result.textsPerSecond());
      for (Evaluation evaluation : result.byLang().values()) {
        Evaluation.Interval interval = evaluation.interval(Evaluation::macroRecall);
        least = Math.min(least, interval.low());
        most = Math.max(most, interval.high());
      }
    }
    slowest = Math.pow(10, Math.floor(Math.log10(slowest)));
    fastest = Math.pow(10, Math.ceil(Math.log10(fastest)));
    least = Math.max(0, Math.min(least, most) - MARGIN);
    most = Math.min(1, most + MARGIN);
  }

  private double x(int panel, double speed) {
    double part = Math.log10(speed / slowest) / Math.log10(fastest / slowest);
    return LEFT + panel * (PANEL + LEFT) + part * PANEL;
  }

  private double y(double accuracy) {
    return TOP + HEIGHT * (1 - (accuracy - least) / (most - least));
  }

  private void panel(int panel, String lang, ScoringBenchReport report) {
    for (double speed = slowest; speed <= fastest * 1.001; speed *= 10) {
      line(x(panel, speed), TOP, x(panel, speed), TOP + HEIGHT, "#ddd", 1);
      text(
          x(panel, speed),
          TOP + HEIGHT + 18,
          "middle",
          "#555",
          String.format(Locale.ROOT, "%,.0f", speed),
          11);
    }
    for (double tick = Math.ceil(least * 20) / 20; tick <= most; tick += 0.05) {
      line(x(panel, slowest), y(tick), x(panel, fastest), y(tick), "#ddd", 1);
      text(
          x(panel, slowest) - 6,
          y(tick) + 4,
          "end",
          "#555",
          String.format(Locale.ROOT, "%.2f", tick),
          11);
    }
    text(
        x(panel, slowest),
        TOP - 12,
        "start",
        "#222",
        String.format(
            Locale.ROOT, "%s: macro recall on %,d texts", lang, report.languages().get(lang)),
        12);
    text(
        x(panel, Math.sqrt(slowest * fastest)),
        TOP + HEIGHT + 40,
        "middle",
        "#222",
        "texts per second of one core",
        12);
    points(panel, lang);
  }

  private void points(int panel, String lang) {
    List<Result> judged = new ArrayList<>(results);
    judged.sort(
        Comparator.comparingDouble((Result row) -> -accuracy(row, lang))
            .thenComparing(Result::name));
    List<double[]> labels = new ArrayList<>();
    for (Result result : judged) {
      Evaluation evaluation = result.byLang().get(lang);
      if (evaluation == null) {
        continue;
      }
      Evaluation.Interval interval = evaluation.interval(Evaluation::macroRecall);
      double x = x(panel, result.textsPerSecond());
      double y = y(evaluation.macroRecall());
      String colour =
          switch (result.kind()) {
            case "peer" -> "#b35900";
            case "plain" -> "#7a8ca3";
            default -> "#0b5cad";
          };
      line(x, y(interval.low()), x, y(interval.high()), colour, 1.5);
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>%n",
              x,
              y,
              colour));
      boolean onTheRight = result.textsPerSecond() < Math.sqrt(slowest * fastest);
      double labelY = free(labels, x, y - 8, onTheRight);
      text(
          x + (onTheRight ? 9 : -9),
          labelY + 4,
          onTheRight ? "start" : "end",
          colour,
          result.name(),
          11);
    }
  }

  /** A height at which no other label of that side stands. */
  private static double free(List<double[]> labels, double x, double wanted, boolean onTheRight) {
    double y = wanted;
    for (int tries = 0; tries < labels.size() + 1; tries++) {
      for (double[] other : labels) {
        boolean sameSide = (other[2] == 1) == onTheRight && Math.abs(other[0] - x) < PANEL / 2;
        if (sameSide && Math.abs(other[1] - y) < LABEL_HEIGHT) {
          y = other[1] + LABEL_HEIGHT;
        }
      }
    }
    labels.add(new double[] {x, y, onTheRight ? 1 : 0});
    return y;
  }

  private static double accuracy(Result result, String lang) {
    Evaluation evaluation = result.byLang().get(lang);
    return evaluation == null ? 0 : evaluation.macroRecall();
  }

  private void line(double x1, double y1, double x2, double y2, String colour, double width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private void text(double x, double y, String anchor, String colour, String words, int size) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            anchor,
            colour,
            size,
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
