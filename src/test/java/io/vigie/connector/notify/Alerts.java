package io.vigie.connector.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;

/** Invented alerts. */
final class Alerts {

  private Alerts() {}

  static String json(String incident, int revision, String level, String status) {
    return json(incident, revision, level, status, "Plus de réseau depuis ce matin", "Telmora");
  }

  static Alert alert(String incident, int revision, String level, String status) {
    return AlertJson.read(json(incident, revision, level, status));
  }

  static String json(
      String incident, int revision, String level, String status, String text, String brand) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("alertId", "alt-" + incident + "-" + revision);
    node.put("incidentId", incident);
    node.put("revision", revision);
    node.put("status", status);
    node.put("brand", brand);
    node.put("severity", 61.4);
    node.put("severityLevel", level);
    node.putArray("patterns").add("pile-on");
    node.put("startedAt", "2026-03-02T09:00:00Z");
    node.put("detectedAt", "2026-03-02T09:10:00Z");
    node.put("at", "2026-03-02T09:%02d:00Z".formatted(10 + revision));
    node.putNull("firstMentionAt");
    node.put("summary", "Telmora: 412 mentions in the last hour where 35 are usual.");
    ObjectNode evidence = node.putObject("evidence");
    evidence.putArray("signals");
    evidence
        .putArray("mentions")
        .addObject()
        .put("id", "tw-1")
        .put("platform", "twitter")
        .put("text", text)
        .put("createdAt", "2026-03-02T09:05:00Z")
        .put("lang", "fr")
        .put("author", "someone")
        .put("followers", 1200)
        .put("negative", 0.9)
        .put("weight", 2)
        .putNull("url");
    evidence.putArray("factors");
    evidence.putObject("mentionsByPlatform").put("twitter", 412);
    node.put("exercise", false);
    return node.toString();
  }
}
