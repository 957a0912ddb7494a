package io.vigie.cli.chaos;

import io.vigie.mention.MentionParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Records as a careless or a hostile source gives them, one after the other from a seed: the n-th
 * is the same in every run. Every {@value #GOOD_EVERY}th is an ordinary mention with the id {@code
 * good-N}, which must come out whatever stands around it.
 */
final class HostileRecords {

  static final int GOOD_EVERY = 10;

  /** Begin of the ids of ordinary mentions. */
  static final String GOOD = "good-";

  /** Ids that are given again and again. */
  private static final int REPEATED_IDS = 50;

  /** Event time passes so fast that it stays behind the clock. */
  private static final Duration PAST = Duration.ofMinutes(40);

  private static final Duration COURSE = Duration.ofMinutes(35);

  private static final List<String> FIELDS =
      List.of("id", "brand", "platform", "text", "createdAt", "lang", "author", "engagement");

  private static final List<String> WRONG =
      List.of(
          "null",
          "true",
          "17",
          "-0",
          "1e400",
          "NaN",
          "[]",
          "{}",
          "[[[[]]]]",
          "\"\"",
          "\" \"",
          "{\"a\":1}",
          "\"\\u0000\"",
          "9223372036854775808",
          "-1",
          "0x10",
          "'single'",
          "\"\\ud800\"",
          "[\"Telmora\"]");

  private static final List<String> TEXTS =
      List.of(
          "${jndi:ldap://127.0.0.1/x} %s%n%1$tY {0} {{7*7}} #{1} `id`",
          "brand == 'x' || true ? [1,2].map(i, i) : size(text) > 0",
          "'; DROP TABLE alerts; -- \\\" OR 1=1",
          "<script>alert(1)</script> <img src=x onerror=alert(1)> <!channel> @here",
          "\\u202e ennap ne aromleT \\u202c \\u200b\\u200d\\ufeff",
          "\\u0000\\u0001\\u001b[31m\\r\\n2026-01-01 ERROR forged line",
          "\\ud83d lone \\udc00 halves \\ud800\\ud800",
          "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿👨🏿‍🚀 ٱلسلام שלום ไทย 中文 Ｔｅｌｍｏｒａ Tеlmоrа",
          "=cmd|' /C calc'!A0 @SUM(1+1) +1 -1",
          "http://169.254.169.254/latest/meta-data http://[::1]:22/ file:///etc/passwd",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
          "not not not not not très très très pas jamais jamais rien !!!!! ????? :) :( ;-)");

  private static final List<String> TIMES =
      List.of(
          "\"2035-01-01T00:00:00Z\"",
          "\"1969-12-31T23:59:59Z\"",
          "0",
          "-1",
          "1772445600",
          "1e18",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"2026-06-30T23:59:60Z\"",
          "\"yesterday\"",
          "\"2026-01-01\"",
          "\"2026-01-01T00:00:00\"",
          "9223372036854775807",
          "\"2026-01-01T00:00:00+99:99\"",
          "1.5");

  private final long seed;
  private final Instant start;
  private final long count;

  /**
   * @param seed any number; the same gives the same records
   * @param now the time at which they are read, about
   * @param count how many there will be
   */
  HostileRecords(long seed, Instant now, long count) {
    this.seed = seed;
    this.start = now.minus(PAST);
    this.count = count;
  }

  /** Whether a record is an ordinary mention. */
  static boolean isGood(long number) {
    return number % GOOD_EVERY == 0;
  }

  /** How many of the first records are ordinary mentions. */
  static long good(long count) {
    return (count + GOOD_EVERY - 1) / GOOD_EVERY;
  }

  /** When the last ordinary mention was published. */
  Instant end() {
    return timeOf(count - 1);
  }

  /** A record of the topic of mentions; null is one without a value. */
  byte @Nullable [] mention(long number) {
    SplittableRandom dice = new SplittableRandom(seed + number);
    if (isGood(number)) {
      return bytes(json(GOOD + number, "Telmora", "\"ça marche " + number + "\"", number, ""));
    }
    int kind = dice.nextInt(100);
    if (kind == 0) {
      return huge(number, dice);
    }
    if (kind == 1) {
      return new String[] {"", " ", "\n\t", "\ufeff"}
          [dice.nextInt(4)].getBytes(StandardCharsets.UTF_8);
    }
    if (kind == 2) {
      return null;
    }
    if (kind < 20) {
      return bytes(json("odd-" + number, "Telmora", "\"" + pick(TEXTS, dice) + "\"", number, ""));
    }
    if (kind < 35) {
      return cut(mutable(number, dice), dice);
    }
    if (kind < 50) {
      return flipped(mutable(number, dice), dice);
    }
    return bytes(wrong(kind, number, dice));
  }

  /** A forged record of the control topic: what it asks for would blind the job. */
  byte[] control(long number) {
    SplittableRandom dice = new SplittableRandom(seed - 1 - number);
    String body =
        "{\"kind\":\"silence\",\"id\":\"f-%d\",\"brand\":\"Telmora\",\"from\":\"%s\",\"until\":\"2030-01-01T00:00:00Z\",\"issuedAt\":\"%s\"%s}"
            .formatted(
                number,
                timeOf(0),
                timeOf(count - 1),
                dice.nextBoolean()
                    ? ",\"key\":\"hostile\",\"signature\":\"" + "0".repeat(64) + "\""
                    : "");
    return dice.nextBoolean() ? bytes(body) : flipped(bytes(body), dice);
  }

  private String wrong(int kind, long number, SplittableRandom dice) {
    String id = "h-" + number;
    String text = "\"Telmora en panne\"";
    return switch (kind / 5) {
      case 10 -> json(id, "Telmora", text, number, ",\"more\":" + nested(dice));
      case 11 -> json("again-" + dice.nextInt(REPEATED_IDS), "Telmora", text, number, "");
      case 12 -> json(id, "Marque " + dice.nextInt(1 << 30), text, number, "");
      case 13 -> replaced(json(id, "Telmora", text, number, ""), pick(TIMES, dice));
      case 14 ->
          json(
              id, "Telmora", text, number, ",\"author\":{\"followers\":" + pick(WRONG, dice) + "}");
      case 15 ->
          json(
              id,
              "Telmora",
              text,
              number,
              ",\"engagement\":{\"likes\":" + "9".repeat(1 + dice.nextInt(400)) + "}");
      case 16 ->
          json(id, "Telmora", text, number, ",\"" + pick(FIELDS, dice) + "\":" + pick(WRONG, dice));
      case 17 -> new String(control(number), StandardCharsets.UTF_8);
      case 18 -> "[" + json(id, "Telmora", text, number, "") + "]";
      default ->
          without(json(id, "Telmora", text, number, ""), pick(FIELDS, dice), pick(WRONG, dice));
    };
  }

  private String json(String id, String brand, String text, long number, String more) {
    return "{\"id\":\"%s\",\"brand\":\"%s\",\"platform\":\"twitter\",\"text\":%s,\"createdAt\":\"%s\"%s}"
        .formatted(id, brand, text, timeOf(number), more);
  }

  private Instant timeOf(long number) {
    return start.plusMillis((long) (COURSE.toMillis() * ((double) number / count)));
  }

  /** A field with a value that it cannot have, in the place of its own. */
  private static String without(String json, String field, String value) {
    return json.replaceFirst(
        "\"" + field + "\":\"[^\"]*\"",
        java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value));
  }

  private static String replaced(String json, String time) {
    return without(json, "createdAt", time);
  }

  private static String nested(SplittableRandom dice) {
    int depth = 1 + dice.nextInt(dice.nextInt(50) == 0 ? 60_000 : 64);
    return dice.nextBoolean()
        ? "[".repeat(depth) + "]".repeat(depth)
        : "{\"a\":".repeat(depth / 2) + "1" + "}".repeat(depth / 2);
  }

  private byte[] mutable(long number, SplittableRandom dice) {
    return bytes(
        json(
            "m-" + number,
            "Telmora",
            "\"" + pick(TEXTS, dice) + "\"",
            number,
            ",\"author\":{\"id\":\"u\",\"followers\":12}"));
  }

  private static byte[] cut(byte[] whole, SplittableRandom dice) {
    return java.util.Arrays.copyOf(whole, dice.nextInt(whole.length));
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom dice) {
    int flips = 1 + dice.nextInt(8);
    for (int i = 0; i < flips; i++) {
      bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
    }
    return bytes;
  }

  /** Around and above what is read: control characters, which grow when they are escaped. */
  private byte[] huge(long number, SplittableRandom dice) {
    int size =
        dice.nextInt(20) == 0
            ? MentionParser.MAX_BYTES - 200 + dice.nextInt(400_000)
            : 2_000 + dice.nextInt(20_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + 400);
    String json = json("big-" + number, "Telmora", "\"@\"", number, "");
    int at = json.indexOf('@');
    out.writeBytes(bytes(json.substring(0, at)));
    byte filler = dice.nextBoolean() ? (byte) 'x' : (byte) dice.nextInt(32);
    byte[] text = new byte[size];
    java.util.Arrays.fill(text, filler);
    out.writeBytes(text);
    out.writeBytes(bytes(json.substring(at + 1)));
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String pick(List<String> among, SplittableRandom dice) {
    return among.get(dice.nextInt(among.size()));
  }
}
