package io.vigie.mention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLetterJsonTest {

  @Test
  void readableTextIsToldAsText() throws Exception {
    JsonNode json = written("{\"id\": «\tcassé»\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("original").asText()).isEqualTo("{\"id\": «\tcassé»\r\n");
    assertThat(json.has("originalBase64")).isFalse();
  }

  @Test
  void noOriginalGrowsBeyondWhatAProducerSends() throws Exception {
    byte[] controls = new byte[DeadLetter.MAX_ORIGINAL];
    Arrays.fill(controls, (byte) 1);
    byte[] quotes = new byte[DeadLetter.MAX_ORIGINAL];
    Arrays.fill(quotes, (byte) '"');

    assertThat(DeadLetterJson.write(letter(controls))).hasSizeLessThan(1_000_000);
    assertThat(DeadLetterJson.write(letter(quotes))).hasSizeLessThan(1_000_000);
    assertThat(written(controls).get("originalBase64").binaryValue()).isEqualTo(controls);
  }

  private static JsonNode written(byte[] original) throws Exception {
    return new ObjectMapper().readTree(DeadLetterJson.write(letter(original)));
  }

  private static DeadLetter letter(byte[] original) {
    return new DeadLetter(
        DeadLetterReason.MALFORMED,
        "cut off",
        original,
        original.length,
        "00",
        new Origin("vigie.mentions.v1", 0, 7),
        Instant.parse("2026-01-05T09:00:00Z"));
  }
}
