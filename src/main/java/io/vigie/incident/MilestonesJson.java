package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.Milestones.TaskDone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Milestones in the JSON of incidents. The spans in seconds are told for readers' convenience. */
final class MilestonesJson {

  private MilestonesJson() {}

  static ObjectNode write(Milestones milestones) {
    ObjectNode node = JsonFields.object();
    node.put("onsetAt", JsonFields.string(milestones.onsetAt()));
    node.put("alertedAt", JsonFields.string(milestones.alertedAt()));
    node.put("escalatedAt", JsonFields.string(milestones.escalatedAt()));
    node.put("acknowledgedAt", JsonFields.string(milestones.acknowledgedAt()));
    node.put("acknowledgedBy", milestones.acknowledgedBy());
    node.put("respondedAt", JsonFields.string(milestones.respondedAt()));
    node.put("respondedBy", milestones.respondedBy());
    node.put("resolvedBy", milestones.resolvedBy());
    node.put("outcome", milestones.outcome());
    node.put("baselineAt", JsonFields.string(milestones.baselineAt()));
    Merge merged = milestones.merged();
    node.put("mergedInto", merged == null ? null : merged.into());
    node.put("mergedBy", merged == null ? null : merged.by());
    node.put("mergedAt", JsonFields.string(merged == null ? null : merged.at()));
    node.put("secondsToDetect", milestones.toDetect());
    node.put("secondsToAcknowledge", milestones.toAcknowledge());
    node.put("secondsToRespond", milestones.toRespond());
    node.put("secondsToBaseline", milestones.toBaseline());
    ArrayNode tasks = node.putArray("tasks");
    for (TaskDone task : milestones.tasks()) {
      ObjectNode done = tasks.addObject();
      done.put("task", task.task());
      done.put("by", task.by());
      done.put("at", JsonFields.string(task.at()));
    }
    return node;
  }

  /** Reads the milestones of an incident; none where it has no such field. */
  static Milestones read(JsonNode incident) {
    if (!incident.hasNonNull("milestones")) {
      return Milestones.NONE;
    }
    JsonNode node = incident.get("milestones");
    List<TaskDone> tasks = new ArrayList<>();
    for (JsonNode task : node.path("tasks")) {
      tasks.add(
          new TaskDone(
              JsonFields.text(task, "task"),
              JsonFields.text(task, "by"),
              JsonFields.instant(task, "at")));
    }
    return new Milestones(
        JsonFields.optionalInstant(node, "onsetAt"),
        JsonFields.optionalInstant(node, "alertedAt"),
        JsonFields.optionalInstant(node, "escalatedAt"),
        JsonFields.optionalInstant(node, "acknowledgedAt"),
        JsonFields.optionalText(node, "acknowledgedBy"),
        JsonFields.optionalInstant(node, "respondedAt"),
        JsonFields.optionalText(node, "respondedBy"),
        JsonFields.optionalText(node, "resolvedBy"),
        JsonFields.optionalText(node, "outcome"),
        JsonFields.optionalInstant(node, "baselineAt"),
        List.copyOf(tasks),
        merged(node));
  }

  private static @Nullable Merge merged(JsonNode node) {
    return node.hasNonNull("mergedInto")
        ? new Merge(
            JsonFields.text(node, "mergedInto"),
            JsonFields.text(node, "mergedBy"),
            JsonFields.instant(node, "mergedAt"))
        : null;
  }
}
