package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticLoadTest {

  private static final Instant START = Instant.parse("2026-03-02T23:59:58.500Z");

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void mentionsAreValidAndInOrderOfTimeAndOfTheSizeTold() throws Exception {
    SyntheticLoad load = new SyntheticLoad(3, 1_000, START, 250);
    Set<String> ids = new HashSet<>();
    Set<String> brands = new HashSet<>();
    long bytes = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] json = load.next();
      bytes += json.length;
      JsonNode mention = mapper.readTree(json);
      ids.add(mention.path("id").asText());
      brands.add(mention.path("brand").asText());
      assertThat(mention.path("text").asText()).isNotBlank();
      assertThat(mention.path("platform").asText()).isEqualTo("twitter");
      assertThat(Instant.parse(mention.path("createdAt").asText()))
          .isEqualTo(START.plusMillis(i * 4L));
    }
    assertThat(ids).hasSize(20_000);
    assertThat(brands).hasSize(1_000).contains("brand-0001", "brand-1000");
    assertThat(bytes / 20_000).isBetween(330L, 400L);
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    SyntheticLoad one = new SyntheticLoad(3, 10, START, 7);
    SyntheticLoad other = new SyntheticLoad(3, 10, START, 7);
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }

  @Test
  void impossibleLoadsAreRefused() {
    assertThatThrownBy(() -> new SyntheticLoad(3, 0, START, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SyntheticLoad(3, 10_000, START, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SyntheticLoad(3, 1, START, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
