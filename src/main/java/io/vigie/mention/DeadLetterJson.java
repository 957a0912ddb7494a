package io.vigie.mention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a dead letter as JSON: {@code reason, detail, original} (as text where it is UTF-8, and as
 * {@code originalBase64} otherwise), {@code originalLength, sha256, origin{source, partition,
 * position}, at}.
 */
public final class DeadLetterJson {

  private static final JsonFactory JSON = new JsonFactory();

  private DeadLetterJson() {}

  /** One JSON object in UTF-8, without a line end. */
  public static byte[] write(DeadLetter letter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + letter.original().length);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("reason", letter.reason().code());
      json.writeStringField("detail", letter.detail());
      if (isReadable(letter.original())) {
        json.writeStringField("original", new String(letter.original(), StandardCharsets.UTF_8));
      } else {
        json.writeBinaryField("originalBase64", letter.original());
      }
      json.writeNumberField("originalLength", letter.originalLength());
      json.writeStringField("sha256", letter.sha256());
      json.writeObjectFieldStart("origin");
      json.writeStringField("source", letter.origin().source());
      json.writeNumberField("partition", letter.origin().partition());
      json.writeNumberField("position", letter.origin().position());
      json.writeEndObject();
      json.writeStringField("at", letter.at().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter cannot be written as JSON", e);
    }
    return out.toByteArray();
  }

  /**
   * Text is told as text, all else as Base64: JSON writes a control character in six bytes, so that
   * a record of nothing else would outgrow what a Kafka producer sends (1 MB) and fail for ever.
   */
  private static boolean isReadable(byte[] original) {
    for (byte b : original) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    return Utf8.isValid(original);
  }
}
