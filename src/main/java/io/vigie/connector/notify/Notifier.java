package io.vigie.connector.notify;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers alerts to all receivers, each on a thread of its own. Alerts come from Kafka, which
 * keeps them: what a receiver has not taken yet is still there after a restart.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private static final String API = "/api/v2/alerts";

  private interface Records {
    AlertRecords of(Receiver receiver) throws IOException;
  }

  private final List<Lane> lanes = new ArrayList<>();
  private final List<AlertRecords> opened = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Posts posts;
  private final Undelivered undelivered;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable CountDownLatch running;

  private Notifier(NotifySettings settings, Records records, Undelivered undelivered)
      throws IOException {
    this.posts = new Posts(new AllowedHosts(settings.allowed()), settings.retry().timeout());
    this.undelivered = undelivered;
    Messages messages = new Messages(settings.link());
    try {
      for (Receiver receiver : settings.receivers()) {
        AlertRecords alerts = records.of(receiver);
        opened.add(alerts);
        lanes.add(lane(receiver, alerts, settings, messages));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * A notifier on a topic.
   *
   * @throws io.vigie.connector.ServiceUnreachableException if no broker answers
   * @throws IllegalStateException if there is no such topic
   */
  public static Notifier onKafka(NotifySettings settings) throws IOException {
    KafkaConnection kafka = settings.kafka();
    if (kafka == null) {
      throw new IllegalStateException("kafka.bootstrapServers is not set");
    }
    KafkaTopics.ensure(kafka, Set.of(), List.of(NotifySettings.UNDELIVERED_TOPIC), -1, (short) -1);
    return new Notifier(
        settings,
        receiver ->
            receiver.target() instanceof Target.Alertmanager
                ? KafkaAlerts.again(kafka, settings.topic(), settings.pace().lookBack())
                : KafkaAlerts.onFromCommitted(
                    kafka,
                    settings.topic(),
                    settings.group() + "-" + receiver.name(),
                    settings.since()),
        Undelivered.inKafka(kafka));
  }

  /**
   * A notifier on a file of alerts, to its end.
   *
   * @param undelivered file for what no receiver takes
   */
  public static Notifier onFile(NotifySettings settings, Path alerts, Path undelivered)
      throws IOException {
    return new Notifier(
        settings, receiver -> new FileAlerts(alerts), Undelivered.inFile(undelivered));
  }

  private Lane lane(
      Receiver receiver, AlertRecords alerts, NotifySettings settings, Messages messages) {
    Target target = receiver.target();
    if (target instanceof Target.Alertmanager alertmanager) {
      URI url = URI.create(alertmanager.url() + API);
      return new AlertmanagerLane(
          receiver,
          alerts,
          json -> posts.post(url, json, Map.of()),
          messages,
          undelivered,
          settings.pace(),
          settings.retry(),
          Clock.systemUTC());
    }
    DeliveryLane.Delivery delivery;
    if (target instanceof Target.Webhook webhook) {
      delivery =
          alert -> {
            String body = messages.webhook(alert);
            return posts.post(
                webhook.url(),
                body,
                Signature.headers(alert.alertId(), body, Instant.now(), webhook.key()));
          };
    } else {
      Path path = ((Target.Lines) target).path();
      delivery =
          alert -> {
            try {
              LineFile.append(path, messages.webhook(alert).getBytes(StandardCharsets.UTF_8));
              return Outcome.DELIVERED;
            } catch (IOException e) {
              return Outcome.failed(e.toString(), null);
            }
          };
    }
    return new DeliveryLane(receiver, alerts, delivery, undelivered, settings.retry());
  }

  /**
   * Begins to deliver.
   *
   * @param once ends when all that was there at the start is delivered, or given up
   */
  public void start(boolean once) {
    CountDownLatch latch = new CountDownLatch(lanes.size());
    running = latch;
    for (Lane lane : lanes) {
      Thread thread = new Thread(() -> run(lane, once, latch), "notify-" + lane.receiver().name());
      threads.add(thread);
      thread.start();
    }
  }

  private void run(Lane lane, boolean once, CountDownLatch latch) {
    try {
      lane.run(once);
    } catch (InterruptedException | InterruptException e) {
      LOG.info("{}: stops", lane.receiver().name());
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      LOG.error("{}: stops", lane.receiver().name(), e);
    } finally {
      latch.countDown();
    }
  }

  /**
   * Waits until all lanes ended.
   *
   * @return whether they have; false after the time
   * @throws IllegalStateException if one ended by a failure
   */
  public boolean await(long seconds) throws InterruptedException {
    boolean ended = running != null && running.await(seconds, TimeUnit.SECONDS);
    Throwable why = failure.get();
    if (why != null) {
      throw new IllegalStateException("a receiver's lane broke: " + why.getMessage(), why);
    }
    return ended;
  }

  /** By receiver, what came of its alerts so far, in words. */
  public Map<String, String> counts() {
    Map<String, String> all = new LinkedHashMap<>();
    lanes.forEach(lane -> all.put(lane.receiver().name(), lane.counts().toString()));
    return all;
  }

  /**
   * The counts as Prometheus reads them (text format 0.0.4). A receiver's name is lower-case words
   * with hyphens, so nothing needs to be escaped.
   */
  public String metrics() {
    StringBuilder page = new StringBuilder();
    metric(page, "delivered", "counter", counts -> counts.delivered.get());
    metric(page, "failed_tries", "counter", counts -> counts.failures.get());
    metric(page, "undelivered", "counter", counts -> counts.undelivered.get());
    metric(page, "waiting_seconds", "gauge", LaneCounts::waitingSeconds);
    return page.toString();
  }

  private void metric(
      StringBuilder page, String name, String type, ToDoubleFunction<LaneCounts> value) {
    String full = "vigie_notify_" + name;
    page.append("# TYPE ").append(full).append(' ').append(type).append('\n');
    for (Lane lane : lanes) {
      page.append(full)
          .append("{receiver=\"")
          .append(lane.receiver().name())
          .append("\"} ")
          .append(value.applyAsDouble(lane.counts()))
          .append('\n');
    }
  }

  /** Alerts that a receiver did not take, over all of them. */
  public long undeliveredCount() {
    return lanes.stream().mapToLong(lane -> lane.counts().undelivered.get()).sum();
  }

  /** Stops between two tries; what is not delivered comes again after the next start. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    opened.forEach(AlertRecords::close);
    posts.close();
    undelivered.close();
  }
}
