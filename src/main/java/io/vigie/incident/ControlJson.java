package io.vigie.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.signal.PlannedEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Control messages as one line of JSON, flat: texts, lists of texts and flags alone. What is signed
 * is the canonical form: the same object without {@code signature}, its fields sorted by name,
 * without blanks and with every character beyond ASCII as it is (in Python: {@code json.dumps(m,
 * sort_keys=True, separators=(",", ":"), ensure_ascii=False)}).
 */
public final class ControlJson {

  /** Largest message, in bytes. */
  public static final int MAX_BYTES = 16 * 1024;

  static final String SIGNATURE = "signature";
  static final String KEY_ID = "keyId";

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(4)
                      .maxDocumentLength(MAX_BYTES)
                      .maxNumberLength(64)
                      .maxNameLength(64)
                      .build())
              .build());

  private ControlJson() {}

  /**
   * A message as one line.
   *
   * @param keys signs with the first of them; null = unsigned, for files only
   */
  public static String write(ControlMessage message, @Nullable ControlKeys keys) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", message.id());
    node.put("type", message.type().label());
    node.put("at", message.at().toString());
    node.put("issuedAt", message.issuedAt().toString());
    node.put("by", message.by());
    putUnlessNull(node, "incidentId", message.incidentId());
    Silence silence = message.silence();
    if (silence != null) {
      put(node, silence);
    }
    PlannedEvent event = message.plannedEvent();
    if (event != null) {
      put(node, event);
    }
    switch (message.type()) {
      case RESOLVE -> putUnlessNull(node, "outcome", message.text());
      case TASK_DONE -> putUnlessNull(node, "task", message.text());
      case MERGE -> putUnlessNull(node, "into", message.text());
      default -> {}
    }
    if (keys != null) {
      node.put(KEY_ID, keys.signingKeyId());
      node.put(SIGNATURE, keys.sign(keys.signingKeyId(), canonical(node)));
    }
    return text(node);
  }

  /** What is signed. */
  static String canonical(JsonNode message) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    message.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    sorted.remove(SIGNATURE);
    return text(sorted);
  }

  /** Parses a record; throws what Jackson throws. */
  static @Nullable JsonNode parse(byte[] record) throws IOException {
    return MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(record);
  }

  private static void put(ObjectNode node, Silence silence) {
    node.put("brand", silence.brand());
    putUnlessNull(node, "pattern", silence.pattern());
    node.put("from", silence.from().toString());
    node.put("until", silence.until().toString());
    if (silence.evenCrisis()) {
      node.put("evenCrisis", true);
    }
    node.put("reason", silence.reason());
  }

  private static void put(ObjectNode node, PlannedEvent event) {
    node.put("name", event.name());
    var brands = node.putArray("brands");
    if (event.brands().isEmpty()) {
      brands.add("*");
    }
    event.brands().forEach(brands::add);
    node.put("from", event.from().toString());
    node.put("to", event.to().toString());
    if (event.weekly()) {
      node.put("repeat", "weekly");
      Instant until = event.until();
      putUnlessNull(node, "until", until == null ? null : until.toString());
      node.put("zone", event.zone());
    }
    if (!event.effect().isEmpty()) {
      node.put("effect", event.effect());
    }
  }

  private static void putUnlessNull(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static String text(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values can be written", impossible);
    }
  }
}
