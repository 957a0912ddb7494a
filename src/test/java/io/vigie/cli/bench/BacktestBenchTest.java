package io.vigie.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.job.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestBenchTest {

  @Test
  void eachRunIsMeasuredOnTheSameHistory() throws Exception {
    List<String> told = new ArrayList<>();
    String text = new BacktestBench(500, 2, 5, 1, 2).run(settings(), (what, n) -> told.add(what));
    assertThat(text.lines().findFirst().orElseThrow())
        .matches("5\\d\\d scored mentions of 2 brands in 0\\.\\d days, \\d+ bytes a mention");
    List<String> runs = text.lines().filter(line -> line.matches("\\| \\d.*")).toList();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0)).startsWith("| 1 (cold) |");
    assertThat(told).contains("writing", "run 1 of 2", "run 2 of 2");
  }

  @Test
  void nothingToMeasureIsRefused() {
    assertThatThrownBy(() -> new BacktestBench(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BacktestBench(1, 1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JobSettings settings() {
    return JobSettings.read(
        Path.of("jobs/crisis-detection"),
        Path.of("models"),
        new JobSettings.Overrides(null, List.of("scoring.enabled=false"), Map.of()));
  }
}
