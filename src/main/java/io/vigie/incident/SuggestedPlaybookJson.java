package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.HoldingStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The suggested playbook in the JSON of alerts. */
final class SuggestedPlaybookJson {

  private SuggestedPlaybookJson() {}

  static @Nullable ObjectNode write(@Nullable SuggestedPlaybook playbook) {
    if (playbook == null) {
      return null;
    }
    ObjectNode node = JsonFields.object();
    node.put("id", playbook.id());
    node.put("version", playbook.version());
    node.put("scenario", playbook.scenario());
    node.put("why", playbook.why());
    node.put("crisisType", playbook.crisisType());
    JsonFields.putStrings(node, "strategy", playbook.strategy());
    JsonFields.putStrings(node, "warnings", playbook.warnings());
    ArrayNode tasks = node.putArray("firstTasks");
    for (FirstTask task : playbook.firstTasks()) {
      tasks
          .addObject()
          .put("task", task.task())
          .put("role", task.role())
          .put("dueAt", JsonFields.string(task.dueAt()));
    }
    node.putObject("holdingStatement")
        .put("fr", playbook.holdingStatement().fr())
        .put("en", playbook.holdingStatement().en());
    return node;
  }

  /** The playbook of an alert, or null where it has none: alerts of before playbooks do not. */
  static @Nullable SuggestedPlaybook read(JsonNode alert) {
    if (!alert.hasNonNull("playbook")) {
      return null;
    }
    JsonNode node = alert.get("playbook");
    List<FirstTask> tasks = new ArrayList<>();
    for (JsonNode task : JsonFields.required(node, "firstTasks")) {
      tasks.add(
          new FirstTask(
              JsonFields.text(task, "task"),
              JsonFields.text(task, "role"),
              JsonFields.instant(task, "dueAt")));
    }
    JsonNode statement = JsonFields.required(node, "holdingStatement");
    return new SuggestedPlaybook(
        JsonFields.text(node, "id"),
        Math.toIntExact(JsonFields.whole(node, "version")),
        JsonFields.text(node, "scenario"),
        JsonFields.text(node, "why"),
        JsonFields.optionalText(node, "crisisType"),
        JsonFields.strings(node, "strategy"),
        JsonFields.strings(node, "warnings"),
        tasks,
        new HoldingStatement(JsonFields.text(statement, "fr"), JsonFields.text(statement, "en")));
  }
}
