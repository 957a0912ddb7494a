package io.vigie.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of incidents and alerts in JSON, written and read one way. */
final class JsonFields {

  private static final int DECIMALS = 4;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxDocumentLength(1 << 20)
                      .build())
              .build());

  private JsonFields() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String write(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values can be written", impossible);
    }
  }

  /**
   * Reads one JSON object.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonNode read(String json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return node;
  }

  /** Rounds to {@link #DECIMALS} decimals; null if missing or not finite, which JSON cannot say. */
  static @Nullable BigDecimal rounded(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return null;
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    BigDecimal plain = rounded.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  static @Nullable String string(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  static void putStrings(ObjectNode node, String field, List<String> values) {
    ArrayNode array = node.putArray(field);
    values.forEach(array::add);
  }

  static String text(JsonNode node, String field) {
    return required(node, field).asText();
  }

  static @Nullable String optionalText(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  static Instant instant(JsonNode node, String field) {
    Instant at = optionalInstant(node, field);
    if (at == null) {
      throw missing(field);
    }
    return at;
  }

  static @Nullable Instant optionalInstant(JsonNode node, String field) {
    String text = optionalText(node, field);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("field '" + field + "' is not an ISO instant", e);
    }
  }

  static double number(JsonNode node, String field) {
    Double number = optionalNumber(node, field);
    if (number == null) {
      throw missing(field);
    }
    return number;
  }

  static @Nullable Double optionalNumber(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      return null;
    }
    if (!node.get(field).isNumber()) {
      throw new IllegalArgumentException("field '" + field + "' is not a number");
    }
    return node.get(field).doubleValue();
  }

  static long whole(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("field '" + field + "' is not a whole number");
    }
    return value.longValue();
  }

  static int revision(JsonNode node) {
    return Math.toIntExact(whole(node, "revision"));
  }

  static boolean flag(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("field '" + field + "' is not true or false");
    }
    return value.booleanValue();
  }

  static List<String> strings(JsonNode node, String field) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : required(node, field)) {
      values.add(value.asText());
    }
    return values;
  }

  /** The constant whose label (its name in lower case) the field holds. */
  static <E extends Enum<E>> E constant(JsonNode node, String field, Class<E> type) {
    String label = text(node, field);
    try {
      return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("field '" + field + "' has an unknown value", e);
    }
  }

  static JsonNode required(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw missing(field);
    }
    return node.get(field);
  }

  private static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException("field '" + field + "' is missing");
  }
}
