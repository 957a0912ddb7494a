package io.vigie.cli.report;

import io.vigie.cli.page.Svg;
import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.cli.report.Review.Effect;
import io.vigie.cli.report.TimeChart.Point;
import io.vigie.incident.Alert;
import io.vigie.kpi.KpiWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The charts of a report; an empty text where there is nothing to show. */
final class ReportCharts {

  /** Platforms with a colour of their own; the rest share one. */
  static final int PLATFORMS = 4;

  private static final Duration LEAST_AROUND = Duration.ofHours(3);
  private static final Duration MOST_AROUND = Duration.ofDays(2);

  private final Review review;
  private final Wording words;
  private final Instant from;
  private final Instant to;
  private final List<Step> steps;

  ReportCharts(Review review, Wording words) {
    this.review = review;
    this.words = words;
    Duration around = Duration.between(review.onset(), review.end()).dividedBy(4);
    around = around.compareTo(LEAST_AROUND) < 0 ? LEAST_AROUND : around;
    around = around.compareTo(MOST_AROUND) > 0 ? MOST_AROUND : around;
    from = review.onset().minus(around);
    to = review.end().plus(around);
    steps = review.steps(from, to);
  }

  String volume() {
    double highest = highest(Step::volume, Step::expected);
    return highest <= 0
        ? ""
        : chart(150, Svg.niceAbove(highest))
            .grid(words::axis)
            .area(course(Step::volume))
            .line("expected", course(Step::expected))
            .whole(words.say("Mentions in the last hour", "Mentions sur une heure"));
  }

  String negativeShare() {
    return known(step -> enough(step, step.negativeShare()))
        ? chart(100, 1)
            .grid(words::percent)
            .line("expected", course(Step::negativeExpected))
            .line("strong", course(step -> enough(step, step.negativeShare())))
            .whole(words.say("Negative share", "Part négative"))
        : "";
  }

  String arousal() {
    return known(step -> enough(step, step.arousalShare()))
        ? chart(90, 1)
            .grid(words::percent)
            .line("second", course(step -> enough(step, step.arousalShare())))
            .whole(words.say("Anger, disgust and fear", "Colère, dégoût et peur"))
        : "";
  }

  /** Potential reach of each hour. */
  String reach() {
    Map<Instant, Long> hours = new TreeMap<>();
    for (Kpi kpi : coarse()) {
      hours.merge(kpi.start(), kpi.potentialReach(), Long::sum);
    }
    long highest = hours.values().stream().mapToLong(reach -> reach).max().orElse(0);
    if (highest == 0) {
      return "";
    }
    TimeChart chart = chart(90, Svg.niceAbove(highest)).grid(words::axis);
    hours.forEach(
        (hour, reach) ->
            chart.bar("p0", hour, 0, reach, words.brief(hour) + ": " + words.count(reach)));
    return chart.whole(words.say("Potential reach in an hour", "Portée potentielle par heure"));
  }

  /** Followers of the brand's own account. */
  String followers() {
    List<Point> course = new ArrayList<>();
    for (Kpi kpi : review.records().kpis()) {
      Long followers = kpi.followers();
      if (followers != null && kpi.platform().equals(KpiWindow.ALL_PLATFORMS) && shown(kpi)) {
        course.add(new Point(kpi.start(), followers));
      }
    }
    double highest = course.stream().mapToDouble(Point::value).max().orElse(0);
    return highest <= 0
        ? ""
        : chart(80, Svg.niceAbove(highest))
            .grid(words::axis)
            .line("strong", course)
            .whole(words.say("Followers", "Abonnés"));
  }

  /** Mentions of each hour by platform, stacked. */
  String platforms() {
    List<String> names = platformNames();
    Map<Instant, double[]> hours = new TreeMap<>();
    for (Kpi kpi : coarse()) {
      int at = names.indexOf(kpi.platform());
      double[] counts = hours.computeIfAbsent(kpi.start(), hour -> new double[PLATFORMS + 1]);
      counts[at < 0 ? PLATFORMS : at] += kpi.mentions();
    }
    double highest = 0;
    for (double[] counts : hours.values()) {
      double sum = 0;
      for (double count : counts) {
        sum += count;
      }
      highest = Math.max(highest, sum);
    }
    if (highest <= 0) {
      return "";
    }
    TimeChart chart = chart(120, Svg.niceAbove(highest)).grid(words::axis);
    hours.forEach(
        (hour, counts) -> {
          double low = 0;
          for (int i = 0; i < counts.length; i++) {
            chart.bar("p" + i, hour, low, low + counts[i], words.brief(hour));
            low += counts[i];
          }
        });
    return chart.whole(words.say("Mentions by platform", "Mentions par plateforme"));
  }

  /** The platforms with most mentions, which have a colour of their own. */
  List<String> platformNames() {
    Map<String, Long> mentions = totals(Kpi::mentions);
    return mentions.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> total) -> -total.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(PLATFORMS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether there are more platforms than colours. */
  boolean otherPlatforms() {
    return totals(Kpi::mentions).size() > PLATFORMS;
  }

  private Map<String, Long> totals(ToLongFunction<Kpi> value) {
    Map<String, Long> totals = new TreeMap<>();
    coarse().forEach(kpi -> totals.merge(kpi.platform(), value.applyAsLong(kpi), Long::sum));
    return totals;
  }

  private List<Kpi> coarse() {
    return review.records().kpis().stream()
        .filter(kpi -> !kpi.platform().equals(KpiWindow.ALL_PLATFORMS) && shown(kpi))
        .toList();
  }

  private boolean shown(Kpi kpi) {
    return kpi.start().isAfter(from.minusSeconds(3600)) && kpi.start().isBefore(to);
  }

  private TimeChart chart(double height, double max) {
    TimeChart chart = new TimeChart(words, from, to, height, max);
    review.waveSpans().forEach(wave -> chart.shade(wave.from(), wave.to()));
    List<Alert> alerts = review.records().alerts();
    if (!alerts.isEmpty()) {
      chart.mark("alert", alerts.get(0).at(), "!");
    }
    for (Effect effect : review.effects()) {
      chart.mark("action", effect.at(), String.valueOf(effect.number()));
    }
    return chart;
  }

  /** A share of a handful of mentions jumps between 0 and 1 and tells nothing. */
  private static double enough(Step step, double share) {
    return step.volume() < Review.ENOUGH ? Double.NaN : share;
  }

  private List<Point> course(ToDoubleFunction<Step> value) {
    return steps.stream().map(s -> new Point(s.at(), value.applyAsDouble(s))).toList();
  }

  private boolean known(ToDoubleFunction<Step> value) {
    return steps.stream().anyMatch(step -> !Double.isNaN(value.applyAsDouble(step)));
  }

  @SafeVarargs
  private double highest(ToDoubleFunction<Step>... values) {
    double highest = 0;
    for (ToDoubleFunction<Step> value : values) {
      for (Step step : steps) {
        double v = value.applyAsDouble(step);
        highest = Double.isNaN(v) ? highest : Math.max(highest, v);
      }
    }
    return highest;
  }

  /** Colours and weights, for the page that holds the charts. */
  static String style() {
    return """
        svg{width:100%;height:auto;display:block}
        svg text{font:12px system-ui,sans-serif;fill:#445}svg text.mark{font-weight:700;fill:#111}
        .during{fill:#fef3e2}.grid{stroke:#dfe3e8}.tick{stroke:#e8ebef;stroke-dasharray:2 3}
        .area{fill:#2f6fb3;opacity:.75}.expected{fill:none;stroke:#111827;stroke-width:1.4;stroke-dasharray:5 3}
        .strong{fill:none;stroke:#c2410c;stroke-width:1.8}.second{fill:none;stroke:#7c3aed;stroke-width:1.8}
        .alert{stroke:#b91c1c;stroke-width:1.4}.action{stroke:#15803d;stroke-width:1.4}
        .p0{fill:#2f6fb3}.p1{fill:#c2710c}.p2{fill:#5b8c3a}.p3{fill:#7c6bb0}.p4{fill:#94a3b8}
        i.p0{background:#2f6fb3}i.p1{background:#c2710c}i.p2{background:#5b8c3a}i.p3{background:#7c6bb0}i.p4{background:#94a3b8}
        """;
  }
}
