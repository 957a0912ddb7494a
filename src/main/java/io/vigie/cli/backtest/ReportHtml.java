package io.vigie.cli.backtest;

import static io.vigie.cli.page.Svg.escaped;

import io.vigie.cli.backtest.Judgement.Outcome;
import io.vigie.cli.page.LevelColour;
import io.vigie.incident.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A back-test as one HTML page that needs nothing else: no script, no network. Brands, names and
 * texts come from strangers and are escaped, and the page forbids itself every source.
 */
final class ReportHtml {

  /** Brands with a plot at most: those with the worst incidents, then those with events. */
  static final int MAX_PLOTS = 30;

  /** A history longer than this many times its incidents and events also gets a closer plot. */
  private static final int CLOSER = 4;

  private static final int MAX_WAVES = 200;
  private static final Duration AROUND = Duration.ofHours(12);

  private final BacktestReport report;
  private final StringBuilder html = new StringBuilder(1 << 18);

  private ReportHtml(BacktestReport report) {
    this.report = report;
  }

  static String of(BacktestReport report) {
    return new ReportHtml(report).page();
  }

  private String page() {
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width"><title>Back-test</title><style>
        body{font:14px/1.45 system-ui,sans-serif;color:#1f2933;max-width:1200px;margin:2em auto;padding:0 1em}
        h1{font-size:1.5em;margin:0 0 .2em}h2{font-size:1.15em;margin:2em 0 .4em;border-bottom:1px solid #d5dae0}
        h3{font-size:1em;margin:1em 0 .3em}table{border-collapse:collapse;width:100%;margin:.6em 0}
        th,td{text-align:left;padding:.25em .6em;border-bottom:1px solid #e5e8ec;vertical-align:top}
        th{color:#52606d;font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}td.t{white-space:nowrap}
        .level{padding:0 .5em;border-radius:.6em;color:#fff;white-space:nowrap}
        .wrong{color:#b91c1c;font-weight:600}.note{color:#52606d;font-size:.92em}
        .key span{display:inline-block;width:1em;height:.7em;margin:0 .3em 0 1em}
        section{break-inside:avoid}@media print{body{margin:0;max-width:none}}
        """);
    html.append(BrandPlot.style()).append("</style></head><body>\n<h1>Back-test</h1>\n");
    if (report.tried().size() > 1) {
      sideBySide();
    }
    SweepCurve sweep = report.sweep();
    if (sweep != null) {
      sweep(sweep);
    }
    for (int i = 0; i < report.tried().size(); i++) {
      one(report.tried().get(i));
    }
    return html.append("</body></html>\n").toString();
  }

  private void sideBySide() {
    html.append("<h2>Side by side</h2>\n<table><tr><th>patterns</th>");
    heads("crises found", "median delay", "alarms", "outside events", "per brand-day", "at crisis");
    html.append("</tr>\n");
    for (Backtest tried : report.tried()) {
      Judgement judgement = tried.judgement();
      html.append("<tr><td>").append(escaped(tried.name())).append("</td>");
      number(judgement.found() + " of " + judgement.crises());
      number(ReportTable.span(judgement.medianDelay()));
      number(String.valueOf(tried.results().waves().size()));
      number(String.valueOf(judgement.falseAlarms().size()));
      number(String.format(java.util.Locale.ROOT, "%.3f", judgement.falseAlarmsPerBrandDay()));
      number(
          String.valueOf(
              tried.results().waves().stream().filter(w -> w.highest() == Level.CRISIS).count()));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void sweep(SweepCurve sweep) {
    html.append("<h2>Sweep of ").append(escaped(sweep.name())).append("</h2>\n");
    html.append(sweep.svg()).append("<table><tr>");
    heads("value", "crises found", "median delay", "alarms", "outside events", "per brand-day");
    heads("no crisis, but too high");
    html.append("</tr>\n");
    for (SweepCurve.Point point : sweep.points()) {
      Judgement judgement = point.judgement();
      html.append("<tr>");
      number(SweepCurve.number(point.value()));
      number(judgement.found() + " of " + judgement.crises());
      number(ReportTable.span(judgement.medianDelay()));
      number(String.valueOf(point.alarms()));
      number(String.valueOf(judgement.falseAlarms().size()));
      number(String.format(java.util.Locale.ROOT, "%.3f", judgement.falseAlarmsPerBrandDay()));
      number(String.valueOf(point.wrong()));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void one(Backtest tried) {
    html.append("<h2>").append(escaped(tried.name())).append("</h2>\n<p>");
    html.append(escaped(ReportTable.what(report.history(), tried))).append("<br>");
    html.append(escaped(ReportTable.falseAlarms(tried.judgement()))).append("</p>\n");
    events(tried.judgement());
    waves(tried);
    List<String> brands = brands(tried);
    if (!brands.isEmpty()) {
      key();
    }
    brands.forEach(brand -> brand(brand, tried));
  }

  private void events(Judgement judgement) {
    if (judgement.outcomes().isEmpty()) {
      return;
    }
    html.append("<h3>What happened, and what was said of it</h3>\n<table><tr>");
    html.append("<th>onset</th><th>brand</th><th>kind</th><th>event</th><th>outcome</th>");
    heads("delay", "lead to peak");
    html.append("<th>level</th></tr>\n");
    for (Outcome outcome : judgement.outcomes()) {
      Event event = outcome.event();
      html.append("<tr>");
      time(event.onset());
      cell(event.brand());
      cell(event.kind().label());
      cell(event.name());
      html.append(outcome.right() ? "<td>" : "<td class=\"wrong\">");
      html.append(ReportTable.inWords(outcome)).append("</td>");
      number(ReportTable.span(outcome.delay()));
      number(ReportTable.span(outcome.lead()));
      level(outcome.highest(), outcome.alarm() != null);
      html.append("</tr>\n");
    }
    html.append("</table>\n<p class=\"note\">Crises found: ")
        .append(judgement.found())
        .append(" of ")
        .append(judgement.crises())
        .append(
            ". Delay: from the onset to the alarm (negative: before it). Lead: from the alarm to"
                + " the end of the busiest hour. Red: a crisis that was missed, or an alarm at a"
                + " higher level than the kind of event deserves.")
        .append(
            judgement.uncovered() > 0
                ? " " + judgement.uncovered() + " event(s) lie outside this history."
                : "")
        .append("</p>\n");
  }

  private void waves(Backtest tried) {
    List<Wave> waves = tried.results().waves();
    if (waves.isEmpty()) {
      html.append("<p>No incident.</p>\n");
      return;
    }
    html.append("<h3>Incidents</h3>\n<table><tr><th>alarm</th><th>brand</th><th>level</th>");
    heads("lasted");
    html.append("<th>patterns</th><th>what it said</th></tr>\n");
    for (Wave wave : waves.subList(0, Math.min(MAX_WAVES, waves.size()))) {
      html.append("<tr>");
      time(wave.alarmAt());
      cell(wave.brand());
      level(wave.highest(), true);
      number(ReportTable.span(Duration.between(wave.alarmAt(), wave.endedAt())));
      cell(String.join(", ", wave.patterns()));
      cell(wave.summary());
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (waves.size() > MAX_WAVES) {
      html.append("<p class=\"note\">and ").append(waves.size() - MAX_WAVES).append(" more</p>\n");
    }
  }

  private void key() {
    html.append("<p class=\"note key\">");
    swatch("#2f6fb3", "mentions (highest of each span of the plot)");
    swatch("#9aa7b4", "expected, with three deviations at the least");
    swatch("#c2410c", "negative");
    swatch("#7c6bb0", "signal");
    for (Level level : Level.values()) {
      swatch(LevelColour.of(level), level.label());
    }
    swatch("#7f1d1d", "crisis that happened");
    swatch("#15803d", "other event");
    html.append(" ▾ alarm. All times UTC.</p>\n");
  }

  private void swatch(String colour, String words) {
    html.append("<span style=\"background:").append(colour).append("\"></span>").append(words);
  }

  private void brand(String brand, Backtest tried) {
    BrandCourse course = tried.results().courses().get(brand);
    if (course == null) {
      return;
    }
    List<SignalSpan> signals =
        tried.results().signals().stream().filter(s -> s.brand().equals(brand)).toList();
    List<Wave> waves =
        tried.results().waves().stream().filter(w -> w.brand().equals(brand)).toList();
    List<Event> events =
        tried.judgement().outcomes().stream()
            .map(Outcome::event)
            .filter(event -> event.brand().equals(brand))
            .toList();
    Judgement.Span span = course.span();
    html.append("<section><h3>").append(escaped(brand)).append("</h3>\n");
    html.append(BrandPlot.draw(brand, course, span.from(), span.to(), signals, waves, events));
    closer(span, waves, events)
        .ifPresent(
            near ->
                html.append("<p class=\"note\">Around the worst incident:</p>")
                    .append(
                        BrandPlot.draw(
                            brand, course, near.from(), near.to(), signals, waves, events)));
    html.append("</section>\n");
  }

  /** Where to look closer in a long history: around the worst incident, or the first crisis. */
  private static java.util.Optional<Judgement.Span> closer(
      Judgement.Span span, List<Wave> waves, List<Event> events) {
    Instant from;
    Instant to;
    Wave worst = waves.stream().max(Comparator.comparingDouble(Wave::peakSeverity)).orElse(null);
    if (worst != null) {
      from = worst.alarmAt();
      to = worst.endedAt();
    } else if (!events.isEmpty()) {
      from = events.get(0).onset();
      to = events.get(0).end();
    } else {
      return java.util.Optional.empty();
    }
    Instant start = latest(from.minus(AROUND), span.from());
    Instant end = earliest(to.plus(AROUND), span.to());
    boolean worth =
        start.isBefore(end)
            && Duration.between(start, end)
                    .multipliedBy(CLOSER)
                    .compareTo(Duration.between(span.from(), span.to()))
                < 0;
    return worth
        ? java.util.Optional.of(new Judgement.Span(start, null, end))
        : java.util.Optional.empty();
  }

  /** Brands with incidents by their severity, then those with events. */
  private static List<String> brands(Backtest tried) {
    Map<String, Double> worst = new HashMap<>();
    tried.judgement().outcomes().forEach(outcome -> worst.put(outcome.event().brand(), 0.0));
    tried.results().waves().forEach(w -> worst.merge(w.brand(), w.peakSeverity(), Math::max));
    List<String> brands = new ArrayList<>(worst.keySet());
    brands.sort(
        Comparator.comparingDouble((String brand) -> -worst.getOrDefault(brand, 0.0))
            .thenComparing(Comparator.naturalOrder()));
    return brands.subList(0, Math.min(MAX_PLOTS, brands.size()));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void heads(String... names) {
    for (String name : names) {
      html.append("<th class=\"n\">").append(name).append("</th>");
    }
  }

  private void cell(String text) {
    html.append("<td>").append(escaped(text)).append("</td>");
  }

  private void number(String text) {
    html.append("<td class=\"n\">").append(escaped(text)).append("</td>");
  }

  private void time(Instant at) {
    html.append("<td class=\"t\">").append(ReportTable.time(at)).append("</td>");
  }

  private void level(Level level, boolean any) {
    html.append("<td>");
    if (any) {
      html.append("<span class=\"level\" style=\"background:")
          .append(LevelColour.of(level))
          .append("\">")
          .append(level.label())
          .append("</span>");
    } else {
      html.append("–");
    }
    html.append("</td>");
  }
}
