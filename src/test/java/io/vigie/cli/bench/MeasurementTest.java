package io.vigie.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void figuresAreMediansOverRepetitions() {
    Measurement measured =
        Measurement.of(
            Variant.SCORING_ON,
            List.of(
                snapshot(0, 10, 4),
                snapshot(10, 30, 14),
                snapshot(14, 38, 18),
                snapshot(34, 98, 58)),
            List.of(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L),
            100,
            200);

    assertThat(measured.mentionsPerSecond()).isCloseTo(100_000, within(1e-6));
    assertThat(measured.cpuSecondsPerMillion()).isCloseTo(20, within(1e-9));
    assertThat(measured.cpuSecondsByStage().get(Stage.SCORE_AND_TALLY)).isCloseTo(10, within(1e-9));
    assertThat(measured.cpuSecondsByStage().get(Stage.VIRTUAL_MACHINE))
        .as("what no thread accounts for")
        .isCloseTo(10, within(1e-9));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Measurement.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }

  @Test
  void threadsBelongToStages() {
    assertThat(Stage.ofThread("drop-duplicates -> score-mentions -> tally-minutes (1/2)#0"))
        .isEqualTo(Stage.SCORE_AND_TALLY);
    assertThat(Stage.ofThread("Source: read-mentions -> separate-dead-letters (1/2)#0"))
        .isEqualTo(Stage.READ_AND_PARSE);
    assertThat(Stage.ofThread("roll-up-kpis (2/2)#0")).isEqualTo(Stage.KPIS);
    assertThat(Stage.ofThread("match-pattern-pile-on (1/2)#0")).isEqualTo(Stage.STORY);
    assertThat(Stage.ofThread("data-plane-kafka-request-handler-0")).isEqualTo(Stage.KAFKA);
    assertThat(Stage.ofThread("flink-metrics-scheduler-1")).isEqualTo(Stage.FLINK);
  }

  private static Snapshot snapshot(long seconds, long cpu, long scoring) {
    return new Snapshot(
        seconds * 1_000_000_000L,
        cpu * 1_000_000_000L,
        Map.of(Stage.SCORE_AND_TALLY, scoring * 1_000_000_000L));
  }
}
