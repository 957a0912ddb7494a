package io.vigie.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchedBrand;
import io.vigie.mention.Watchlist;
import io.vigie.mention.WatchlistSettings;
import io.vigie.signal.PlannedEvent;
import io.vigie.signal.PlannedEventReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The door of the control stream: turns the bytes of one record into a message, or into a dead
 * letter that says why not. It never throws on bad input, and looks at a signature before anything
 * else that a message says. An unknown field is refused: a silence whose {@code pattern} is
 * misspelt would hide more than it should.
 */
public final class ControlReader {

  /** Longest name, id or account, in UTF-16 units. */
  private static final int MAX_NAME = 256;

  /** Longest reason, outcome or effect. */
  private static final int MAX_TEXT = 1_000;

  /** Brands that one planned event may name. */
  private static final int MAX_BRANDS = 200;

  /** Longest silence: what should be hidden for longer is a pattern that should be changed. */
  public static final Duration LONGEST_SILENCE = Duration.ofDays(31);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Set<String> OF_ALL =
      Set.of("id", "type", "at", "issuedAt", "by", ControlJson.KEY_ID, ControlJson.SIGNATURE);
  private static final String EVERY_BRAND = "*";

  private final @Nullable ControlKeys keys;
  private final @Nullable Duration maxAge;
  private final Duration maxAhead;
  private final Watchlist watchlist;

  /**
   * A reader.
   *
   * @param keys whose signature is asked for; null = none is, for a file that its reader vouches
   *     for
   * @param maxAge how long before it is read a message may have been issued; null = any time
   * @param maxAhead how far a clock may be ahead: a message from further ahead is refused
   * @param watchlist spells the brands
   */
  public ControlReader(
      @Nullable ControlKeys keys,
      @Nullable Duration maxAge,
      Duration maxAhead,
      WatchlistSettings watchlist) {
    this.keys = keys;
    this.maxAge = maxAge;
    this.maxAhead = maxAhead;
    this.watchlist = new Watchlist(watchlist.brands());
  }

  /** Why a record is no message. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final DeadLetterReason reason;

    Refused(DeadLetterReason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }

    String detail() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads one record.
   *
   * @param record null for one without a value
   * @param readAt when it was read: {@code issuedAt} is compared with it
   */
  public ControlIntake read(byte @Nullable [] record, Origin origin, Instant readAt) {
    try {
      if (record == null || record.length == 0) {
        throw new Refused(DeadLetterReason.EMPTY, "the record has no value");
      }
      JsonNode node = parse(record);
      checkSignature(node);
      ControlMessage message = message(node);
      checkAge(message, readAt);
      return ControlIntake.of(message, record, origin, readAt);
    } catch (Refused refused) {
      return ControlIntake.dead(
          DeadLetter.of(refused.reason, refused.detail(), record, origin, readAt));
    }
  }

  private static JsonNode parse(byte[] record) throws Refused {
    if (record.length > ControlJson.MAX_BYTES) {
      throw new Refused(
          DeadLetterReason.OVERSIZED,
          "a control message has at most " + ControlJson.MAX_BYTES + " bytes");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
      JsonNode node = ControlJson.parse(record);
      if (node == null || node.isMissingNode()) {
        throw new Refused(DeadLetterReason.EMPTY, "the record is blank");
      }
      if (!node.isObject()) {
        throw new Refused(DeadLetterReason.NOT_AN_OBJECT, "a control message is a JSON object");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new Refused(DeadLetterReason.BAD_ENCODING, "the record is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new Refused(
          DeadLetterReason.MALFORMED, "not JSON, cut off, nested, or with a field twice");
    } catch (IOException | RuntimeException e) {
      throw new Refused(
          DeadLetterReason.MALFORMED, "could not be read: " + e.getClass().getSimpleName());
    }
  }

  private void checkSignature(JsonNode node) throws Refused {
    if (keys == null) {
      return;
    }
    JsonNode keyId = node.get(ControlJson.KEY_ID);
    JsonNode signature = node.get(ControlJson.SIGNATURE);
    if (keyId == null || signature == null || !keyId.isTextual() || !signature.isTextual()) {
      throw new Refused(DeadLetterReason.BAD_SIGNATURE, "it is not signed");
    }
    if (!keys.knows(keyId.textValue())) {
      throw new Refused(DeadLetterReason.BAD_SIGNATURE, "its key is not known here");
    }
    if (!keys.isSigned(keyId.textValue(), ControlJson.canonical(node), signature.textValue())) {
      throw new Refused(DeadLetterReason.BAD_SIGNATURE, "the signature is not that of the message");
    }
  }

  private void checkAge(ControlMessage message, Instant readAt) throws Refused {
    if (maxAge == null) {
      return;
    }
    if (message.issuedAt().isBefore(readAt.minus(maxAge))) {
      throw new Refused(
          DeadLetterReason.STALE,
          "it was issued more than " + maxAge.toSeconds() + " s before it was read");
    }
    if (message.issuedAt().isAfter(readAt.plus(maxAhead))) {
      throw new Refused(
          DeadLetterReason.FUTURE_TIME,
          "it was issued more than " + maxAhead.toSeconds() + " s after it was read");
    }
  }

  private ControlMessage message(JsonNode node) throws Refused {
    String label = text(node, "type", MAX_NAME);
    Type type = null;
    for (Type candidate : Type.values()) {
      type = candidate.label().equals(label) ? candidate : type;
    }
    if (type == null) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD,
          "'type' should be one of "
              + String.join(", ", Stream.of(Type.values()).map(Type::label).toList()));
    }
    Instant issuedAt = instant(node, "issuedAt");
    Instant at = node.hasNonNull("at") ? instant(node, "at") : issuedAt;
    String id = text(node, "id", MAX_NAME);
    String by = text(node, "by", MAX_NAME);
    return switch (type) {
      case ACKNOWLEDGE, RESPONDED -> {
        allow(node, "incidentId");
        yield ofIncident(id, type, at, issuedAt, by, node, null);
      }
      case RESOLVE -> {
        allow(node, "incidentId", "outcome");
        yield ofIncident(id, type, at, issuedAt, by, node, optionalText(node, "outcome"));
      }
      case TASK_DONE -> {
        allow(node, "incidentId", "task");
        yield ofIncident(id, type, at, issuedAt, by, node, text(node, "task", MAX_NAME));
      }
      case MERGE -> {
        allow(node, "incidentId", "into");
        yield ofIncident(id, type, at, issuedAt, by, node, other(node));
      }
      case SILENCE ->
          new ControlMessage(id, type, at, issuedAt, by, null, silence(node, at), null, null);
      case PLANNED_EVENT ->
          new ControlMessage(id, type, at, issuedAt, by, null, null, plannedEvent(node), null);
    };
  }

  private static ControlMessage ofIncident(
      String id,
      Type type,
      Instant at,
      Instant issuedAt,
      String by,
      JsonNode node,
      @Nullable String text)
      throws Refused {
    return new ControlMessage(
        id, type, at, issuedAt, by, text(node, "incidentId", MAX_NAME), null, null, text);
  }

  /** The incident that one is merged into; whether there is one is not known here. */
  private static String other(JsonNode node) throws Refused {
    String into = text(node, "into", MAX_NAME);
    if (into.equals(text(node, "incidentId", MAX_NAME))) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD, "'into' should be another incident than 'incidentId'");
    }
    return into;
  }

  private Silence silence(JsonNode node, Instant at) throws Refused {
    allow(node, "brand", "pattern", "from", "until", "evenCrisis", "reason");
    Instant from = node.hasNonNull("from") ? instant(node, "from") : at;
    Instant until = instant(node, "until");
    if (until.isBefore(from)) {
      throw new Refused(DeadLetterReason.BAD_FIELD, "'until' is before 'from'");
    }
    if (Duration.between(from, until).compareTo(LONGEST_SILENCE) > 0) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD,
          "a silence lasts " + LONGEST_SILENCE.toDays() + " days at most");
    }
    JsonNode evenCrisis = node.get("evenCrisis");
    if (evenCrisis != null && !evenCrisis.isBoolean()) {
      throw new Refused(DeadLetterReason.BAD_FIELD, "'evenCrisis' should be true or false");
    }
    return new Silence(
        spelt(text(node, "brand", MAX_NAME)),
        optionalText(node, "pattern"),
        from,
        until,
        evenCrisis != null && evenCrisis.booleanValue(),
        text(node, "reason", MAX_TEXT));
  }

  private PlannedEvent plannedEvent(JsonNode node) throws Refused {
    allow(node, "name", "brands", "from", "to", "repeat", "until", "zone", "effect");
    Instant from = instant(node, "from");
    Instant to = instant(node, "to");
    String repeat = optionalText(node, "repeat");
    if (repeat != null && !repeat.equals("weekly")) {
      throw new Refused(DeadLetterReason.BAD_FIELD, "'repeat' should be weekly, or left out");
    }
    boolean weekly = repeat != null;
    Duration longest = weekly ? Duration.ofDays(7) : PlannedEventReader.LONGEST;
    if (!to.isAfter(from) || Duration.between(from, to).compareTo(longest) > 0) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD,
          "'to' should be after 'from', by " + longest.toDays() + " days at most");
    }
    String effect = optionalText(node, "effect");
    return new PlannedEvent(
        text(node, "name", MAX_NAME),
        brands(node),
        from,
        to,
        weekly,
        node.hasNonNull("until") ? instant(node, "until") : null,
        zone(node),
        effect == null ? "" : effect);
  }

  private List<String> brands(JsonNode node) throws Refused {
    JsonNode given = node.get("brands");
    if (given == null || !given.isArray() || given.isEmpty() || given.size() > MAX_BRANDS) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD,
          "'brands' should be a list of 1 to " + MAX_BRANDS + " names, or [\"*\"] for every brand");
    }
    List<String> brands = new ArrayList<>();
    for (JsonNode brand : given) {
      brands.add(spelt(checked(brand, "brands", MAX_NAME)));
    }
    return brands.equals(List.of(EVERY_BRAND)) ? List.of() : brands;
  }

  private static String zone(JsonNode node) throws Refused {
    String zone = optionalText(node, "zone");
    try {
      return zone == null ? "UTC" : ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      throw new Refused(DeadLetterReason.BAD_FIELD, "'zone' is no time zone");
    }
  }

  private String spelt(String brand) {
    WatchedBrand listed = watchlist.listed(brand);
    return listed == null ? brand : listed.name();
  }

  private static void allow(JsonNode node, String... own) throws Refused {
    List<String> known = List.of(own);
    for (var field : node.properties()) {
      if (!OF_ALL.contains(field.getKey()) && !known.contains(field.getKey())) {
        throw new Refused(
            DeadLetterReason.BAD_FIELD,
            "a field that this type does not have; known are " + String.join(", ", known));
      }
    }
  }

  private static Instant instant(JsonNode node, String field) throws Refused {
    String text = text(node, field, MAX_NAME);
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // told below, like a time that cannot be
    }
    throw new Refused(
        DeadLetterReason.BAD_TIME, "'" + field + "' should be a time such as 2026-03-02T09:00:00Z");
  }

  private static @Nullable String optionalText(JsonNode node, String field) throws Refused {
    return node.hasNonNull(field) ? checked(node.get(field), field, MAX_TEXT) : null;
  }

  private static String text(JsonNode node, String field, int longest) throws Refused {
    if (!node.hasNonNull(field)) {
      throw new Refused(DeadLetterReason.MISSING_FIELD, "'" + field + "' is missing");
    }
    return checked(node.get(field), field, longest);
  }

  private static String checked(JsonNode value, String field, int longest) throws Refused {
    String text = value.isTextual() ? value.textValue() : "";
    boolean plain = text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (text.isBlank() || text.length() > longest || !plain) {
      throw new Refused(
          DeadLetterReason.BAD_FIELD,
          "'" + field + "' should be one line of text, 1 to " + longest + " characters");
    }
    return text;
  }
}
