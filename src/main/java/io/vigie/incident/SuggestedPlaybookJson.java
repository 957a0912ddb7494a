package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.HoldingStatement;
import io.vigie.incident.SuggestedPlaybook.Precedent;
import io.vigie.incident.SuggestedPlaybook.SimilarCase;
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
    node.set("similarCases", cases(playbook.similarCases()));
    return node;
  }

  private static @Nullable ArrayNode cases(@Nullable List<SimilarCase> cases) {
    if (cases == null) {
      return null;
    }
    ArrayNode nodes = JsonFields.object().arrayNode();
    for (SimilarCase one : cases) {
      ObjectNode node =
          nodes
              .addObject()
              .put("id", one.id())
              .put("title", one.title())
              .put("distance", JsonFields.rounded(one.distance()))
              .put("alike", one.alike())
              .put("outcome", one.outcome());
      precedents(node.putArray("helped"), one.helped());
      precedents(node.putArray("hurt"), one.hurt());
    }
    return nodes;
  }

  private static void precedents(ArrayNode nodes, List<Precedent> precedents) {
    for (Precedent precedent : precedents) {
      nodes.addObject().put("what", precedent.what()).put("evidence", precedent.evidence());
    }
  }

  private static @Nullable List<SimilarCase> readCases(JsonNode playbook) {
    if (!playbook.hasNonNull("similarCases")) {
      return null;
    }
    List<SimilarCase> cases = new ArrayList<>();
    for (JsonNode node : playbook.get("similarCases")) {
      cases.add(
          new SimilarCase(
              JsonFields.text(node, "id"),
              JsonFields.text(node, "title"),
              JsonFields.number(node, "distance"),
              JsonFields.text(node, "alike"),
              JsonFields.text(node, "outcome"),
              readPrecedents(JsonFields.required(node, "helped")),
              readPrecedents(JsonFields.required(node, "hurt"))));
    }
    return cases;
  }

  private static List<Precedent> readPrecedents(JsonNode nodes) {
    List<Precedent> precedents = new ArrayList<>();
    for (JsonNode node : nodes) {
      precedents.add(
          new Precedent(JsonFields.text(node, "what"), JsonFields.text(node, "evidence")));
    }
    return precedents;
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
        new HoldingStatement(JsonFields.text(statement, "fr"), JsonFields.text(statement, "en")),
        readCases(node));
  }
}
