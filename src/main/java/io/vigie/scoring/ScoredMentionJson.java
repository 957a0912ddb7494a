package io.vigie.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.vigie.mention.Author;
import io.vigie.mention.CreatedAt;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scored mention as one JSON object: the mention's own fields, then {@code sentiment}, {@code
 * emotion} and {@code category} where the model has them, {@code model}, {@code textLang} (the
 * language it was read in), {@code unscored} with a code where it could not be scored, and {@code
 * exercise} only where it is true. Fields without a value are left out.
 *
 * <p>Probabilities are written with four decimals. Safe to share between threads.
 */
public final class ScoredMentionJson {

  /** Steps in which probabilities are written. */
  private static final int STEPS = 10_000;

  /**
   * All probabilities that can be written, encoded once; formatting floats would cost more than
   * scoring.
   */
  private static final SerializedString[] DECIMALS = new SerializedString[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      DECIMALS[i] =
          new SerializedString(
              i == STEPS ? "1.0" : "0." + Integer.toString(STEPS + i).substring(1));
    }
  }

  private static final SerializedString LABEL = new SerializedString("label");

  /** Field names of the probabilities of each head, encoded once. */
  private static final Map<Head, List<SerializedString>> LABELS = new EnumMap<>(Head.class);

  static {
    for (Head head : Head.values()) {
      LABELS.put(head, head.labels().stream().map(SerializedString::new).toList());
    }
  }

  private static final Repeated REPEATED = new Repeated();

  private static final Map<String, UnscoredReason> REASONS = new HashMap<>();

  static {
    for (UnscoredReason reason : UnscoredReason.values()) {
      REASONS.put(reason.code(), reason);
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(256 << 10)
                  .maxDocumentLength(512L << 10)
                  .maxNumberLength(32)
                  .build())
          .build();

  private ScoredMentionJson() {}

  /** The JSON of a scored mention, UTF-8, without a line end. */
  public static byte[] write(ScoredMention scored) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeMention(json, scored.mention());
      writeScores(json, scored.scores(), scored.model());
      if (scored.mention().exercise()) {
        json.writeBooleanField("exercise", true);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static void writeMention(JsonGenerator json, Mention mention) throws IOException {
    writeText(json, "id", mention.id());
    writeText(json, "brand", mention.brand());
    writeText(json, "platform", mention.platform());
    writeText(json, "text", mention.text());
    json.writeStringField("createdAt", mention.createdAt().toString());
    writeText(json, "lang", mention.lang());
    Author author = mention.author();
    if (!author.equals(Author.UNKNOWN)) {
      json.writeObjectFieldStart("author");
      writeText(json, "id", author.id());
      if (author.followers() != null) {
        json.writeNumberField("followers", author.followers());
      }
      json.writeBooleanField("verified", author.verified());
      json.writeEndObject();
    }
    Engagement engagement = mention.engagement();
    if (!engagement.equals(Engagement.NONE)) {
      json.writeObjectFieldStart("engagement");
      json.writeNumberField("likes", engagement.likes());
      json.writeNumberField("shares", engagement.shares());
      json.writeNumberField("replies", engagement.replies());
      if (engagement.views() != null) {
        json.writeNumberField("views", engagement.views());
      }
      json.writeEndObject();
    }
    writeText(json, "repostOf", mention.repostOf());
    writeText(json, "replyTo", mention.replyTo());
    writeText(json, "url", mention.url());
  }

  /** Writes the fields that scoring adds into an object that is open. */
  static void writeScores(JsonGenerator json, Scores scores, String model) throws IOException {
    writeHead(json, Head.SENTIMENT, scores.sentiment(), scores.sentimentLabel());
    writeHead(json, Head.EMOTION, scores.emotion(), scores.emotionLabel());
    writeHead(json, Head.CATEGORY, scores.category(), scores.categoryLabel());
    writeHead(json, Head.OFFENSIVE, scores.offensive(), scores.offenceLabel());
    json.writeStringField("model", model);
    writeText(json, "textLang", scores.lang());
    if (scores.unscored() != null) {
      json.writeStringField("unscored", scores.unscored().code());
    }
  }

  private static void writeHead(
      JsonGenerator json, Head head, float @Nullable [] probabilities, @Nullable Enum<?> label)
      throws IOException {
    if (probabilities == null || label == null) {
      return;
    }
    List<SerializedString> labels = Objects.requireNonNull(LABELS.get(head));
    json.writeObjectFieldStart(head.label());
    json.writeFieldName(LABEL);
    json.writeString(labels.get(label.ordinal()));
    for (int i = 0; i < probabilities.length; i++) {
      json.writeFieldName(labels.get(i));
      int step = Math.max(0, Math.min(STEPS, Math.round(probabilities[i] * STEPS)));
      json.writeRawValue(DECIMALS[step]);
    }
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, sound(text));
    }
  }

  /** Lone surrogates have no UTF-8: they are written as the replacement character. */
  private static String sound(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /**
   * Reads what {@link #write} wrote; unknown fields are ignored.
   *
   * @throws IOException if it is not such an object
   */
  public static ScoredMention read(byte[] bytes) throws IOException {
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a scored mention is a JSON object");
      }
      Reading reading = new Reading();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        reading.field(json, json.currentName());
      }
      return reading.done();
    } catch (DateTimeException e) {
      throw new IOException("createdAt is no time", e);
    }
  }

  /** The fields of one object as they come by. */
  private static final class Reading {

    private @Nullable String id;
    private @Nullable String brand;
    private @Nullable String platform;
    private @Nullable String text;
    private @Nullable String createdAt;
    private @Nullable String lang;
    private @Nullable String repostOf;
    private @Nullable String replyTo;
    private @Nullable String url;
    private @Nullable String model;
    private @Nullable String textLang;
    private @Nullable String unscored;
    private Author author = Author.UNKNOWN;
    private Engagement engagement = Engagement.NONE;
    private float @Nullable [] sentiment;
    private float @Nullable [] emotion;
    private float @Nullable [] category;
    private float @Nullable [] offensive;
    private boolean exercise;

    void field(JsonParser json, String name) throws IOException {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT) {
        switch (name) {
          case "author" -> author = author(json);
          case "engagement" -> engagement = engagement(json);
          case "sentiment" -> sentiment = head(json, Head.SENTIMENT);
          case "emotion" -> emotion = head(json, Head.EMOTION);
          case "category" -> category = head(json, Head.CATEGORY);
          case "offensive" -> offensive = head(json, Head.OFFENSIVE);
          default -> json.skipChildren();
        }
      } else if (token == JsonToken.VALUE_STRING) {
        text(name, json);
      } else if (name.equals("exercise")) {
        exercise = token == JsonToken.VALUE_TRUE;
      } else {
        json.skipChildren();
      }
    }

    private void text(String name, JsonParser json) throws IOException {
      switch (name) {
        case "id" -> id = json.getText();
        case "brand" -> brand = REPEATED.text(json);
        case "platform" -> platform = REPEATED.text(json);
        case "text" -> text = json.getText();
        case "createdAt" -> createdAt = json.getText();
        case "lang" -> lang = REPEATED.text(json);
        case "repostOf" -> repostOf = json.getText();
        case "replyTo" -> replyTo = json.getText();
        case "url" -> url = json.getText();
        case "model" -> model = REPEATED.text(json);
        case "textLang" -> textLang = REPEATED.text(json);
        case "unscored" -> unscored = REPEATED.text(json);
        default -> {
          // unknown fields are ignored
        }
      }
    }

    private static Author author(JsonParser json) throws IOException {
      String id = null;
      Long followers = null;
      boolean verified = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (name.equals("id") && token == JsonToken.VALUE_STRING) {
          id = json.getText();
        } else if (name.equals("followers") && token == JsonToken.VALUE_NUMBER_INT) {
          followers = json.getLongValue();
        } else if (name.equals("verified")) {
          verified = token == JsonToken.VALUE_TRUE;
        } else {
          json.skipChildren();
        }
      }
      return new Author(id, followers, verified);
    }

    private static Engagement engagement(JsonParser json) throws IOException {
      long[] counts = new long[3];
      Long views = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
          json.skipChildren();
          continue;
        }
        switch (name) {
          case "likes" -> counts[0] = json.getLongValue();
          case "shares" -> counts[1] = json.getLongValue();
          case "replies" -> counts[2] = json.getLongValue();
          case "views" -> views = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      return new Engagement(counts[0], counts[1], counts[2], views);
    }

    private static float[] head(JsonParser json, Head head) throws IOException {
      float[] probabilities = new float[head.size()];
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int index = head.labels().indexOf(json.currentName());
        JsonToken token = json.nextToken();
        if (index >= 0 && token.isNumeric()) {
          probabilities[index] = probability(json);
        } else {
          json.skipChildren();
        }
      }
      return probabilities;
    }

    /**
     * A number, where it is one of {@link #DECIMALS} without a general reading: the quotient of two
     * whole numbers that a float holds exactly is the float nearest to the decimal.
     */
    private static float probability(JsonParser json) throws IOException {
      int length = json.getTextLength();
      char[] chars = json.getTextCharacters();
      int from = json.getTextOffset();
      if (length != 6 || chars[from] != '0' || chars[from + 1] != '.') {
        return json.getFloatValue();
      }
      int steps = 0;
      for (int i = from + 2; i < from + length; i++) {
        if (chars[i] < '0' || chars[i] > '9') {
          return json.getFloatValue();
        }
        steps = 10 * steps + chars[i] - '0';
      }
      return (float) steps / STEPS;
    }

    private static String required(@Nullable String text, String field) throws IOException {
      if (text == null) {
        throw new IOException("a scored mention has a text '" + field + "'");
      }
      return text;
    }

    ScoredMention done() throws IOException {
      UnscoredReason reason = unscored == null ? null : REASONS.get(unscored);
      if (sentiment == null && reason == null) {
        throw new IOException(
            "a scored mention has a sentiment, or a known reason for having none");
      }
      Mention mention =
          new Mention(
              required(id, "id"),
              required(brand, "brand"),
              required(platform, "platform"),
              required(text, "text"),
              CreatedAt.read(required(createdAt, "createdAt")),
              lang,
              author,
              engagement,
              repostOf,
              replyTo,
              url,
              exercise);
      return new ScoredMention(
          mention,
          new Scores(sentiment, emotion, category, offensive, textLang, reason),
          required(model, "model"));
    }
  }

  /**
   * Texts that nearly every mention has: each is kept once. A history holds tens of thousands of
   * mentions at a time. Threads may write over each other's texts, which only costs another one.
   */
  private static final class Repeated {
    private static final int LONGEST = 64;

    private final @Nullable String[] known = new @Nullable String[256];

    String text(JsonParser json) throws IOException {
      int length = json.getTextLength();
      if (length > LONGEST) {
        return json.getText();
      }
      char[] chars = json.getTextCharacters();
      int from = json.getTextOffset();
      int hash = 0;
      for (int i = from; i < from + length; i++) {
        hash = 31 * hash + chars[i];
      }
      int at = (hash ^ hash >>> 8) & (known.length - 1);
      String text = known[at];
      if (text == null || !equals(text, chars, from, length)) {
        text = new String(chars, from, length);
        known[at] = text;
      }
      return text;
    }

    private static boolean equals(String text, char[] chars, int from, int length) {
      if (text.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (text.charAt(i) != chars[from + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
