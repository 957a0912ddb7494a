package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A revision of an incident as one line of JSON, in the manner of {@link AlertJson}. */
public final class IncidentJson {

  private IncidentJson() {}

  /** The revision as one line, without a line end. */
  public static String write(Incident incident) {
    ObjectNode node = JsonFields.object();
    node.put("incidentId", incident.incidentId());
    node.put("brand", incident.brand());
    node.put("revision", incident.revision());
    node.put("status", incident.status().label());
    node.put("severity", JsonFields.rounded(incident.severity()));
    node.put("severityLevel", incident.level().label());
    node.put("peakSeverity", JsonFields.rounded(incident.peakSeverity()));
    JsonFields.putStrings(node, "patterns", incident.patterns());
    node.put("startedAt", JsonFields.string(incident.startedAt()));
    node.put("detectedAt", JsonFields.string(incident.detectedAt()));
    node.put("firstMentionAt", JsonFields.string(incident.firstMentionAt()));
    node.put("updatedAt", JsonFields.string(incident.updatedAt()));
    node.put("resolvedAt", JsonFields.string(incident.resolvedAt()));
    node.put("mentions", incident.mentions());
    node.put("negativeMentions", incident.negativeMentions());
    node.put("summary", incident.summary());
    node.set("evidence", EvidenceJson.write(incident.evidence()));
    node.put("exercise", incident.exercise());
    node.put("plannedEvent", incident.plannedEvent());
    node.set("milestones", MilestonesJson.write(incident.milestones()));
    return JsonFields.write(node);
  }

  /**
   * Reads what {@link #write} wrote; unknown fields are ignored.
   *
   * @throws IllegalArgumentException if it is no incident, naming the field at fault
   */
  public static Incident read(String json) {
    JsonNode node = JsonFields.read(json);
    return new Incident(
        JsonFields.text(node, "incidentId"),
        JsonFields.text(node, "brand"),
        JsonFields.revision(node),
        JsonFields.constant(node, "status", Status.class),
        JsonFields.number(node, "severity"),
        JsonFields.constant(node, "severityLevel", Level.class),
        JsonFields.number(node, "peakSeverity"),
        JsonFields.strings(node, "patterns"),
        JsonFields.instant(node, "startedAt"),
        JsonFields.instant(node, "detectedAt"),
        JsonFields.optionalInstant(node, "firstMentionAt"),
        JsonFields.instant(node, "updatedAt"),
        JsonFields.optionalInstant(node, "resolvedAt"),
        JsonFields.whole(node, "mentions"),
        JsonFields.whole(node, "negativeMentions"),
        JsonFields.text(node, "summary"),
        EvidenceJson.read(JsonFields.required(node, "evidence")),
        JsonFields.flag(node, "exercise"),
        JsonFields.optionalText(node, "plannedEvent"),
        MilestonesJson.read(node));
  }
}
