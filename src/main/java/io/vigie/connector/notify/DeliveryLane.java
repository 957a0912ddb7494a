package io.vigie.connector.notify;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.vigie.connector.notify.AlertRecords.Entry;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each alert once and in its order, to a webhook or a file: the next one waits until the one before
 * it is delivered or given up, so that no "resolved" overtakes its incident. How far it came is
 * noted with the records, which outlive a restart.
 */
final class DeliveryLane implements Lane {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLane.class);

  /** One try to deliver an alert. */
  interface Delivery {
    Outcome send(Alert alert);
  }

  private static final Duration POLL = Duration.ofMillis(500);

  /** Failures in a row after which a receiver is left alone for the longest wait. */
  private static final int BREAK_AFTER = 5;

  /** Repeats come soon after a restart of the job: nobody needs to know ids for ever. */
  private static final int KNOWN_IDS = 10_000;

  private final Receiver receiver;
  private final AlertRecords records;
  private final Delivery delivery;
  private final Undelivered undelivered;
  private final LaneCounts counts = new LaneCounts();
  private final FailsafeExecutor<Outcome> retrying;
  private final Set<String> deliveredIds = recent();

  /** Incidents that this receiver was told of: it is told of their end, whatever the level then. */
  private final Set<String> toldIncidents = recent();

  DeliveryLane(
      Receiver receiver,
      AlertRecords records,
      Delivery delivery,
      Undelivered undelivered,
      Retry retry) {
    this.receiver = receiver;
    this.records = records;
    this.delivery = delivery;
    this.undelivered = undelivered;
    CircuitBreaker<Outcome> breaker =
        CircuitBreaker.<Outcome>builder()
            .handleResultIf(Outcome::mayBeRetried)
            .withFailureThreshold(BREAK_AFTER)
            .withDelay(retry.longest())
            .onOpen(event -> LOG.warn("{}: does not answer, left alone for a while", name()))
            .onClose(event -> LOG.info("{}: answers again", name()))
            .build();
    RetryPolicy<Outcome> policy =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(outcome -> outcome != null && outcome.mayBeRetried())
            .handle(CircuitBreakerOpenException.class)
            .withBackoff(retry.first(), retry.longest())
            .withJitter(0.2)
            .withDelayFn(
                context -> {
                  Outcome last = context.getLastResult();
                  Duration asked = last == null ? null : last.retryAfter();
                  Duration open = breaker.getRemainingDelay();
                  return asked != null && asked.compareTo(open) > 0
                      ? asked
                      : open.isZero() ? Duration.ofNanos(-1) : open;
                })
            .withMaxRetries(-1)
            .withMaxDuration(retry.giveUpAfter())
            .build();
    this.retrying = Failsafe.with(policy, breaker);
  }

  private static Set<String> recent() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN_IDS;
          }
        });
  }

  @Override
  public void run(boolean once) throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      for (Entry entry : records.poll(POLL)) {
        handle(entry);
        records.done(entry);
      }
      if (once && records.caughtUp()) {
        return;
      }
    }
    throw new InterruptedException();
  }

  private void handle(Entry entry) throws InterruptedException {
    Alert alert;
    try {
      alert = AlertJson.read(entry.json());
    } catch (IllegalArgumentException e) {
      giveUp(entry, "is no alert: " + e.getMessage());
      return;
    }
    boolean endsKnown = receiver.watches(alert) && toldIncidents.contains(alert.incidentId());
    if (!receiver.wants(alert) && !endsKnown) {
      counts.skipped.incrementAndGet();
      return;
    }
    if (deliveredIds.contains(alert.alertId())) {
      counts.repeated.incrementAndGet();
      return;
    }
    counts.waits();
    Outcome outcome = deliver(alert);
    if (outcome.delivered()) {
      counts.delivered.incrementAndGet();
      deliveredIds.add(alert.alertId());
      toldIncidents.add(alert.incidentId());
    } else {
      giveUp(entry, outcome.why());
    }
    counts.waitsNoMore();
  }

  private Outcome deliver(Alert alert) throws InterruptedException {
    Map<String, Outcome> last = new HashMap<>();
    try {
      return Objects.requireNonNull(
          retrying.get(
              () -> {
                Outcome outcome = delivery.send(alert);
                last.put("outcome", outcome);
                if (outcome.mayBeRetried()) {
                  counts.failures.incrementAndGet();
                  LOG.warn("{}: alert {}: {}", name(), alert.alertId(), outcome.why());
                }
                return outcome;
              }));
    } catch (CircuitBreakerOpenException e) {
      return last.getOrDefault("outcome", Outcome.failed("does not answer", null));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw (InterruptedException) e.getCause();
      }
      throw e;
    }
  }

  private void giveUp(Entry entry, String why) {
    counts.undelivered.incrementAndGet();
    LOG.error("{}: {} undelivered: {}", name(), entry.origin(), why);
    undelivered.add(receiver.name(), why, entry);
  }

  private String name() {
    return receiver.name();
  }

  @Override
  public Receiver receiver() {
    return receiver;
  }

  @Override
  public LaneCounts counts() {
    return counts;
  }
}
