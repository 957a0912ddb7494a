package io.vigie.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.job.JobSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PipelineBenchTest {

  private static final BenchSettings SMALL = new BenchSettings(1_000, 1_000, 2, 20, 100, 1);

  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final PipelineBench bench = new PipelineBench(SMALL, told::put);

  @Test
  void everyVariantIsMeasuredOnATopic() throws Exception {
    try (BenchInput input = bench.topic()) {
      String text = bench.run(input, List.of(Variant.values()), settings()).text();
      assertThat(text)
          .contains("| parse only |")
          .contains("| full, scoring off |")
          .contains("| full |")
          .contains("| full, scored mentions to Kafka |")
          .contains("| KPI windows |");
    }
    assertThat(told).containsKeys("filling the topic", "parse only");
  }

  @Test
  void filesAreMeasuredToo() throws Exception {
    try (BenchInput input = bench.file()) {
      String text =
          bench.run(input, List.of(Variant.PARSE_ONLY, Variant.SCORING_OFF), settings()).text();
      assertThat(text.lines().filter(line -> line.startsWith("| full, scoring off |"))).hasSize(1);
    }
  }

  @Test
  void nothingToMeasureIsRefused() {
    assertThatThrownBy(() -> new BenchSettings(0, 1, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PipelineBench.Settings settings() {
    return scoring ->
        JobSettings.read(
            Path.of("jobs/crisis-detection"),
            Path.of("models"),
            new JobSettings.Overrides(null, List.of("scoring.enabled=" + scoring), Map.of()));
  }
}
