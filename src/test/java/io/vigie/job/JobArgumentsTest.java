package io.vigie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.yaml.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  @Test
  void readsEveryArgument() {
    JobArguments read =
        JobArguments.parse(
            "--job", "j", "-D", "a=1", "--models", "m", "--env-file", "e", "-D", "b=2");

    assertThat(read)
        .isEqualTo(
            new JobArguments(Path.of("j"), Path.of("m"), Path.of("e"), List.of("a=1", "b=2")));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> JobArguments.parse()).hasMessageStartingWith("--job is missing");
    assertThatThrownBy(() -> JobArguments.parse("--job"))
        .hasMessageStartingWith("--job needs a value");
    assertThatThrownBy(() -> JobArguments.parse("--jobs", "j"))
        .hasMessageStartingWith("unknown argument --jobs; usage: --job DIR");
  }

  @Test
  void overridesInTheirOrder() {
    JobArguments arguments =
        JobArguments.parse(
            "--job",
            "jobs/crisis-detection",
            "-D",
            "scoring.enabled=false",
            "-D",
            "kafka.groupId=a");

    JobSettings settings =
        arguments.read(
            Map.of("VIGIE_KAFKA_GROUP_ID", "b", "VIGIE_KAFKA_BOOTSTRAP_SERVERS", "k:9092"));

    JobSettings.KafkaInput kafka = Objects.requireNonNull(settings.kafka());
    assertThat(kafka.groupId()).isEqualTo("b");
    assertThat(kafka.connection().bootstrapServers()).isEqualTo("k:9092");
  }

  @Test
  void reportsEveryProblemAtOnce() {
    JobArguments arguments =
        JobArguments.parse(
            "--job",
            "jobs/crisis-detection",
            "-D",
            "scoring.enabled=perhaps",
            "-D",
            "kafka.gruppe=a");

    assertThatThrownBy(() -> arguments.read(Map.of()))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("'scoring.enabled' should be true or false")
        .hasMessageContaining("unknown setting 'kafka.gruppe'");
  }
}
