package io.vigie.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of the topic of indicators ({@code jobs/schema/indicator.schema.json}). */
final class IndicatorStepReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private IndicatorStepReader() {}

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it is none
   */
  static IndicatorStep read(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!node.path("brand").isTextual()) {
        throw new IllegalArgumentException("no indicators: there is no brand");
      }
      List<IndicatorReading> readings = new ArrayList<>();
      node.path("readings")
          .properties()
          .forEach(
              reading ->
                  readings.add(
                      new IndicatorReading(
                          reading.getKey(),
                          reading.getValue().path("value").asDouble(),
                          number(reading.getValue(), "expected"),
                          number(reading.getValue(), "surprise"),
                          number(reading.getValue(), "low"),
                          number(reading.getValue(), "high"))));
      return new IndicatorStep(
          node.path("brand").asText(),
          Instant.parse(node.path("at").asText()),
          node.path("learning").asBoolean(),
          readings);
    } catch (IOException | DateTimeParseException e) {
      throw new IllegalArgumentException("no indicators: " + e.getMessage(), e);
    }
  }

  private static @Nullable Double number(JsonNode reading, String field) {
    JsonNode value = reading.path(field);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }
}
