package io.vigie.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.ResultStream;
import java.time.Instant;
import java.util.List;

/**
 * One record of a stream of results.
 *
 * @param key what must be there once: an id, a revision, a window
 * @param at event time by which it is due
 * @param content the whole record where it must be the same in every run, else the key
 */
record Result(String key, Instant at, String content) {

  /** The streams that are judged. */
  static final List<ResultStream> JUDGED =
      List.of(
          ResultStream.SCORED_MENTIONS,
          ResultStream.KPIS,
          ResultStream.SIGNALS,
          ResultStream.INCIDENTS,
          ResultStream.ALERTS);

  private static final ObjectMapper JSON = new ObjectMapper();

  static Result read(ResultStream stream, String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a result that is not JSON in " + stream.topic(), e);
    }
    return switch (stream) {
      case SCORED_MENTIONS -> known(json, "createdAt", "id", "brand");
      case KPIS -> whole(json, line, "end", "brand", "platform", "size", "start", "revision");
      case SIGNALS -> known(json, "at", "brand", "name", "phase", "at");
      case INCIDENTS -> whole(json, line, "updatedAt", "incidentId", "revision");
      case ALERTS -> whole(json, line, "at", "alertId");
      default -> throw new IllegalArgumentException("not judged: " + stream);
    };
  }

  private static Result known(JsonNode json, String at, String... fields) {
    String key = key(json, fields);
    return new Result(key, Instant.parse(json.path(at).asText()), key);
  }

  private static Result whole(JsonNode json, String line, String at, String... fields) {
    return new Result(key(json, fields), Instant.parse(json.path(at).asText()), line);
  }

  private static String key(JsonNode json, String... fields) {
    StringBuilder key = new StringBuilder();
    for (String field : fields) {
      key.append(key.isEmpty() ? "" : " ").append(json.path(field).asText());
    }
    return key.toString();
  }
}
