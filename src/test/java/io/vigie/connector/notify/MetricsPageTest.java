package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.notify.Hooks.Manner;
import io.vigie.connector.notify.NotifySettings.AlertmanagerPace;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.incident.Level;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPageTest {

  private static final Retry RETRY =
      new Retry(
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));

  @TempDir private Path directory;

  @Test
  void saysOfEachReceiverWhatCameOfItsAlerts() throws Exception {
    Path alerts =
        Files.writeString(
            directory.resolve("alerts.jsonl"), Alerts.json("inc-1", 1, "crisis", "open") + "\n");
    try (Hooks good = new Hooks((id, number) -> number == 1 ? Manner.SERVER_ERROR : Manner.TAKE);
        Hooks bad = new Hooks((id, number) -> Manner.NOT_FOUND);
        Notifier notifier =
            Notifier.onFile(
                settings(webhook("good", good), webhook("bad", bad)),
                alerts,
                directory.resolve("undelivered.jsonl"));
        MetricsPage page = MetricsPage.serve("127.0.0.1", 0, notifier::metrics)) {
      notifier.start(true);
      assertThat(notifier.await(120)).isTrue();
      HttpResponse<String> answer = ask(page, "/metrics", "GET");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains(
              "# TYPE vigie_notify_delivered counter\n",
              "vigie_notify_delivered{receiver=\"good\"} 1.0\n",
              "vigie_notify_failed_tries{receiver=\"good\"} 1.0\n",
              "vigie_notify_undelivered{receiver=\"good\"} 0.0\n",
              "vigie_notify_delivered{receiver=\"bad\"} 0.0\n",
              "vigie_notify_undelivered{receiver=\"bad\"} 1.0\n",
              "vigie_notify_waiting_seconds{receiver=\"good\"} 0.0\n");
      assertThat(ask(page, "/metrics/../x", "GET").statusCode()).isEqualTo(404);
      assertThat(ask(page, "/metrics", "POST").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatWaitsIsMeasuredUntilItIsDelivered() {
    LaneCounts counts = new LaneCounts();
    assertThat(counts.waitingSeconds()).isZero();
    counts.waits();
    double first = counts.waitingSeconds();
    counts.waits();
    assertThat(counts.waitingSeconds()).isGreaterThanOrEqualTo(first).isPositive();
    counts.waitsNoMore();
    assertThat(counts.waitingSeconds()).isZero();
  }

  @Test
  void anAddressThatIsTakenIsToldByName() throws Exception {
    try (MetricsPage page = MetricsPage.serve("127.0.0.1", 0, () -> "")) {
      assertThatThrownBy(() -> MetricsPage.serve("127.0.0.1", page.port(), () -> ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + page.port());
    }
  }

  private static HttpResponse<String> ask(MetricsPage page, String path, String method)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Receiver webhook(String name, Hooks hooks) {
    return new Receiver(
        name,
        new Target.Webhook(hooks.url(), new Secret("0123456789abcdef")),
        Level.WATCH,
        Set.of(),
        true);
  }

  private static NotifySettings settings(Receiver... receivers) {
    return new NotifySettings(
        null,
        "unused",
        "unused",
        Duration.ofHours(1),
        null,
        List.of(new AllowedHosts.Host("127.0.0.1", true)),
        RETRY,
        new AlertmanagerPace(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(1)),
        List.of(receivers));
  }
}
