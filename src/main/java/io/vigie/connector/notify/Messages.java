package io.vigie.connector.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.Alert;
import io.vigie.incident.PlainText;
import io.vigie.incident.SafeText;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.scoring.Excerpt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What receivers are told of an alert. All of it may end in a chat or a mail, where programs read
 * along: whatever strangers wrote (posts, and names of brands and authors) loses its links, its
 * calls of people and groups, its mark-up and its control characters here.
 */
final class Messages {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_NAME = 80;
  private static final int MAX_SENTENCE = 500;
  private static final int MAX_QUOTE = 200;
  private static final int MENTIONS = 3;
  private static final String NO_LINK = "[link removed]";

  private final @Nullable String link;

  /**
   * @param link address of an incident's page with {@code {incidentId}} in it, or null
   */
  Messages(@Nullable String link) {
    this.link = link;
  }

  /** How grave and which brand, short enough for the subject of a mail. */
  static String title(Alert alert) {
    return "%s%s %d/100 %s (%s)"
        .formatted(
            alert.exercise() ? "EXERCISE " : "",
            alert.severityLevel().name(),
            (int) alert.severity(),
            SafeText.name(alert.brand(), MAX_NAME),
            alert.status().label().toUpperCase(Locale.ROOT));
  }

  /** One sentence for a chat: how grave, which brand, what happened. */
  static String sentence(Alert alert) {
    String summary = summary(alert);
    String brand = SafeText.name(alert.brand(), MAX_NAME) + ": "; // the title has named it
    return title(alert)
        + ": "
        + (summary.startsWith(brand) ? summary.substring(brand.length()) : summary);
  }

  /** The body of a webhook. */
  String webhook(Alert alert) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("alertId", alert.alertId());
    node.put("incidentId", alert.incidentId());
    node.put("revision", alert.revision());
    node.put("status", alert.status().label());
    node.put("brand", SafeText.name(alert.brand(), MAX_NAME));
    node.put("severity", Math.floor(alert.severity() * 10) / 10);
    node.put("severityLevel", alert.severityLevel().label());
    node.put("exercise", alert.exercise());
    ArrayNode patterns = node.putArray("patterns");
    alert.patterns().forEach(patterns::add);
    node.put("startedAt", alert.startedAt().toString());
    node.put("detectedAt", alert.detectedAt().toString());
    node.put("at", alert.at().toString());
    node.put("text", sentence(alert));
    node.put("summary", summary(alert));
    ArrayNode mentions = node.putArray("mentions");
    quotes(alert).forEach(mentions::add);
    addPlaybook(node, alert.playbook());
    node.put("link", pageOf(alert));
    return node.toString();
  }

  private static void addPlaybook(ObjectNode node, @Nullable SuggestedPlaybook playbook) {
    if (playbook == null) {
      node.putNull("playbook");
      return;
    }
    ObjectNode child = node.putObject("playbook");
    child.put("id", playbook.id());
    child.put("scenario", playbook.scenario());
    child.put("why", SafeText.quote(playbook.why(), MAX_SENTENCE, NO_LINK));
    ArrayNode tasks = child.putArray("firstTasks");
    for (FirstTask task : playbook.firstTasks()) {
      tasks
          .addObject()
          .put("task", PlainText.oneLine(task.task(), MAX_SENTENCE))
          .put("role", PlainText.oneLine(task.role(), MAX_NAME))
          .put("dueAt", task.dueAt().toString());
    }
  }

  /**
   * Labels for Alertmanager: what it groups, routes and inhibits by. Two alerts with the same
   * labels are the same alert to it.
   */
  static Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "VigieIncident");
    labels.put("incident", alert.incidentId());
    labels.put("brand", SafeText.name(alert.brand(), MAX_NAME));
    labels.put("severity", alert.severityLevel().label());
    labels.put("exercise", String.valueOf(alert.exercise()));
    SuggestedPlaybook playbook = alert.playbook();
    if (playbook != null) {
      labels.put("scenario", playbook.scenario());
      playbook.firstTasks().stream().findFirst().ifPresent(task -> labels.put("role", task.role()));
    }
    return labels;
  }

  /** Annotations for Alertmanager: what people read. */
  Map<String, String> annotations(Alert alert) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("title", title(alert));
    notes.put("summary", summary(alert));
    notes.put("status", alert.status().label());
    notes.put("revision", String.valueOf(alert.revision()));
    notes.put("patterns", String.join(", ", alert.patterns()));
    List<String> quotes = quotes(alert);
    if (!quotes.isEmpty()) {
      notes.put("mentions", String.join("\n", quotes));
    }
    SuggestedPlaybook playbook = alert.playbook();
    if (playbook != null) {
      notes.put("playbook", playbook.id());
      notes.put("playbookWhy", PlainText.oneLine(playbook.why(), MAX_SENTENCE));
      playbook.firstTasks().stream()
          .findFirst()
          .ifPresent(
              task ->
                  notes.put(
                      "firstTask",
                      "by %s: %s (%s)"
                          .formatted(
                              task.dueAt(),
                              PlainText.oneLine(task.task(), MAX_SENTENCE),
                              PlainText.oneLine(task.role(), MAX_NAME))));
    }
    return notes;
  }

  /** Address of the incident's page, or null where none is configured. */
  @Nullable String pageOf(Alert alert) {
    return link == null
        ? null
        : link.replace(
            "{incidentId}", URLEncoder.encode(alert.incidentId(), StandardCharsets.UTF_8));
  }

  private static String summary(Alert alert) {
    return SafeText.quote(alert.summary(), MAX_SENTENCE, NO_LINK);
  }

  private static List<String> quotes(Alert alert) {
    return alert.evidence().mentions().stream().limit(MENTIONS).map(Messages::quote).toList();
  }

  private static String quote(Excerpt mention) {
    return "[%s] %s: %s"
        .formatted(
            SafeText.name(mention.platform(), MAX_NAME),
            mention.followers() > 0
                ? String.format(Locale.ROOT, "author with %,d followers", mention.followers())
                : "author",
            SafeText.quote(mention.text(), MAX_QUOTE, NO_LINK));
  }
}
