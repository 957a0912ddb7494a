package io.vigie.scoring;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.mention.HarmlessText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores a file line by line: a line that begins with a brace is a mention (any JSON object with a
 * {@code text}), any other is the text itself. Each line gives one line, in order: the mention with
 * what the model says of it, or its line number and what is wrong with it.
 */
public final class LineScoring {

  /** Longest line that is read, in bytes; of a longer one only that it is too long is told. */
  public static final int MAX_LINE = 256 << 10;

  private static final int BATCH = 256;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(MAX_LINE)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final TextScorer scorer;
  private final List<Line> batch = new ArrayList<>();
  private long lines;
  private long faulty;

  public LineScoring(TextScorer scorer) {
    this.scorer = scorer;
  }

  /** Lines read. */
  public long lines() {
    return lines;
  }

  /** Lines that could not be read as a mention or a text. */
  public long faulty() {
    return faulty;
  }

  /** A line that waits for its batch: a mention with its text, or what is wrong. */
  private record Line(
      @Nullable ObjectNode mention, TextScorer.Input input, @Nullable String fault) {}

  /**
   * Scores all lines.
   *
   * @throws IOException if reading or writing fails
   */
  public void run(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 16];
    long size = 0;
    int read;
    while ((read = in.read(chunk)) >= 0) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (chunk[i] == '\n') {
          size += keep(line, chunk, from, i);
          take(line.toByteArray(), size, out);
          line.reset();
          size = 0;
          from = i + 1;
        }
      }
      size += keep(line, chunk, from, read);
    }
    if (size > 0) {
      take(line.toByteArray(), size, out);
    }
    flush(out);
    out.flush();
  }

  /** Keeps what still fits of a line; returns how long the piece was. */
  private static int keep(ByteArrayOutputStream line, byte[] chunk, int from, int to) {
    line.write(chunk, from, Math.max(0, Math.min(to - from, MAX_LINE - line.size())));
    return to - from;
  }

  private void take(byte[] bytes, long size, OutputStream out) throws IOException {
    lines++;
    batch.add(size > MAX_LINE ? fault("is longer than " + MAX_LINE + " bytes") : parse(bytes));
    if (batch.size() == BATCH) {
      flush(out);
    }
  }

  private Line parse(byte[] bytes) {
    int from = startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    int first = from;
    while (first < bytes.length && (bytes[first] == ' ' || bytes[first] == '\t')) {
      first++;
    }
    if (first == bytes.length || bytes[first] != '{') {
      int end =
          bytes.length > from && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
      String text = HarmlessText.of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
      return new Line(
          JSON.createObjectNode().put("text", text), new TextScorer.Input(text, null), null);
    }
    try {
      ObjectNode mention = (ObjectNode) JSON.readTree(bytes, from, bytes.length - from);
      JsonNode text = mention.get("text");
      if (text == null || !text.isTextual()) {
        return fault("has no 'text'");
      }
      mention.put("text", HarmlessText.of(text.textValue()));
      JsonNode lang = mention.get("lang");
      return new Line(
          mention,
          new TextScorer.Input(
              mention.get("text").textValue(),
              lang != null && lang.isTextual() ? lang.textValue() : null),
          null);
    } catch (JacksonException e) {
      return fault("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return fault("cannot be read: " + e.getMessage());
    }
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }

  private Line fault(String message) {
    faulty++;
    return new Line(null, new TextScorer.Input("", null), "line " + lines + " " + message);
  }

  private void flush(OutputStream out) throws IOException {
    List<Scores> scores = scorer.score(batch.stream().map(Line::input).toList());
    for (int i = 0; i < batch.size(); i++) {
      Line line = batch.get(i);
      StringWriter written = new StringWriter(512);
      try (JsonGenerator json = JSON.getFactory().createGenerator(written)) {
        json.writeStartObject();
        if (line.mention() == null) {
          json.writeStringField("error", line.fault());
        } else {
          writeFields(json, line.mention());
          ScoredMentionJson.writeScores(json, scores.get(i), scorer.modelId());
        }
        json.writeEndObject();
      }
      // a lone surrogate, of which JSON has escapes and UTF-8 has none, must not end the run
      out.write(HarmlessText.of(written.toString()).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    }
    batch.clear();
  }

  /** The mention's own fields; what an earlier scoring added is left out. */
  private static void writeFields(JsonGenerator json, ObjectNode mention) throws IOException {
    for (Head head : Head.values()) {
      mention.remove(head.label());
    }
    mention.remove(List.of("model", "textLang", "unscored"));
    for (var field : mention.properties()) {
      json.writeFieldName(field.getKey());
      JSON.writeTree(json, field.getValue());
    }
  }
}
