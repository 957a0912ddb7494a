package io.vigie.cli.chaos;

import io.vigie.cli.cluster.MentionTopic;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The mentions of a run in the order in which they are sent, each with its partition. */
final class Feed {

  static final int PARTITIONS = 4;

  private static final Duration LAG = Duration.ofHours(6);

  private record Sent(Instant due, int partition, Mention mention) {}

  /** When mentions were sent, by what they were due for: one of so many is remembered. */
  private static final int REMEMBERED = 10;

  private final List<Sent> order;
  private final NavigableMap<Instant, Long> sentAt = new TreeMap<>();
  private int next;

  private Feed(List<Sent> order) {
    this.order = order;
  }

  /**
   * @param mentions in the order of time
   * @param fault how they are spread over the partitions
   */
  static Feed of(List<Mention> mentions, Fault fault) {
    List<Sent> order = new ArrayList<>(mentions.size());
    int partitions = fault.partitions() - (fault == Fault.IDLE_PARTITION ? 1 : 0);
    for (int i = 0; i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      int partition = i % partitions;
      boolean lags = fault == Fault.LAGGING_PARTITION && partition == 0;
      Instant due = lags ? mention.createdAt().plus(LAG) : mention.createdAt();
      order.add(new Sent(due, partition, mention));
    }
    order.sort(Comparator.comparing(Sent::due));
    return new Feed(order);
  }

  /** How many are still to be sent. */
  int left() {
    return order.size() - next;
  }

  /** Sends all that are due before a time. */
  void sendUntil(Instant time, MentionTopic topic) {
    while (next < order.size() && order.get(next).due().isBefore(time)) {
      send(topic);
    }
    topic.flush();
  }

  /**
   * Sends some, evenly over a time.
   *
   * @param count at most so many
   */
  void send(int count, Duration over, MentionTopic topic) throws InterruptedException {
    long started = System.nanoTime();
    int end = Math.min(order.size(), next + count);
    int first = next;
    while (next < end) {
      long due = over.toNanos() / count * (next - first);
      long early = due - (System.nanoTime() - started);
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      send(topic);
    }
    topic.flush();
  }

  /**
   * Sends all that are left, as evenly over a time as they lie in event time.
   *
   * @param over how long that takes
   */
  void sendInProportion(Duration over, MentionTopic topic) throws InterruptedException {
    long started = System.nanoTime();
    Instant first = order.get(next).due();
    double scale =
        (double) over.toNanos()
            / Math.max(1, Duration.between(first, order.get(order.size() - 1).due()).toMillis());
    while (next < order.size()) {
      long due = (long) (Duration.between(first, order.get(next).due()).toMillis() * scale);
      long early = due - (System.nanoTime() - started);
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      send(topic);
    }
    topic.flush();
  }

  /**
   * When the first mention of at least this event time was sent, in milliseconds since the epoch;
   * null if none was.
   */
  @Nullable Long sentAt(Instant time) {
    Map.Entry<Instant, Long> entry = sentAt.ceilingEntry(time);
    return entry == null ? null : entry.getValue();
  }

  private void send(MentionTopic topic) {
    if (next % REMEMBERED == 0) {
      sentAt.putIfAbsent(order.get(next).due(), System.currentTimeMillis());
    }
    Sent sent = order.get(next++);
    topic.send(MentionJson.write(sent.mention()), sent.partition());
  }
}
