package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.JsonSchemas;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Origin;
import io.vigie.mention.UnlistedBrands;
import io.vigie.mention.WatchedBrand;
import io.vigie.mention.WatchlistSettings;
import io.vigie.signal.PlannedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlReaderTest {

  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Origin ORIGIN = new Origin("vigie.control.v1", 0, 7);
  private static final String OLD = "k2025:" + "o".repeat(32);
  private static final String NEW = "k2026:" + "n".repeat(32);
  static final ControlKeys KEYS = ControlKeys.parse(NEW + "," + OLD);
  private static final WatchlistSettings BRANDS =
      new WatchlistSettings(
          List.of(
              new WatchedBrand(
                  "Telmora",
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of("Telmora SA"),
                  List.of(),
                  null,
                  List.of(),
                  List.of())),
          UnlistedBrands.ACCEPT,
          10);

  private static ControlReader reader(@Nullable ControlKeys keys) {
    return new ControlReader(keys, Duration.ofMinutes(10), Duration.ofMinutes(5), BRANDS);
  }

  static ControlMessage acknowledge(String id, Instant at) {
    return new ControlMessage(id, Type.ACKNOWLEDGE, at, at, "Zoé", "inc-1", null, null, null);
  }

  private static ControlIntake read(String json) {
    return reader(KEYS).read(json.getBytes(StandardCharsets.UTF_8), ORIGIN, NOW);
  }

  private static DeadLetterReason refusal(ControlIntake intake) {
    assertThat(intake.message()).isNull();
    DeadLetter letter = Objects.requireNonNull(intake.deadLetter());
    assertThat(letter.origin()).isEqualTo(ORIGIN);
    return letter.reason();
  }

  /** One of each type. */
  static List<ControlMessage> messages() {
    Silence silence =
        new Silence("Telmora", "pile-on", NOW, NOW.plusSeconds(3600), true, "we know, \"déjà\"");
    PlannedEvent event =
        new PlannedEvent(
            "final",
            List.of(),
            NOW,
            NOW.plusSeconds(7200),
            true,
            NOW.plusSeconds(30L * 86_400),
            "Europe/Paris",
            "loud");
    return List.of(
        acknowledge("a", NOW),
        new ControlMessage("b", Type.SILENCE, NOW, NOW, "Ana", null, silence, null, null),
        new ControlMessage("c", Type.PLANNED_EVENT, NOW, NOW, "Ana", null, null, event, null),
        new ControlMessage("d", Type.RESOLVE, NOW, NOW, "Ana", "inc-1", null, null, "a rumour"),
        new ControlMessage(
            "e", Type.RESPONDED, NOW.minusSeconds(900), NOW, "Ana", "inc-1", null, null, null),
        new ControlMessage("f", Type.TASK_DONE, NOW, NOW, "Ana", "inc-1", null, null, "call legal"),
        new ControlMessage("g", Type.MERGE, NOW, NOW, "Ana", "inc-1", null, null, "inc-2"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    for (ControlMessage message : messages()) {
      ControlIntake intake = read(ControlJson.write(message, KEYS));
      assertThat(intake.message()).as(message.type().label()).isEqualTo(message);
      JsonSchemas.assertDescribed(
          "control-message", ControlJson.write(message, KEYS).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theCanonicalFormIsWhatTheDocumentationSays() {
    String json = ControlJson.write(acknowledge("a", NOW), KEYS);
    assertThat(json)
        .contains(
            // python3: hmac.new(b"n"*32, canonical, "sha256").hexdigest(), see docs/control.md
            "\"signature\":\"" + KEYS.sign("k2026", canonical()) + "\"");
  }

  private static String canonical() {
    return "{\"at\":\"2026-03-02T09:00:00Z\",\"by\":\"Zoé\",\"id\":\"a\",\"incidentId\":\"inc-1\","
        + "\"issuedAt\":\"2026-03-02T09:00:00Z\",\"keyId\":\"k2026\",\"type\":\"acknowledge\"}";
  }

  @Test
  void theSignatureIsThatOfAnyOtherProgram() {
    // python3 -c 'import hmac; print(hmac.new(b"n"*32, CANONICAL.encode(), "sha256").hexdigest())'
    assertThat(KEYS.sign("k2026", canonical()))
        .isEqualTo("cd3632da89ea6a6d2f43e70fa030466e7d365d0ef65c5287b866e288377dc225");
  }

  @Test
  void anOlderKeyIsStillRecognisedAndAnUnknownOneIsNot() {
    ControlKeys old = ControlKeys.parse(OLD);
    assertThat(read(ControlJson.write(acknowledge("a", NOW), old)).message()).isNotNull();
    ControlKeys unknown = ControlKeys.parse("k2024:" + "o".repeat(32));
    assertThat(refusal(read(ControlJson.write(acknowledge("a", NOW), unknown))))
        .isEqualTo(DeadLetterReason.BAD_SIGNATURE);
    ControlKeys sameIdOtherSecret = ControlKeys.parse("k2026:" + "x".repeat(32));
    assertThat(refusal(read(ControlJson.write(acknowledge("a", NOW), sameIdOtherSecret))))
        .isEqualTo(DeadLetterReason.BAD_SIGNATURE);
  }

  @Test
  void theBrandIsSpeltAsOnTheWatchlist() {
    Silence silence =
        new Silence("TELMORA sa", null, NOW, NOW.plusSeconds(60), false, "maintenance");
    ControlMessage message =
        new ControlMessage("b", Type.SILENCE, NOW, NOW, "Ana", null, silence, null, null);
    assertThat(
            Objects.requireNonNull(read(ControlJson.write(message, KEYS)).accepted().silence())
                .brand())
        .isEqualTo("Telmora");
  }

  @Property(tries = 300)
  void whoeverChangesAByteIsRefused(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @IntRange(max = 10_000) int where,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] record = ControlJson.write(messages().get(which), KEYS).getBytes(StandardCharsets.UTF_8);
    byte[] changed = record.clone();
    changed[where % changed.length] ^= (byte) change;
    ControlIntake intake = reader(KEYS).read(changed, ORIGIN, NOW);
    // a change of the blanks between is none; there are none
    assertThat(intake.message()).as(new String(changed, StandardCharsets.UTF_8)).isNull();
    assertThat(Objects.requireNonNull(intake.deadLetter()).original()).isEqualTo(changed);
  }

  @Property(tries = 300)
  void whateverIsReadGivesExactlyOneOfTheTwo(@ForAll byte[] record) {
    for (ControlReader reader : List.of(reader(KEYS), reader(null))) {
      ControlIntake intake = reader.read(record, ORIGIN, NOW);
      assertThat(intake.message() == null).isNotEqualTo(intake.deadLetter() == null);
    }
  }

  @Test
  void anOldMessageAndOneOfTheFutureAreRefused() {
    assertThat(refusal(read(ControlJson.write(acknowledge("a", NOW.minusSeconds(601)), KEYS))))
        .isEqualTo(DeadLetterReason.STALE);
    assertThat(read(ControlJson.write(acknowledge("a", NOW.minusSeconds(600)), KEYS)).message())
        .isNotNull();
    assertThat(refusal(read(ControlJson.write(acknowledge("a", NOW.plusSeconds(301)), KEYS))))
        .isEqualTo(DeadLetterReason.FUTURE_TIME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'' | empty",
        "nonsense | malformed",
        "{} {} | malformed",
        "[] | not-an-object",
        "{\"id\":\"a\",\"id\":\"b\"} | malformed",
        "{\"id\":\"a\"} | missing-field",
        "{\"type\":\"delete\"} | bad-field",
        "{\"id\":\"a\",\"by\":\"b\",\"type\":\"merge\",\"issuedAt\":\"2026-03-02T09:00:00Z\",\"incidentId\":\"i\"} | missing-field",
        "{\"type\":\"acknowledge\",\"issuedAt\":\"now\"} | bad-time",
        "{\"type\":\"acknowledge\",\"issuedAt\":\"0001-01-01T00:00:00Z\"} | bad-time",
      })
  void whatIsNoMessageSaysWhy(String record, String code) {
    byte[] bytes = (record.equals("''") ? "" : record).getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(reader(null).read(bytes, ORIGIN, NOW)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acknowledge | \"incidentId\":\"inc-1\",\"brand\":\"Telmora\"",
        "acknowledge | \"incidentId\":7",
        "acknowledge | \"incidentId\":\"a\\nb\"",
        "merge | \"incidentId\":\"inc-1\",\"into\":\"inc-1\"",
        "merge | \"incidentId\":\"inc-1\",\"into\":\"inc-2\",\"outcome\":\"x\"",
        "silence | \"brand\":\"T\",\"until\":\"2026-03-02T08:00:00Z\",\"reason\":\"x\"",
        "silence | \"brand\":\"T\",\"until\":\"2027-03-02T08:00:00Z\",\"reason\":\"x\"",
        "silence | \"brand\":\"T\",\"until\":\"2026-03-02T10:00:00Z\",\"reason\":\"x\",\"patern\":\"p\"",
        "silence | \"brand\":\"T\",\"until\":\"2026-03-02T10:00:00Z\",\"reason\":\"x\",\"evenCrisis\":\"yes\"",
        "planned-event | \"name\":\"n\",\"brands\":[],\"from\":\"2026-03-02T10:00:00Z\",\"to\":\"2026-03-02T11:00:00Z\"",
        "planned-event | \"name\":\"n\",\"brands\":[\"T\"],\"from\":\"2026-03-02T10:00:00Z\",\"to\":\"2026-03-02T10:00:00Z\"",
        "planned-event | \"name\":\"n\",\"brands\":[\"T\"],\"from\":\"2026-03-02T10:00:00Z\",\"to\":\"2026-03-02T11:00:00Z\",\"repeat\":\"daily\"",
        "planned-event | \"name\":\"n\",\"brands\":[\"T\"],\"from\":\"2026-03-02T10:00:00Z\",\"to\":\"2026-03-02T11:00:00Z\",\"zone\":\"Mars\"",
      })
  void aFieldThatCannotBeIsRefused(String type, String fields) {
    String json =
        "{\"id\":\"a\",\"type\":\"%s\",\"issuedAt\":\"2026-03-02T09:00:00Z\",\"by\":\"Ana\",%s}"
            .formatted(type, fields);
    ControlIntake intake = reader(null).read(json.getBytes(StandardCharsets.UTF_8), ORIGIN, NOW);
    assertThat(refusal(intake)).isEqualTo(DeadLetterReason.BAD_FIELD);
  }

  @Test
  void aRecordThatIsTooLargeOrHasNoValueIsRefused() {
    byte[] large = new byte[ControlJson.MAX_BYTES + 1];
    Arrays.fill(large, (byte) ' ');
    assertThat(refusal(reader(KEYS).read(large, ORIGIN, NOW)))
        .isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(refusal(reader(KEYS).read(null, ORIGIN, NOW))).isEqualTo(DeadLetterReason.EMPTY);
  }

  @Test
  void keysAreCheckedAndNeverShown() {
    for (String wrong :
        List.of("", "secret", "a:short", "a b:" + "x".repeat(32), OLD + "," + OLD)) {
      org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
          .isThrownBy(() -> ControlKeys.parse(wrong))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("x".repeat(8), "short"));
    }
    assertThat(KEYS.toString()).contains("k2026", "k2025").doesNotContain("nnnn", "oooo");
  }
}
