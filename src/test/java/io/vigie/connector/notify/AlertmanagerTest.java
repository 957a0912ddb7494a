package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.notify.Hooks.Manner;
import io.vigie.connector.notify.NotifySettings.AlertmanagerPace;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.fixture.DebianPackage;
import io.vigie.incident.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager between the notifier and a receiver. */
class AlertmanagerTest {

  private static final String PACKAGE = "prometheus-alertmanager";
  private static final Retry RETRY =
      new Retry(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMinutes(2),
          Duration.ofSeconds(5));
  private static final AlertmanagerPace PACE =
      new AlertmanagerPace(Duration.ofSeconds(1), Duration.ofMinutes(30), Duration.ofDays(1));

  @TempDir private Path directory;

  private Hooks hooks;
  private Process alertmanager;
  private URI url = URI.create("");

  @BeforeEach
  void start() throws Exception {
    hooks = new Hooks((id, number) -> Manner.TAKE);
    Files.writeString(
        directory.resolve("alertmanager.yml"),
        """
        route:
          receiver: hooks
          group_by: [incident]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 4h
          routes:
            - matchers: [alertname="VigieWatchdog"]
              receiver: nobody
        receivers:
          - name: nobody
          - name: hooks
            webhook_configs: [{url: "%s"}]
        """
            .formatted(hooks.url()));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    url = URI.create("http://127.0.0.1:" + port);
    launch();
  }

  private void launch() throws Exception {
    alertmanager =
        new ProcessBuilder(
                binary().toString(),
                "--config.file=alertmanager.yml",
                "--storage.path=data",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + url.getPort())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("alertmanager.log").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isReady()) {
      assertThat(alertmanager.isAlive()).as(() -> "Alertmanager lives: " + log()).isTrue();
      assertThat(System.nanoTime()).as("Alertmanager is ready in time").isLessThan(deadline);
    }
  }

  /**
   * Debian's build reads its templates from /usr/share, where nothing is installed by a test: the
   * copy that runs here looks for them in its working directory instead.
   */
  private Path binary() throws Exception {
    Path program = DebianPackage.program(PACKAGE, "usr/bin/prometheus-alertmanager");
    Path copy = directory.resolve("alertmanager");
    if (!Files.exists(copy)) {
      String share = "/usr/share/prometheus/alertmanager";
      byte[] bytes = Files.readAllBytes(program);
      byte[] from = share.getBytes(StandardCharsets.US_ASCII);
      byte[] to = "./".repeat(from.length / 2).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i + from.length <= bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
          System.arraycopy(to, 0, bytes, i, to.length);
        }
      }
      Files.write(copy, bytes);
      assertThat(copy.toFile().setExecutable(true)).isTrue();
      for (String template : List.of("default.tmpl", "email.tmpl")) {
        Files.copy(
            DebianPackage.file(PACKAGE, share.substring(1) + "/" + template),
            directory.resolve(template));
      }
    }
    return copy;
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("alertmanager.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() throws Exception {
    end();
    hooks.close();
  }

  private void end() throws InterruptedException {
    alertmanager.destroy();
    alertmanager.waitFor(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode firing() throws Exception {
    return new ObjectMapper()
        .readTree(get("/api/v2/alerts?filter=alertname%3DVigieIncident").body());
  }

  private void tell(String... alerts) throws Exception {
    Path file = Files.write(directory.resolve("alerts.jsonl"), List.of(alerts));
    NotifySettings settings =
        new NotifySettings(
            null,
            "",
            "",
            Duration.ZERO,
            "https://vigie.example.org/incidents/{incidentId}",
            List.of(new AllowedHosts.Host("127.0.0.1", true)),
            RETRY,
            PACE,
            List.of(
                new Receiver("oncall", new Target.Alertmanager(url), Level.WATCH, Set.of(), true)));
    try (Notifier notifier =
        Notifier.onFile(settings, file, directory.resolve("undelivered.jsonl"))) {
      notifier.start(true);
      assertThat(notifier.await(60)).isTrue();
    }
    assertThat(directory.resolve("undelivered.jsonl")).doesNotExist();
  }

  @Test
  void anIncidentFiresOnceUnderItsLatestLevelAndEnds() throws Exception {
    String opened = Alerts.json("inc-1", 1, "incident", "open");
    String worse = Alerts.json("inc-1", 2, "crisis", "open");
    tell(opened, worse, Alerts.json("inc-2", 1, "watch", "open", "x", "Sorelune"));

    JsonNode now = firing();
    assertThat(now).hasSize(2);
    JsonNode crisis =
        now.get(0).at("/labels/incident").asText().equals("inc-1") ? now.get(0) : now.get(1);
    assertThat(crisis.at("/labels/severity").asText()).isEqualTo("crisis");
    assertThat(crisis.at("/labels/brand").asText()).isEqualTo("Telmora");
    assertThat(crisis.at("/annotations/title").asText()).startsWith("CRISIS 61/100 Telmora");
    assertThat(crisis.path("generatorURL").asText())
        .isEqualTo("https://vigie.example.org/incidents/inc-1");

    tell(opened, worse, Alerts.json("inc-1", 3, "crisis", "resolved"));
    assertThat(firing()).hasSize(1);

    tell(
        Alerts.json("inc-2", 1, "watch", "open", "x", "Sorelune"),
        Alerts.json("inc-2", 2, "watch", "merged", "x", "Sorelune"));
    assertThat(firing()).as("the other incident tells of it").isEmpty();
  }

  @Test
  void itIsToldAgainAfterItForgot() throws Exception {
    tell(Alerts.json("inc-1", 1, "crisis", "open"));
    end();
    launch();
    assertThat(firing()).isEmpty();

    tell(Alerts.json("inc-1", 1, "crisis", "open"));
    assertThat(firing()).hasSize(1);
  }

  @Test
  void aReceiverBehindItHears() throws Exception {
    tell(Alerts.json("inc-1", 1, "crisis", "open"));

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (hooks.acted().isEmpty()) {
      assertThat(System.nanoTime()).as("a message in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
    JsonNode message = new ObjectMapper().readTree(hooks.acted().values().iterator().next());
    assertThat(message.at("/commonLabels/incident").asText()).isEqualTo("inc-1");
  }

  @Test
  void theShippedExampleIsValidAndRoutesByRoleAndSeverity() throws Exception {
    String file = "jobs/notify/alertmanager.yml";
    assertThat(amtool("check-config", file)).contains("SUCCESS");
    assertThat(route(file, "severity=crisis", "role=legal", "exercise=false"))
        .contains("legal", "crisis-cell");
    assertThat(route(file, "severity=crisis", "role=community-manager", "exercise=false"))
        .isEqualTo("crisis-cell");
    assertThat(route(file, "severity=incident", "exercise=false")).isEqualTo("communication");
    assertThat(route(file, "severity=watch", "exercise=false")).isEqualTo("monitoring");
    assertThat(route(file, "severity=crisis", "role=legal", "exercise=true")).isEqualTo("drills");
    assertThat(route(file, "team=operations", "severity=critical")).isEqualTo("operations-on-call");
    assertThat(route(file, "team=operations", "severity=warning")).isEqualTo("operations");
  }

  private static String route(String file, String... labels) throws Exception {
    String[] words = new String[6 + labels.length];
    words[0] = "config";
    words[1] = "routes";
    words[2] = "test";
    words[3] = "--config.file=" + file;
    words[4] = "alertname=VigieIncident";
    words[5] = "incident=inc-1";
    System.arraycopy(labels, 0, words, 6, labels.length);
    return amtool(words).strip();
  }

  private static String amtool(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(DebianPackage.program(PACKAGE, "usr/bin/amtool").toString());
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
