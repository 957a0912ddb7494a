package io.vigie.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.kpi.KpiWindow;
import io.vigie.signal.Indicator;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** KPI windows and indicators as the job writes them, read for the report. */
final class RecordJson {

  private RecordJson() {}

  static boolean isOf(JsonNode node, String brand) {
    return node.path("brand").asText().equals(brand);
  }

  /** Whether a KPI window is one that the report reads. */
  static boolean isWanted(JsonNode node) {
    boolean all = node.path("platform").asText().equals(KpiWindow.ALL_PLATFORMS);
    return node.path("size").asText().equals(all ? IncidentRecords.FINE : IncidentRecords.COARSE);
  }

  /**
   * A KPI window.
   *
   * @throws IllegalArgumentException naming the field at fault
   */
  static Kpi kpi(JsonNode node) {
    return new Kpi(
        node.path("platform").asText(),
        node.path("size").asText(),
        at(node, "start"),
        (int) count(node, "revision"),
        count(node, "mentions"),
        count(node, "positive"),
        count(node, "neutral"),
        count(node, "negative"),
        count(node, "interactions"),
        count(node, "potentialReach"),
        node.hasNonNull("followers") ? (Long) count(node, "followers") : null);
  }

  static Step step(Instant at, JsonNode readings) {
    return new Step(
        at,
        number(readings, Indicator.VOLUME, "value"),
        number(readings, Indicator.VOLUME, "expected"),
        number(readings, Indicator.NEGATIVE_SHARE, "value"),
        number(readings, Indicator.NEGATIVE_SHARE, "expected"),
        number(readings, Indicator.AROUSAL_SHARE, "value"));
  }

  static Instant at(JsonNode node, String field) {
    try {
      return Instant.parse(node.path(field).asText());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("field '" + field + "' is not an ISO instant", e);
    }
  }

  static void within(Kpi kpi, Instant from, Instant to, Collection<Kpi> into) {
    if (!kpi.start().isBefore(from) && kpi.start().isBefore(to)) {
      into.add(kpi);
    }
  }

  /** The last revision of each window, by time and platform. */
  static List<Kpi> lastRevisions(Collection<Kpi> kpis) {
    Map<String, Kpi> last = new HashMap<>();
    for (Kpi kpi : kpis) {
      last.merge(
          kpi.size() + '\n' + kpi.platform() + '\n' + kpi.start(),
          kpi,
          (a, b) -> a.revision() > b.revision() ? a : b);
    }
    return last.values().stream()
        .sorted(Comparator.comparing(Kpi::start).thenComparing(Kpi::platform))
        .toList();
  }

  private static long count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("field '" + field + "' is not a whole number");
    }
    return value.longValue();
  }

  private static double number(JsonNode readings, Indicator indicator, String field) {
    JsonNode value = readings.path(indicator.label()).path(field);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }
}
