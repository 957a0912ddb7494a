package io.vigie.mention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a mention as the JSON that {@link MentionParser} reads. Optional fields that are unknown
 * are left out.
 */
public final class MentionJson {

  private static final JsonFactory JSON = new JsonFactory();

  private MentionJson() {}

  /** One JSON object in UTF-8, without a line end. */
  public static byte[] write(Mention mention) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      writeFields(mention, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a mention cannot be written as JSON", e);
    }
    return out.toByteArray();
  }

  /** Writes the fields into an object that is already open, so that others can add theirs. */
  public static void writeFields(Mention mention, JsonGenerator json) throws IOException {
    json.writeStringField("id", mention.id());
    json.writeStringField("brand", mention.brand());
    json.writeStringField("platform", mention.platform());
    json.writeStringField("text", mention.text());
    json.writeStringField("createdAt", mention.createdAt().toString());
    writeIfKnown(json, "lang", mention.lang());
    writeAuthor(mention.author(), json);
    writeEngagement(mention.engagement(), json);
    writeIfKnown(json, "repostOf", mention.repostOf());
    writeIfKnown(json, "replyTo", mention.replyTo());
    writeIfKnown(json, "url", mention.url());
    if (mention.exercise()) {
      json.writeBooleanField("exercise", true);
    }
  }

  private static void writeAuthor(Author author, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("author");
    writeIfKnown(json, "id", author.id());
    if (author.followers() != null) {
      json.writeNumberField("followers", author.followers());
    }
    json.writeBooleanField("verified", author.verified());
    json.writeEndObject();
  }

  private static void writeEngagement(Engagement engagement, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("engagement");
    json.writeNumberField("likes", engagement.likes());
    json.writeNumberField("shares", engagement.shares());
    json.writeNumberField("replies", engagement.replies());
    if (engagement.views() != null) {
      json.writeNumberField("views", engagement.views());
    }
    json.writeEndObject();
  }

  private static void writeIfKnown(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
