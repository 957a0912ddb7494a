package io.vigie.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON while it is written. Instants are ISO-8601 in UTC, decimals have at most six
 * places, what is unknown or not a finite number is null.
 */
final class JsonLine {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final long MILLION = 1_000_000;

  /** Above this a double has no six places left, so that it is written as a whole number. */
  private static final double LARGEST_ROUNDED = 1e12;

  /** Up to here a whole number is exact as such. */
  private static final double LARGEST_WHOLE = 1e15;

  private final JsonGenerator json;

  private JsonLine(JsonGenerator json) {
    this.json = json;
  }

  /** The fields of one object. */
  interface Fields {
    void write(JsonLine line) throws IOException;
  }

  /** One object on one line, as UTF-8 bytes without a line feed. */
  static byte[] of(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(new JsonLine(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing JSON to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  JsonLine text(String name, @Nullable String value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(CleanText.wellFormed(value));
    }
    return this;
  }

  JsonLine instant(String name, Instant value) throws IOException {
    json.writeStringField(name, value.toString());
    return this;
  }

  JsonLine count(String name, @Nullable Long value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
    return this;
  }

  JsonLine count(String name, int value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  JsonLine decimal(String name, @Nullable Double value) throws IOException {
    json.writeFieldName(name);
    if (value == null || !Double.isFinite(value)) {
      json.writeNull();
    } else if (Math.abs(value) >= LARGEST_WHOLE) {
      json.writeNumber(value);
    } else if (Math.abs(value) >= LARGEST_ROUNDED) {
      json.writeNumber(Math.round(value));
    } else {
      json.writeNumber(rounded(value));
    }
    return this;
  }

  /**
   * At most six places, none of them a trailing zero; by hand, since half of all output is this.
   */
  private static String rounded(double value) {
    long millionths = Math.round(Math.abs(value) * MILLION);
    long whole = millionths / MILLION;
    long places = millionths % MILLION;
    StringBuilder digits = new StringBuilder(16);
    if (value < 0 && millionths > 0) {
      digits.append('-');
    }
    digits.append(whole);
    if (places > 0) {
      digits.append('.');
      for (long place = MILLION / 10; places > 0; place /= 10) {
        digits.append((char) ('0' + places / place));
        places %= place;
      }
    }
    return digits.toString();
  }

  JsonLine flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  JsonLine texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(CleanText.wellFormed(value));
    }
    json.writeEndArray();
    return this;
  }

  JsonLine object(String name, Fields fields) throws IOException {
    json.writeObjectFieldStart(name);
    fields.write(this);
    json.writeEndObject();
    return this;
  }
}
