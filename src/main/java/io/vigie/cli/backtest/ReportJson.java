package io.vigie.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.cli.backtest.Judgement.Outcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A back-test as JSON, for scripts. The same input gives the same bytes: no timings are in it. */
final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  static String of(BacktestReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("history", report.history().kind().name().toLowerCase(java.util.Locale.ROOT));
    if (report.history().bucketSeconds() > 0) {
      root.put("bucketSeconds", report.history().bucketSeconds());
    }
    ArrayNode tried = root.putArray("backtests");
    report.tried().forEach(each -> write(each, tried.addObject()));
    SweepCurve sweep = report.sweep();
    if (sweep != null) {
      write(sweep, root.putObject("sweep"));
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Backtest tried, ObjectNode node) {
    Judgement judgement = tried.judgement();
    node.put("patterns", tried.name());
    node.put("brands", tried.results().courses().size());
    node.put("brandDays", rounded(judgement.brandDays()));
    node.put("crises", judgement.crises());
    node.put("crisesFound", judgement.found());
    seconds(node, "medianDelaySeconds", judgement.medianDelay());
    node.put("falseAlarms", judgement.falseAlarms().size());
    node.put("falseAlarmsPerBrandDay", rounded(judgement.falseAlarmsPerBrandDay()));
    node.put("eventsNotCovered", judgement.uncovered());
    ArrayNode events = node.putArray("events");
    judgement.outcomes().forEach(outcome -> write(outcome, events.addObject()));
    ArrayNode alarms = node.putArray("alarms");
    for (Wave wave : tried.results().waves()) {
      write(wave, judgement.falseAlarms().contains(wave), alarms.addObject());
    }
  }

  private static void write(SweepCurve sweep, ObjectNode node) {
    node.put("threshold", sweep.name());
    ArrayNode points = node.putArray("points");
    for (SweepCurve.Point point : sweep.points()) {
      Judgement judgement = point.judgement();
      ObjectNode one = points.addObject();
      one.put("value", point.value());
      one.put("crises", judgement.crises());
      one.put("crisesFound", judgement.found());
      seconds(one, "medianDelaySeconds", judgement.medianDelay());
      one.put("alarms", point.alarms());
      one.put("falseAlarms", judgement.falseAlarms().size());
      one.put("falseAlarmsPerBrandDay", rounded(judgement.falseAlarmsPerBrandDay()));
      one.put("alarmedTooHigh", point.wrong());
    }
  }

  private static void write(Outcome outcome, ObjectNode node) {
    Event event = outcome.event();
    node.put("brand", event.brand());
    node.put("event", event.name());
    node.put("kind", event.kind().label());
    node.put("onset", event.onset().toString());
    node.put("right", outcome.right());
    Wave alarm = outcome.alarm();
    node.put("alarmed", alarm != null);
    if (alarm != null) {
      node.put("incidentId", alarm.incidentId());
      node.put("wasOpen", outcome.wasOpen());
      node.put("level", outcome.highest().label());
    }
    seconds(node, "delaySeconds", outcome.delay());
    seconds(node, "leadSeconds", outcome.lead());
  }

  private static void write(Wave wave, boolean outsideEvents, ObjectNode node) {
    node.put("brand", wave.brand());
    node.put("at", wave.alarmAt().toString());
    node.put("until", wave.endedAt().toString());
    node.put("incidentId", wave.incidentId());
    node.put("level", wave.highest().label());
    node.put("severity", rounded(wave.peakSeverity()));
    node.put("outsideEvents", outsideEvents);
    ArrayNode patterns = node.putArray("patterns");
    wave.patterns().forEach(patterns::add);
    node.put("summary", wave.summary());
  }

  private static void seconds(ObjectNode node, String field, @Nullable Duration duration) {
    if (duration != null) {
      node.put(field, duration.toSeconds());
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
