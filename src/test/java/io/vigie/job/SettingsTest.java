package io.vigie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.ResultStream;
import io.vigie.job.JobSettings.Overrides;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final Path SHIPPED = Path.of("jobs", "crisis-detection");
  private static final Path MODELS = Path.of("models");

  @TempDir Path directory;

  @Test
  void laterWordsWin() throws IOException {
    Path yaml = write("job.yaml", "intake:\n  outOfOrder: 1s\n  idleAfter: 1s\n");
    Path file = write("job.env", "# a comment\n\nintake.outOfOrder = 2s\nkafka.groupId=b\n");
    Problems problems = new Problems();
    Settings settings = settings(problems).withYaml(yaml);
    assertThat(settings.get(Options.OUT_OF_ORDER)).isEqualTo(Duration.ofSeconds(1));
    settings.withEnvironmentFile(file);
    assertThat(settings.get(Options.OUT_OF_ORDER)).isEqualTo(Duration.ofSeconds(2));
    settings.withPairs(List.of("intake.outOfOrder=3s", "kafka.properties.sasl.mechanism=PLAIN"));
    assertThat(settings.get(Options.OUT_OF_ORDER)).isEqualTo(Duration.ofSeconds(3));
    settings.withEnvironment(Map.of("VIGIE_INTAKE_OUT_OF_ORDER", "4s", "VIGIE_OTHER", "x"));
    assertThat(settings.get(Options.OUT_OF_ORDER)).isEqualTo(Duration.ofSeconds(4));

    assertThat(settings.get(Options.IDLE_AFTER)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.get(Options.KAFKA_GROUP)).isEqualTo("b");
    assertThat(settings.get(Options.BATCH_SIZE)).isEqualTo(256);
    assertThat(settings.find(Options.POSTGRES_URL)).isNull();
    assertThat(settings.below(Options.KAFKA_PROPERTIES))
        .containsExactly(Map.entry("sasl.mechanism", "PLAIN"));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() throws IOException {
    Path yaml =
        write(
            "job.yaml",
            """
            intake:
              outOfOrder: soon
              idleAfter: 5s
            scoring:
              batchSize: 0
              enabled: perhaps
            kpi:
              allowedLateness: 1h
            sinks: {kafka: {streams: [alerts, "a,b"]}}
            """);
    Path file = write("job.env", "kafka.start=sometimes\nnonsense\n");
    Problems problems = new Problems();
    Settings settings =
        settings(problems)
            .withYaml(yaml)
            .withEnvironmentFile(file)
            .withPairs(List.of("intake.idleAfter=0s", "kafka.groupID=x"))
            .withEnvironment(Map.of("VIGIE_KPIS_ALLOWED_LATENESS", "1y"));
    settings.get(Options.OUT_OF_ORDER);
    settings.get(Options.IDLE_AFTER);
    settings.get(Options.BATCH_SIZE);
    settings.get(Options.SCORING);
    settings.get(Options.KAFKA_START);
    settings.get(Options.ALLOWED_LATENESS);

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .contains(
            yaml
                + ":2: 'intake.outOfOrder' should be a time span such as 500ms, 30s, 5m, 2h or 14d",
            yaml + ":5: 'scoring.batchSize' should be a whole number, 1 to 8192",
            yaml + ":6: 'scoring.enabled' should be true or false",
            yaml
                + ":8: unknown setting 'kpi.allowedLateness' (did you mean 'kpis.allowedLateness'?)",
            yaml + ":9: 'sinks.kafka.streams' should be a list of plain texts without commas",
            file + ":1: 'kafka.start' should be one of committed, earliest, latest",
            file + ":2: should be key=value",
            "-D intake.idleAfter: 'intake.idleAfter' should be a time span from 1s to 1d",
            "-D kafka.groupID: unknown setting 'kafka.groupID' (did you mean 'kafka.groupId'?)",
            "VIGIE_KPIS_ALLOWED_LATENESS: 'kpis.allowedLateness' should be a time span such as 500ms, 30s, 5m, 2h or 14d")
        .hasSize(10);
  }

  @Test
  void aMisspeltVariableIsToldAndAForeignOneIsNot() {
    Problems problems = new Problems();
    settings(problems)
        .withEnvironment(
            Map.of(
                "VIGIE_KAFKA_GROUPID", "x",
                "VIGIE_SINKS_POSTGRES_PASWORD_FILE", "/run/secrets/password",
                "VIGIE_HOME", "/opt/vigie",
                "VIGIE_SERVICE_HOST", "10.0.0.1",
                "VIGIE_PORT_8081_TCP_ADDR", "10.0.0.1"));

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "VIGIE_KAFKA_GROUPID: is no setting (did you mean 'VIGIE_KAFKA_GROUP_ID'?)",
            "VIGIE_SINKS_POSTGRES_PASWORD_FILE: is no setting (did you mean"
                + " 'VIGIE_SINKS_POSTGRES_PASSWORD'?)");
  }

  @Test
  void secretsComeFromFilesAndAreNeverPrinted() throws IOException {
    Path password = write("password", "hunter2\n");
    Problems problems = new Problems();
    Settings settings =
        settings(problems)
            .withPairs(
                List.of(
                    "kafka.properties.sasl.jaas.config=hunter3",
                    "flink.properties.s3.secret-key=hunter4"))
            .withEnvironment(Map.of("VIGIE_SINKS_POSTGRES_PASSWORD_FILE", password.toString()));
    assertThat(settings.find(Options.POSTGRES_PASSWORD)).isEqualTo("hunter2");
    assertThat(settings.toString())
        .contains("sinks.postgres.password=***", "sasl.jaas.config=***")
        .doesNotContain("hunter");

    JobSettings read =
        read(
            SHIPPED,
            new Overrides(
                null,
                List.of(
                    "scoring.enabled=false",
                    "kafka.bootstrapServers=h:1",
                    "kafka.properties.sasl.jaas.config=hunter3",
                    "flink.properties.s3.secret-key=hunter4",
                    "sinks.postgres.url=jdbc:postgresql://h/v?password=hunter5"),
                Map.of("VIGIE_SINKS_POSTGRES_PASSWORD_FILE", password.toString())));
    assertThat(read.toString()).contains("crisis-detection").doesNotContain("hunter");
    assertThat(CrisisDetection.configuration(read).toMap())
        .containsEntry("s3.secret-key", "hunter4");
  }

  @Test
  void aSecretsFileThatIsMissingIsAProblemAndNotAnEmptyPassword() {
    assertThatThrownBy(
            () ->
                read(
                    SHIPPED,
                    new Overrides(
                        directory.resolve("no.env"),
                        List.of("scoring.enabled=false"),
                        Map.of("VIGIE_SINKS_POSTGRES_PASSWORD_FILE", "/nowhere/password"))))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(
            "VIGIE_SINKS_POSTGRES_PASSWORD_FILE: /nowhere/password cannot be read")
        .hasMessageContaining("no.env: cannot be read");
  }

  @Test
  void theShippedJobIsReadWithItsModel() {
    JobSettings settings = read(SHIPPED, Overrides.NONE);
    assertThat(settings.name()).isEqualTo("crisis-detection");
    assertThat(settings.detection().patterns().patterns()).hasSize(11);
    assertThat(settings.detection().watchlist().brands()).hasSize(5);
    assertThat(settings.kafka()).isNull();
    assertThat(settings.postgres()).isNull();
    assertThat(settings.kafkaStreams()).isEmpty();
    assertThat(
            CrisisDetection.configuration(settings)
                .get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void brokenDirectoriesTellAllThatIsWrongWithAllTheirFiles() throws IOException {
    write("job.yaml", "model: no-such-model\nsinks:\n  kafka: {enabled: true, streams: [alert]}\n");
    write("brands.yaml", "brands:\n  - nam: Lumio\n");
    write("patterns/p.yaml", "pattern: Broken\n");
    assertThatThrownBy(() -> read(directory, Overrides.NONE))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::toString)
                    .anyMatch(p -> p.contains("job.yaml:1: 'model'"))
                    .anyMatch(p -> p.contains("'sinks.kafka.enabled' needs kafka.bootstrapServers"))
                    .anyMatch(
                        p -> p.contains("'sinks.kafka.streams' names no stream of results: alert"))
                    .anyMatch(p -> p.contains("brands.yaml:2: unknown key 'nam'"))
                    .anyMatch(p -> p.contains("p.yaml:1: 'pattern' is 'Broken'")));
    assertThatThrownBy(() -> read(directory.resolve("nowhere"), Overrides.NONE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("job.yaml");
  }

  @Test
  void streamsAreChosenByTheirNames() {
    JobSettings settings =
        read(
            SHIPPED,
            new Overrides(
                null,
                List.of(
                    "scoring.enabled=false",
                    "kafka.bootstrapServers=h:1",
                    "sinks.kafka.enabled=true",
                    "sinks.kafka.streams=alerts, dead-letters"),
                Map.of()));
    assertThat(settings.kafkaStreams())
        .isEqualTo(Set.of(ResultStream.ALERTS, ResultStream.DEAD_LETTERS));
  }

  @Test
  void everyOptionHasADefaultThatItCanRead() {
    for (Option<?> option : Options.all()) {
      String text = option.defaultText();
      if (text != null) {
        assertThat(option.read().apply(text)).as(option.key()).isNotNull();
      }
      assertThat(option.environmentVariable()).as(option.key()).matches("VIGIE_[A-Z_]+");
    }
    assertThat(Options.all()).extracting(Option::environmentVariable).doesNotHaveDuplicates();
    assertThat(Options.KAFKA_GROUP.environmentVariable()).isEqualTo("VIGIE_KAFKA_GROUP_ID");
  }

  private static Settings settings(Problems problems) {
    return new Settings(Options.all(), Options.openPrefixes(), problems);
  }

  private static JobSettings read(Path job, Overrides overrides) {
    return JobSettings.read(job, MODELS, overrides);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
