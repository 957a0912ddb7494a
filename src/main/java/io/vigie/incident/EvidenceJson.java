package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.scoring.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evidence in the JSON of incidents and alerts. */
final class EvidenceJson {

  private EvidenceJson() {}

  static ObjectNode write(Evidence evidence) {
    ObjectNode node = JsonFields.object();
    ArrayNode signals = node.putArray("signals");
    evidence.signals().forEach(signal -> write(signal, signals.addObject()));
    ArrayNode mentions = node.putArray("mentions");
    evidence.mentions().forEach(mention -> write(mention, mentions.addObject()));
    ArrayNode factors = node.putArray("factors");
    evidence.factors().forEach(factor -> write(factor, factors.addObject()));
    ObjectNode platforms = node.putObject("mentionsByPlatform");
    // Sorted: a map that came out of a state has no order of its own.
    new TreeMap<>(evidence.mentionsByPlatform()).forEach(platforms::put);
    node.set("voices", VoicesJson.write(evidence.voices()));
    return node;
  }

  static Evidence read(JsonNode node) {
    List<SignalEvidence> signals = new ArrayList<>();
    for (JsonNode signal : JsonFields.required(node, "signals")) {
      signals.add(signal(signal));
    }
    List<Excerpt> mentions = new ArrayList<>();
    for (JsonNode mention : JsonFields.required(node, "mentions")) {
      mentions.add(mention(mention));
    }
    List<SeverityFactor> factors = new ArrayList<>();
    for (JsonNode factor : JsonFields.required(node, "factors")) {
      factors.add(
          new SeverityFactor(
              JsonFields.text(factor, "name"),
              JsonFields.number(factor, "value"),
              JsonFields.number(factor, "weight"),
              JsonFields.number(factor, "points")));
    }
    JsonNode platforms = JsonFields.required(node, "mentionsByPlatform");
    Map<String, Long> mentionsByPlatform = new LinkedHashMap<>();
    platforms
        .fieldNames()
        .forEachRemaining(name -> mentionsByPlatform.put(name, JsonFields.whole(platforms, name)));
    return new Evidence(
        signals, mentions, factors, mentionsByPlatform, VoicesJson.read(node.path("voices")));
  }

  private static void write(SignalEvidence signal, ObjectNode node) {
    node.put("name", signal.name());
    node.put("indicator", signal.indicator());
    node.put("at", JsonFields.string(signal.at()));
    node.put("value", JsonFields.rounded(signal.value()));
    node.put("expected", JsonFields.rounded(signal.expected()));
    node.put("surprise", JsonFields.rounded(signal.surprise()));
  }

  private static SignalEvidence signal(JsonNode node) {
    Double value = JsonFields.optionalNumber(node, "value");
    return new SignalEvidence(
        JsonFields.text(node, "name"),
        JsonFields.text(node, "indicator"),
        JsonFields.instant(node, "at"),
        value == null ? Double.NaN : value,
        JsonFields.optionalNumber(node, "expected"),
        JsonFields.optionalNumber(node, "surprise"));
  }

  private static void write(Excerpt mention, ObjectNode node) {
    node.put("id", mention.id());
    node.put("platform", mention.platform());
    node.put("text", mention.text());
    node.put("createdAt", JsonFields.string(mention.createdAt()));
    node.put("lang", mention.lang());
    node.put("author", mention.author());
    node.put("followers", mention.followers());
    node.put("negative", JsonFields.rounded((double) mention.negative()));
    node.put("weight", JsonFields.rounded(mention.weight()));
    node.put("url", mention.url());
  }

  private static Excerpt mention(JsonNode node) {
    return new Excerpt(
        JsonFields.text(node, "id"),
        JsonFields.text(node, "platform"),
        JsonFields.text(node, "text"),
        JsonFields.instant(node, "createdAt"),
        JsonFields.optionalText(node, "lang"),
        JsonFields.optionalText(node, "author"),
        JsonFields.whole(node, "followers"),
        (float) JsonFields.number(node, "negative"),
        JsonFields.number(node, "weight"),
        JsonFields.optionalText(node, "url"));
  }

  private static void write(SeverityFactor factor, ObjectNode node) {
    node.put("name", factor.name());
    node.put("value", JsonFields.rounded(factor.value()));
    node.put("weight", JsonFields.rounded(factor.weight()));
    node.put("points", JsonFields.rounded(factor.points()));
  }
}
