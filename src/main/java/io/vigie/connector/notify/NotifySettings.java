package io.vigie.connector.notify;

import io.vigie.connector.KafkaConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the notifier does.
 *
 * @param kafka where alerts are read, or null when they come from a file
 * @param topic the topic of alerts
 * @param group beginning of the consumer groups' names; the receiver's name follows
 * @param since how far back a receiver begins that was never told anything
 * @param link address of an incident's page with {@code {incidentId}} in it, or null
 * @param allowed hosts that may be called; all others are refused
 */
public record NotifySettings(
    @Nullable KafkaConnection kafka,
    String topic,
    String group,
    Duration since,
    @Nullable String link,
    List<AllowedHosts.Host> allowed,
    Retry retry,
    AlertmanagerPace pace,
    List<Receiver> receivers) {

  /** Where undeliverable alerts go. */
  public static final String UNDELIVERED_TOPIC = "vigie.undelivered.v1";

  public NotifySettings {
    allowed = List.copyOf(allowed);
    receivers = List.copyOf(receivers);
  }

  /** The same with another Kafka cluster. */
  public NotifySettings with(KafkaConnection connection) {
    return new NotifySettings(
        connection, topic, group, since, link, allowed, retry, pace, receivers);
  }

  /**
   * How a failed delivery is tried again.
   *
   * @param first wait after the first failure; it doubles with each
   * @param longest longest wait
   * @param giveUpAfter after this long an alert is undeliverable
   * @param timeout longest time of one call, from connecting to the last byte of the answer
   */
  public record Retry(Duration first, Duration longest, Duration giveUpAfter, Duration timeout) {}

  /**
   * How an Alertmanager is kept up to date.
   *
   * @param every how often it is told again what is open: it forgets when it restarts
   * @param stale after this long without news it takes an incident for over
   * @param lookBack how far back open incidents are looked for at the start
   */
  public record AlertmanagerPace(Duration every, Duration stale, Duration lookBack) {}
}
