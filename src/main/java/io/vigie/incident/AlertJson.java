package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as one line of JSON: the contract that people script against. Labels are lower case,
 * times ISO 8601 in UTC, numbers rounded to four decimals, what is unknown is null.
 */
public final class AlertJson {

  private AlertJson() {}

  /** The alert as one line, without a line end. */
  public static String write(Alert alert) {
    ObjectNode node = JsonFields.object();
    node.put("alertId", alert.alertId());
    node.put("incidentId", alert.incidentId());
    node.put("revision", alert.revision());
    node.put("status", alert.status().label());
    node.put("brand", alert.brand());
    node.put("severity", JsonFields.rounded(alert.severity()));
    node.put("severityLevel", alert.severityLevel().label());
    JsonFields.putStrings(node, "patterns", alert.patterns());
    node.put("startedAt", JsonFields.string(alert.startedAt()));
    node.put("detectedAt", JsonFields.string(alert.detectedAt()));
    node.put("at", JsonFields.string(alert.at()));
    node.put("firstMentionAt", JsonFields.string(alert.firstMentionAt()));
    node.put("summary", alert.summary());
    node.set("evidence", EvidenceJson.write(alert.evidence()));
    node.put("exercise", alert.exercise());
    node.set("playbook", SuggestedPlaybookJson.write(alert.playbook()));
    ObjectNode labels = node.putObject("labels");
    new TreeMap<>(alert.labels()).forEach(labels::put);
    return JsonFields.write(node);
  }

  private static Map<String, String> labels(JsonNode alert) {
    Map<String, String> labels = new HashMap<>();
    alert
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  /**
   * Reads what {@link #write} wrote; unknown fields are ignored.
   *
   * @throws IllegalArgumentException if it is no alert, naming the field at fault
   */
  public static Alert read(String json) {
    JsonNode node = JsonFields.read(json);
    return new Alert(
        JsonFields.text(node, "alertId"),
        JsonFields.text(node, "incidentId"),
        JsonFields.revision(node),
        JsonFields.constant(node, "status", Status.class),
        JsonFields.text(node, "brand"),
        JsonFields.number(node, "severity"),
        JsonFields.constant(node, "severityLevel", Level.class),
        JsonFields.strings(node, "patterns"),
        JsonFields.instant(node, "startedAt"),
        JsonFields.instant(node, "detectedAt"),
        JsonFields.instant(node, "at"),
        JsonFields.optionalInstant(node, "firstMentionAt"),
        JsonFields.text(node, "summary"),
        EvidenceJson.read(JsonFields.required(node, "evidence")),
        JsonFields.flag(node, "exercise"),
        SuggestedPlaybookJson.read(node),
        labels(node));
  }
}
