package io.vigie.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.job.JobSettings;
import io.vigie.stream.DetectionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BrandsBenchTest {

  private final DetectionSettings settings =
      JobSettings.read(
              Path.of("jobs/crisis-detection"),
              Path.of("models"),
              new JobSettings.Overrides(null, List.of("scoring.enabled=false"), Map.of()))
          .detection();

  @Test
  void everyHourIsToldWithItsCostAndState() throws IOException {
    AtomicInteger done = new AtomicInteger();
    BrandsBenchReport report = new BrandsBench(30, 3, 2, settings).run(done::set);
    JsonNode json = new ObjectMapper().readTree(report.json());

    assertThat(done).hasValue(30);
    assertThat(json.get("unit").asText()).isEqualTo("hour");
    assertThat(json.get("spans")).hasSize(3);
    for (JsonNode span : json.get("spans")) {
      assertThat(span.get("mentions").asInt()).isPositive();
      // a brand that nobody speaks of is not stepped
      assertThat(span.get("steps").asInt()).isBetween(60, 30 * 60);
      assertThat(span.get("indicatorMicrosPerStep").asDouble()).isPositive();
      JsonNode bytes = span.get("bytesPerBrand").get("all four");
      assertThat(bytes.get("mean").asInt()).isBetween(1_000, bytes.get("most").asInt());
      assertThat(bytes.get("p99").asInt()).isLessThanOrEqualTo(bytes.get("most").asInt());
    }
    assertThat(report.text()).contains("| hour | mentions |").contains("30 brands, 3 hours");
  }

  @Test
  void theSameBrandsSayTheSame() throws IOException {
    assertThat(counts(new BrandsBench(5, 60, 1, settings).run(done -> {})))
        .isEqualTo(counts(new BrandsBench(5, 60, 1, settings).run(done -> {})));
  }

  /** A run of 60 hours is told by day, and its last half day too. */
  private static String counts(BrandsBenchReport report) throws IOException {
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.get("unit").asText()).isEqualTo("day");
    assertThat(json.get("spans")).hasSize(3);
    StringBuilder counts = new StringBuilder();
    for (JsonNode span : json.get("spans")) {
      assertThat(span.get("bytesPerBrand").get("history").get("mean").asInt()).isPositive();
      counts.append(span.get("mentions")).append(span.get("steps")).append(span.get("signals"));
      counts.append(span.get("bytesPerBrand"));
    }
    return counts.toString();
  }

  @Test
  void nothingToMeasureIsRefused() {
    assertThatThrownBy(() -> new BrandsBench(0, 1, 1, settings))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
