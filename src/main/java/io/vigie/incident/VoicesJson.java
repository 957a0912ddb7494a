package io.vigie.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.incident.Voices.Used;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Voices in the JSON of evidence. */
final class VoicesJson {

  private VoicesJson() {}

  static @Nullable ObjectNode write(@Nullable Voices voices) {
    if (voices == null) {
      return null;
    }
    ObjectNode node = JsonFields.object();
    node.put("incidentId", voices.incidentId());
    node.put("sampled", voices.sampled());
    node.put("authors", voices.authors());
    ArrayNode terms = node.putArray("terms");
    for (Term term : voices.terms()) {
      ObjectNode one = terms.addObject();
      one.put("term", term.term());
      one.put("share", JsonFields.rounded(term.share()));
      one.put("usualShare", JsonFields.rounded(term.usualShare()));
      one.put("z", JsonFields.rounded(term.z()));
    }
    used(voices.hashtags(), node.putArray("hashtags"));
    used(voices.links(), node.putArray("links"));
    shares(voices.emotions(), node.putObject("emotions"));
    shares(voices.categories(), node.putObject("categories"));
    node.put("originPlatform", voices.originPlatform());
    ArrayNode first = node.putArray("firstMentions");
    for (FirstMention mention : voices.firstMentions()) {
      ObjectNode one = first.addObject();
      one.put("id", mention.id());
      one.put("platform", mention.platform());
      one.put("createdAt", JsonFields.string(mention.createdAt()));
      one.put("author", mention.author());
      one.put("followers", mention.followers());
      one.put("text", mention.text());
    }
    return node;
  }

  static @Nullable Voices read(JsonNode node) {
    if (!node.isObject()) {
      return null;
    }
    List<Term> terms = new ArrayList<>();
    for (JsonNode term : JsonFields.required(node, "terms")) {
      terms.add(
          new Term(
              JsonFields.text(term, "term"),
              JsonFields.number(term, "share"),
              JsonFields.number(term, "usualShare"),
              JsonFields.number(term, "z")));
    }
    List<FirstMention> first = new ArrayList<>();
    for (JsonNode mention : JsonFields.required(node, "firstMentions")) {
      first.add(
          new FirstMention(
              JsonFields.text(mention, "id"),
              JsonFields.text(mention, "platform"),
              JsonFields.instant(mention, "createdAt"),
              JsonFields.optionalText(mention, "author"),
              JsonFields.whole(mention, "followers"),
              JsonFields.text(mention, "text")));
    }
    return new Voices(
        JsonFields.text(node, "incidentId"),
        Math.toIntExact(JsonFields.whole(node, "sampled")),
        Math.toIntExact(JsonFields.whole(node, "authors")),
        terms,
        used(JsonFields.required(node, "hashtags")),
        used(JsonFields.required(node, "links")),
        shares(JsonFields.required(node, "emotions")),
        shares(JsonFields.required(node, "categories")),
        JsonFields.optionalText(node, "originPlatform"),
        first);
  }

  private static void used(List<Used> terms, ArrayNode array) {
    for (Used term : terms) {
      array.addObject().put("term", term.term()).put("share", JsonFields.rounded(term.share()));
    }
  }

  private static List<Used> used(JsonNode array) {
    List<Used> terms = new ArrayList<>();
    for (JsonNode term : array) {
      terms.add(new Used(JsonFields.text(term, "term"), JsonFields.number(term, "share")));
    }
    return terms;
  }

  private static void shares(Map<String, Double> shares, ObjectNode node) {
    // Sorted: a map that came out of a state has no order of its own.
    new TreeMap<>(shares).forEach((name, share) -> node.put(name, JsonFields.rounded(share)));
  }

  private static Map<String, Double> shares(JsonNode node) {
    Map<String, Double> shares = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> shares.put(name, JsonFields.number(node, name)));
    return shares;
  }
}
