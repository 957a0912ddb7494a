package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A uid ties an operator to its state: all stand in one enum, and every operator has its own. */
class UidTest {

  private static StreamExecutionEnvironment flink;

  @BeforeAll
  static void build() {
    JobSettings settings =
        JobSettings.read(
            Path.of("jobs", "crisis-detection"),
            Path.of("models"),
            new JobSettings.Overrides(
                null,
                List.of(
                    "scoring.enabled=false",
                    "kafka.bootstrapServers=127.0.0.1:9092",
                    "sinks.kafka.enabled=true",
                    "sinks.files.directory=file:///tmp/vigie-never-written",
                    "sinks.postgres.url=jdbc:postgresql://127.0.0.1:5432/vigie"),
                Map.of()));
    flink =
        StreamExecutionEnvironment.getExecutionEnvironment(CrisisDetection.configuration(settings));
    CrisisDetection.onKafka(flink, settings);
  }

  @Test
  void everyOperatorHasAUidOfItsOwnThatStartsWithARole() {
    List<String> uids =
        flink.getStreamGraph().getStreamNodes().stream()
            .map(node -> String.valueOf(node.getTransformationUID()))
            .toList();
    List<String> roles = Arrays.stream(Uid.values()).map(Uid::id).toList();
    // 8 streams to files and to Kafka, and 5 tables
    assertThat(uids).hasSizeGreaterThan(12 + 8 + 8 + 5).doesNotHaveDuplicates();
    assertThat(uids)
        // Flink names the committer of a sink by the sink's uid
        .extracting(uid -> uid.replaceFirst("^Sink [A-Za-z-]+: ", ""))
        .allMatch(
            uid -> roles.stream().anyMatch(role -> uid.equals(role) || uid.startsWith(role + "-")));
    for (Uid role : Uid.values()) {
      assertThat(uids).as(role.id()).anyMatch(uid -> uid.startsWith(role.id()));
    }
  }

  @Test
  void noTypeFallsBackToKryoAndNoUidIsMadeUp() {
    assertThat(flink.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(flink.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
  }
}
