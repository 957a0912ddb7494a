package io.vigie.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Mentions as fast as memory can be copied, for benchmarks: JSON of about 350 bytes, rendered once
 * with fixed places for what differs (id, brand, author, time), which are then filled in.
 *
 * <p>Brands are named {@code brand-0001}, {@code brand-0002}, … and are spoken of evenly. The same
 * seed gives the same bytes. Not safe for use by several threads.
 */
public final class SyntheticLoad {

  /** Different texts; more would only cost cache. */
  private static final int TEMPLATES = 2_048;

  private static final int ID_DIGITS = 12;
  private static final int BRAND_DIGITS = 4;
  private static final int AUTHOR_DIGITS = 7;
  private static final int AUTHORS = 10_000_000;

  /** Texts are lengthened to this many bytes of JSON. */
  private static final int LEAST_BYTES = 330;

  private static final long MINUTE_MILLIS = 60_000;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A rendered mention and where its places are, as offsets into its bytes. */
  private record Template(byte[] bytes, int id, int brand, int author, int time) {}

  private final Template[] templates;
  private final int brands;
  private final long seed;
  private final Instant start;
  private final double mentionsPerSecond;

  private long made;
  private long minute = Long.MIN_VALUE;
  private byte[] minuteText = new byte[0];

  /**
   * @param seed any number
   * @param brands how many brands, 1 to 9999
   * @param start time of the first mention
   * @param mentionsPerSecond how many mentions there are in a second of event time; positive
   */
  public SyntheticLoad(long seed, int brands, Instant start, double mentionsPerSecond) {
    if (brands < 1 || brands > 9_999 || !(mentionsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "1 to 9999 brands and a positive rate, not " + brands + " and " + mentionsPerSecond);
    }
    this.seed = seed;
    this.brands = brands;
    this.start = start;
    this.mentionsPerSecond = mentionsPerSecond;
    this.templates = render(seed);
  }

  /** The next mention, as UTF-8 JSON without a line end; the array is the caller's. */
  public byte[] next() {
    long number = made++;
    long chance = Dice.mix(seed + number);
    Template template = templates[(int) (chance & (TEMPLATES - 1))];
    byte[] json = template.bytes().clone();
    digits(json, template.id(), ID_DIGITS, number);
    digits(json, template.brand(), BRAND_DIGITS, 1 + (chance >>> 11) % brands);
    digits(json, template.author(), AUTHOR_DIGITS, (chance >>> 33) % AUTHORS);
    time(json, template.time(), timeOf(number));
    return json;
  }

  /** Time of the n-th mention (from 0), in milliseconds since the epoch. */
  private long timeOf(long number) {
    return start.toEpochMilli() + (long) (number * 1000.0 / mentionsPerSecond);
  }

  private void time(byte[] json, int at, long millis) {
    long thisMinute = Math.floorDiv(millis, MINUTE_MILLIS);
    if (thisMinute != minute) {
      minute = thisMinute;
      minuteText =
          MINUTE
              .format(Instant.ofEpochMilli(thisMinute * MINUTE_MILLIS))
              .getBytes(StandardCharsets.US_ASCII);
    }
    System.arraycopy(minuteText, 0, json, at, minuteText.length);
    long rest = Math.floorMod(millis, MINUTE_MILLIS);
    digits(json, at + minuteText.length, 2, rest / 1000);
    digits(json, at + minuteText.length + 3, 3, rest % 1000);
  }

  private static void digits(byte[] json, int at, int count, long number) {
    long left = number;
    for (int i = at + count - 1; i >= at; i--) {
      json[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  private static Template[] render(long seed) {
    List<Template> rendered = new ArrayList<>(TEMPLATES);
    Grammar french = Grammar.of("fr");
    Grammar english = Grammar.of("en");
    List<Remark> remarks = List.of(Remark.COMPLAINT, Remark.REQUEST, Remark.PRAISE, Remark.OTHER);
    for (int i = 0; i < TEMPLATES; i++) {
      Dice dice = Dice.of(seed, i);
      boolean inFrench = dice.chance(0.6);
      DemoBrand brand = dice.pick(DemoBrand.all());
      Remark remark = dice.pick(remarks);
      Grammar grammar = inFrench ? french : english;
      String lang = inFrench ? "fr" : "en";
      String text =
          SocialStyle.post(grammar.say(remark.section(), brand, dice), lang, remark, dice);
      Template template = template(text, lang, dice);
      while (template.bytes().length < LEAST_BYTES) {
        text = text + " " + grammar.say(remark.section(), brand, dice);
        template = template(text, lang, dice);
      }
      rendered.add(template);
    }
    return rendered.toArray(Template[]::new);
  }

  private static Template template(String text, String lang, Dice dice) {
    StringBuilder json = new StringBuilder(512);
    json.append("{\"id\":\"sy-");
    final int id = place(json, "0".repeat(ID_DIGITS));
    json.append("\",\"brand\":\"brand-");
    final int brand = place(json, "0".repeat(BRAND_DIGITS));
    json.append("\",\"platform\":\"twitter\",\"createdAt\":\"");
    final int time = place(json, "2000-01-01T00:00:00.000Z");
    json.append("\",\"lang\":\"").append(lang).append("\",\"author\":{\"id\":\"u");
    final int author = place(json, "0".repeat(AUTHOR_DIGITS));
    json.append("\",\"followers\":").append((long) dice.logNormal(5, 1.5));
    json.append(",\"verified\":false},\"engagement\":{\"likes\":").append(dice.below(30));
    json.append(",\"shares\":").append(dice.below(9));
    json.append(",\"replies\":").append(dice.below(9));
    // the text comes last: all places before it are ASCII, so that characters are bytes
    json.append("},\"text\":\"").append(escaped(text)).append("\"}");
    return new Template(json.toString().getBytes(StandardCharsets.UTF_8), id, brand, author, time);
  }

  private static int place(StringBuilder json, String filler) {
    int at = json.length();
    json.append(filler);
    return at;
  }

  /** The grammars have no control characters. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
