package io.vigie.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.incident.Level;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known to have happened to a brand.
 *
 * @param brand the brand, in the spelling of the history
 * @param name what happened, in a few words
 * @param onset when it began
 * @param peakHour beginning of its busiest hour, or null if unknown
 * @param end when it was over; not before the onset
 */
public record Event(
    String brand, String name, Kind kind, Instant onset, @Nullable Instant peakHour, Instant end) {

  /** What detection owes to an event. */
  enum Kind {
    /** Must be found. */
    CRISIS(true, Level.CRISIS),
    /** Too small or too slow to be sure of. */
    WEAK_CRISIS(true, Level.CRISIS),
    /** Begins before there is anything to compare it with. */
    CRISIS_NO_BASELINE(true, Level.CRISIS),
    /** Follows on a crisis that may still be open. */
    SECONDARY_CRISIS(true, Level.CRISIS),
    /** May alarm, but is no crisis. */
    BENIGN_SPIKE(false, Level.INCIDENT),
    /** Copied texts: at most worth a look. */
    SPAM_BURST(false, Level.WATCH),
    /** Somebody else's name: at most worth a look. */
    AMBIGUITY_BURST(false, Level.WATCH);

    private final boolean crisis;
    private final Level highest;

    Kind(boolean crisis, Level highest) {
      this.crisis = crisis;
      this.highest = highest;
    }

    /** Whether it is one of the crises. */
    boolean crisis() {
      return crisis;
    }

    /** Highest level that an incident in it may reach. */
    Level highest() {
      return highest;
    }

    /** As written in JSON: kebab-case. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads a JSON array of objects with {@code brand}, {@code event}, {@code kind}, {@code onset},
   * {@code end} and, if known, {@code peakHour}; other fields are ignored.
   *
   * @param problems collects what is wrong
   */
  static List<Event> read(Path file, Problems problems) {
    List<Event> events = new ArrayList<>();
    try {
      JsonNode array = MAPPER.readTree(file.toFile());
      if (!array.isArray()) {
        problems.add(new Problem(file.toString(), 0, "should be a JSON array of events"));
        return events;
      }
      for (int i = 0; i < array.size(); i++) {
        try {
          events.add(event(array.get(i)));
        } catch (IllegalArgumentException | DateTimeException e) {
          problems.add(new Problem(file.toString(), 0, "event " + (i + 1) + ": " + e.getMessage()));
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.add(new Problem(file.toString(), line, "is no JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "cannot be read: " + e));
    }
    return events;
  }

  private static Event event(JsonNode node) {
    Instant onset = instant(required(node, "onset"));
    Instant end = instant(required(node, "end"));
    if (end.isBefore(onset)) {
      throw new IllegalArgumentException("'end' is before 'onset'");
    }
    String peak = node.path("peakHour").asText("");
    return new Event(
        required(node, "brand"),
        required(node, "event"),
        kind(required(node, "kind")),
        onset,
        peak.isEmpty() ? null : instant(peak),
        end);
  }

  private static Kind kind(String label) {
    List<String> known = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
      known.add(kind.label());
    }
    throw new IllegalArgumentException(
        "'kind' is '" + label + "' but should be one of " + String.join(", ", known));
  }

  private static String required(JsonNode node, String field) {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return text;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
