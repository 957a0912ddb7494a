package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifySettingsReaderTest {

  @TempDir private Path directory;

  private List<String> problemsOf(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("notify.yaml"), yaml);
    Problems problems = new Problems();
    NotifySettingsReader.read(file, Map.of("SHORT", "abc", "KEY", "0123456789abcdef"), problems);
    return problems.sorted().stream()
        .map(Problem::toString)
        .map(text -> text.replace(file.toString(), "notify.yaml"))
        .toList();
  }

  @Test
  void theShippedFileIsRight() {
    Problems problems = new Problems();
    NotifySettings settings =
        NotifySettingsReader.read(Path.of("jobs/notify/notify.yaml"), Map.of(), problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.receivers()).extracting(Receiver::name).contains("alertmanager", "record");
  }

  @Test
  void everyProblemIsToldWithItsLine() throws IOException {
    assertThat(
            problemsOf(
                """
                kafka: {bootstrapServer: localhost:9092}
                link: vigie.example.org
                allow:
                  - hooks.example.org
                retry: {first: 10s, longest: 5s, giveUpAfter: 30d}
                alertmanager: {every: 1m, stale: 90s}
                receivers:
                  - name: Crisis Cell
                    webhook: {url: "https://hooks.example.org/x", keyEnv: MISSING}
                  - name: metadata
                    webhook: {url: "http://169.254.169.254/latest", keyEnv: KEY}
                  - name: metadata
                    webhook: {url: "ftp://hooks.example.org", keyEnv: SHORT}
                    atLeast: critical
                  - name: both
                    file: {path: x}
                    alertmanager: {url: "https://user:secret@hooks.example.org"}
                """))
        .containsExactly(
            "notify.yaml:1: unknown key 'bootstrapServer' (did you mean 'bootstrapServers'?)",
            "notify.yaml:1: 'link' should be an address with {incidentId} in it, such as"
                + " https://vigie.example.org/incidents/{incidentId}",
            "notify.yaml:5: 'longest' should be longer than 'first'",
            "notify.yaml:5: 'giveUpAfter' should be between 0.001s and 168h",
            "notify.yaml:6: 'stale' should be at least twice 'every', or incidents flap",
            "notify.yaml:8: 'name' should be lower-case words with hyphens",
            "notify.yaml:9: the environment variable MISSING is not set",
            "notify.yaml:11: host '169.254.169.254' may not be called: add it to the list 'allow'"
                + " if it may",
            "notify.yaml:12: there are two receivers 'metadata'",
            "notify.yaml:13: 'url' should be an address such as https://hooks.example.org/vigie",
            "notify.yaml:13: the key should have at least 16 characters",
            "notify.yaml:14: 'atLeast' is no level; known are info, watch, incident, crisis",
            "notify.yaml:15: should say exactly one of alertmanager, webhook, file");
  }

  @Test
  void aKeyIsNeverShown() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("notify.yaml"),
            """
            allow: [hooks.example.org]
            receivers:
              - name: crm
                webhook: {url: "https://hooks.example.org/x", keyEnv: KEY}
            """);
    Problems problems = new Problems();
    NotifySettings settings =
        NotifySettingsReader.read(file, Map.of("KEY", "0123456789abcdef"), problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.toString()).contains("crm").doesNotContain("0123456789abcdef");
  }

  @Test
  void theSchemaKnowsTheKeysOfTheReader() throws IOException {
    JsonNode definitions =
        new ObjectMapper()
            .readTree(Path.of("jobs/schema/notify.schema.json").toFile())
            .path("$defs");
    Map<String, List<String>> keys =
        Map.of(
            "settings", NotifySettingsReader.KEYS,
            "kafka", NotifySettingsReader.KAFKA_KEYS,
            "host", NotifySettingsReader.HOST_KEYS,
            "retry", NotifySettingsReader.RETRY_KEYS,
            "pace", NotifySettingsReader.PACE_KEYS,
            "receiver", NotifySettingsReader.RECEIVER_KEYS,
            "alertmanagerTarget", NotifySettingsReader.ALERTMANAGER_KEYS,
            "webhookTarget", NotifySettingsReader.WEBHOOK_KEYS,
            "fileTarget", NotifySettingsReader.FILE_KEYS);
    keys.forEach(
        (object, known) ->
            assertThat(definitions.path(object).path("properties").fieldNames())
                .toIterable()
                .as(object)
                .containsExactlyInAnyOrderElementsOf(known));
  }
}
