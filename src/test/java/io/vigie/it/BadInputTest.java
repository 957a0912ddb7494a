package io.vigie.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.FileRun;
import io.vigie.fixture.JsonSchemas;
import io.vigie.stream.Tallied;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file with everything that a source may give by mistake or by malice. */
class BadInputTest {

  private static final int REPEATS = 200_000;
  private static final int HUGE = 50 << 20;

  @TempDir static Path directory;

  /** Reason by line number of each bad line. */
  private static final Map<Long, String> EXPECTED = new TreeMap<>();

  private static Path input;
  private static long lines;
  private static FileRun run;

  @BeforeAll
  static void runOnce() throws Exception {
    input = directory.resolve("bad.jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input), 1 << 16)) {
      good(out, "first", "La box Telmora marche très bien");
      bad(out, "", "empty");
      bad(out, "   ", "empty");
      bad(out, "{\"id\":\"cut\",\"brand\":\"Telmora\",\"te", "malformed");
      bad(out, "{\"id\":\"cut2\"", "malformed");
      bad(out, "not json at all", "malformed");
      bad(out, "[1,2,3]", "not-an-object");
      bad(out, "\"text\"", "not-an-object");
      bad(out, with("id", "{\"a\":1}"), "bad-field");
      bad(out, with("text", "17"), "bad-field");
      bad(out, with("brand", "[\"Telmora\"]"), "bad-field");
      bad(out, with("author", "\"somebody\""), "bad-field");
      bad(out, with("author", "{\"followers\":-5}"), "bad-field");
      bad(out, with("author", "{\"followers\":99999999999999999999999}"), "bad-field");
      bad(out, with("author", "{\"followers\":9223372036854775807}"), "bad-field");
      bad(out, with("author", "{\"followers\":1e400}"), "bad-field");
      bad(out, with("author", "{\"followers\":NaN}"), "malformed");
      bad(out, with("engagement", "{\"likes\":-1}"), "bad-field");
      bad(out, with("id", "\"a\\u0000b\""), "bad-field");
      bad(out, with("more", "9".repeat(1_000)), "malformed");
      bad(out, with("more", "[".repeat(100_000) + "]".repeat(100_000)), "malformed");
      bad(out, with("createdAt", "\"2035-01-01T00:00:00Z\""), "future-time");
      bad(out, with("createdAt", "1772445600"), "bad-time");
      bad(out, with("createdAt", "\"yesterday\""), "bad-time");
      bad(out, with("createdAt", "-1"), "bad-time");
      bad(out, with("createdAt", "null"), "missing-field");
      bad(out, with("text", "null"), "missing-field");
      bad(out, with("brand", "null"), "no-brand");
      bad(out, "{\"id\":\"a\",\"id\":\"b\"}", "malformed");
      byte[] latin1 = with("text", "\"é\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      line(out, latin1, "bad-encoding");
      huge(out);
      good(out, "nul", "Telmora \\u0000 en panne");
      good(out, "surrogate", "Telmora \\ud83d en panne");
      good(out, "rtl", "Telmora \u202e ennap ne \u202c toujours");
      good(out, "zalgo", "T" + "\u0301\u0316\u0489".repeat(5_000) + " Telmora en panne");
      good(out, "escapes", "\u001b[31m ${jndi:ldap://x} <script>alert(1)</script> Telmora");
      line(out, ("\ufeff" + mention("bom", "Telmora répond vite")).getBytes(UTF_8), null);
      for (int i = 0; i < 20; i++) {
        line(
            out,
            mention("new-" + i, "bonjour").replace("Telmora", "Inconnue " + i).getBytes(UTF_8),
            null);
      }
      byte[] repeated = mention("again", "Telmora en panne, encore").getBytes(UTF_8);
      for (int i = 0; i < REPEATS; i++) {
        line(out, repeated, null);
      }
      good(out, "last", "Telmora est de retour, merci");
    }
    run = FileRun.of(directory.resolve("out"), 2, java.util.List.of(input));
  }

  @Test
  void everyBadLineIsADeadLetterWithItsReasonAndOrigin() throws Exception {
    Map<Long, String> found = new TreeMap<>();
    for (JsonNode letter : run.results(ResultStream.DEAD_LETTERS)) {
      assertThat(letter.at("/origin/source").textValue()).isEqualTo(input.toString());
      found.put(letter.at("/origin/position").longValue(), letter.get("reason").textValue());
    }
    assertThat(found).isEqualTo(EXPECTED);
  }

  @Test
  void originalsAreKeptAsFarAsTheyAreNotHuge() throws Exception {
    for (JsonNode letter : run.results(ResultStream.DEAD_LETTERS)) {
      JsonSchemas.assertDescribed("dead-letter", letter.toString().getBytes(UTF_8));
      if (letter.get("reason").textValue().equals("oversized")) {
        assertThat(letter.get("originalLength").longValue()).isGreaterThan(HUGE);
        assertThat(letter.get("original").textValue()).hasSizeLessThanOrEqualTo(256 * 1024);
      }
      if (letter.get("reason").textValue().equals("bad-encoding")) {
        assertThat(letter.get("originalBase64").binaryValue()).contains(0xe9);
      }
    }
  }

  @Test
  void theRestIsReadAndCountsAddUp() throws Exception {
    assertThat(run.count(Tallied.READ)).isEqualTo(lines);
    assertThat(run.count(Tallied.DEAD_LETTERS)).isEqualTo(EXPECTED.size());
    assertThat(run.count(Tallied.DUPLICATES)).isEqualTo(REPEATS - 1);
    assertThat(run.count(Tallied.SCORED) + run.count(Tallied.UNSCORED))
        .isEqualTo(lines - EXPECTED.size() - (REPEATS - 1));
    assertThat(run.results(ResultStream.SCORED_MENTIONS))
        .extracting(scored -> scored.get("id").textValue())
        .contains("first", "nul", "surrogate", "rtl", "zalgo", "bom", "new-19", "again", "last")
        .doesNotHaveDuplicates();
    assertThat(run.results(ResultStream.LATE_MENTIONS)).isEmpty();
  }

  @Test
  void noControlCharacterOfATextReachesAResultRaw() throws Exception {
    for (ResultStream stream : ResultStream.values()) {
      byte[] bytes = Files.readAllBytes(run.file(stream));
      for (byte b : bytes) {
        assertThat(b < 0 || b >= 0x20 || b == '\n').isTrue();
      }
    }
  }

  private static String mention(String id, String text) {
    return "{\"id\":\"%s\",\"brand\":\"Telmora\",\"platform\":\"twitter\",\"text\":\"%s\",\"createdAt\":\"2026-03-02T09:00:00Z\"}"
        .formatted(id, text);
  }

  /** A mention in which one field is something else. */
  private static String with(String field, String value) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("id", "\"bad\"");
    fields.put("brand", "\"Telmora\"");
    fields.put("platform", "\"twitter\"");
    fields.put("text", "\"bonjour\"");
    fields.put("createdAt", "\"2026-03-02T09:00:00Z\"");
    fields.put(field, value);
    return fields.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static void good(OutputStream out, String id, String text) throws IOException {
    line(out, mention(id, text.replace("\u001b", "\\u001b")).getBytes(UTF_8), null);
  }

  private static void bad(OutputStream out, String text, String reason) throws IOException {
    line(out, text.getBytes(UTF_8), reason);
  }

  private static void line(OutputStream out, byte[] bytes, @Nullable String reason)
      throws IOException {
    out.write(bytes);
    end(out, reason);
  }

  private static void huge(OutputStream out) throws IOException {
    byte[] much = new byte[1 << 20];
    Arrays.fill(much, (byte) 'a');
    out.write("{\"id\":\"huge\",\"text\":\"".getBytes(UTF_8));
    for (int i = 0; i < HUGE >> 20; i++) {
      out.write(much);
    }
    out.write("\"}".getBytes(UTF_8));
    end(out, "oversized");
  }

  private static void end(OutputStream out, @Nullable String reason) throws IOException {
    out.write('\n');
    lines++;
    if (reason != null) {
      EXPECTED.put(lines, reason);
    }
  }
}
