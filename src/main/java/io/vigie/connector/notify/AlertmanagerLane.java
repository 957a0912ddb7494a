package io.vigie.connector.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.connector.notify.AlertRecords.Entry;
import io.vigie.connector.notify.NotifySettings.AlertmanagerPace;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an Alertmanager up to date. It does not take messages but states: which alerts are firing
 * now. It forgets them when it restarts and takes those for over that it hears no more of, so it is
 * told everything again at a pace, and at once when something changes. The open incidents are found
 * again at the start by reading the last days of the topic: there is nothing to remember.
 *
 * <p>An alert {@code VigieWatchdog} always fires: when it stops, this way is cut (a dead man's
 * switch; see docs/notify.md).
 */
final class AlertmanagerLane implements Lane {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerLane.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How long an ended alert is told of: once would be lost if the Alertmanager is away. */
  private static final Duration TELL_END = Duration.ofMinutes(15);

  /** Open incidents that are kept; many thousand would mean that something else is wrong. */
  private static final int MOST = 20_000;

  /** What an Alertmanager knows under one set of labels. */
  private static final class Firing {
    final Map<String, String> labels;
    Alert alert;
    @Nullable Instant endedAt;

    /** Wall time from which on the end need not be told any more. */
    @Nullable Instant forgetAt;

    Firing(Map<String, String> labels, Alert alert) {
      this.labels = labels;
      this.alert = alert;
    }
  }

  private final Receiver receiver;
  private final AlertRecords records;
  private final Function<String, Outcome> post;
  private final Messages messages;
  private final Undelivered undelivered;
  private final AlertmanagerPace pace;
  private final Retry retry;
  private final Clock clock;
  private final LaneCounts counts = new LaneCounts();

  /** By labels, oldest first. */
  private final Map<Map<String, String>, Firing> firing = new LinkedHashMap<>();

  /** Latest revision seen, by incident that this receiver was told of. */
  private final Map<String, Integer> revisions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST;
        }
      };

  private boolean changed = true;
  private int failuresInRow;
  private Instant nextPost = Instant.MIN;

  /**
   * @param post sends a JSON array of alerts
   */
  AlertmanagerLane(
      Receiver receiver,
      AlertRecords records,
      Function<String, Outcome> post,
      Messages messages,
      Undelivered undelivered,
      AlertmanagerPace pace,
      Retry retry,
      Clock clock) {
    this.receiver = receiver;
    this.records = records;
    this.post = post;
    this.messages = messages;
    this.undelivered = undelivered;
    this.pace = pace;
    this.retry = retry;
    this.clock = clock;
  }

  @Override
  public void run(boolean once) throws InterruptedException {
    Instant giveUpAt = clock.instant().plus(retry.giveUpAfter());
    while (!Thread.currentThread().isInterrupted()) {
      for (Entry entry : records.poll(POLL)) {
        take(entry);
        records.done(entry);
      }
      // what was open yesterday may have ended an hour ago: first read, then tell
      if (records.caughtUp()) {
        tell();
        if (once && (!changed || clock.instant().isAfter(giveUpAt))) {
          return;
        }
        if (once) {
          Thread.sleep(retry.first().toMillis());
        }
      }
    }
    throw new InterruptedException();
  }

  /** Takes in a record; repeats and older revisions change nothing. */
  void take(Entry entry) {
    Alert alert;
    try {
      alert = AlertJson.read(entry.json());
    } catch (IllegalArgumentException e) {
      counts.undelivered.incrementAndGet();
      undelivered.add(receiver.name(), "is no alert: " + e.getMessage(), entry);
      return;
    }
    Integer before = revisions.get(alert.incidentId());
    if (before != null && before >= alert.revision()) {
      counts.repeated.incrementAndGet();
      return;
    }
    boolean over = alert.status().isClosed() || !receiver.wants(alert);
    if (over && before == null) {
      counts.skipped.incrementAndGet();
      return;
    }
    revisions.put(alert.incidentId(), alert.revision());
    endOthers(alert, over);
    if (!over) {
      fire(alert);
    }
    changed = true;
  }

  /** Ends what fires for the same incident under other labels, or under any if it is over. */
  private void endOthers(Alert alert, boolean over) {
    Map<String, String> labels = Messages.labels(alert);
    for (Firing known : firing.values()) {
      if (known.alert.incidentId().equals(alert.incidentId())
          && known.endedAt == null
          && (over || !known.labels.equals(labels))) {
        known.endedAt = alert.at();
        known.forgetAt = clock.instant().plus(TELL_END);
      }
    }
  }

  private void fire(Alert alert) {
    Map<String, String> labels = Messages.labels(alert);
    Firing known = firing.get(labels);
    if (known == null) {
      firing.put(labels, new Firing(labels, alert));
      if (firing.size() > MOST) {
        firing.remove(firing.keySet().iterator().next());
      }
    } else {
      known.alert = alert;
      known.endedAt = null;
      known.forgetAt = null;
    }
  }

  private void tell() {
    Instant now = clock.instant();
    boolean due = now.isAfter(nextPost) || (changed && failuresInRow == 0);
    if (!due) {
      return;
    }
    counts.waits();
    Outcome outcome = post.apply(state(now));
    if (outcome.delivered()) {
      counts.waitsNoMore();
      counts.delivered.incrementAndGet();
      changed = false;
      failuresInRow = 0;
      nextPost = now.plus(pace.every());
      firing.values().removeIf(known -> known.forgetAt != null && now.isAfter(known.forgetAt));
    } else {
      counts.failures.incrementAndGet();
      failuresInRow++;
      LOG.warn("{}: {}", receiver.name(), outcome.why());
      nextPost = now.plus(backOff());
    }
  }

  private Duration backOff() {
    Duration wait = retry.first().multipliedBy(1L << Math.min(20, failuresInRow - 1));
    return wait.compareTo(retry.longest()) > 0 ? retry.longest() : wait;
  }

  /** Everything that fires or ended of late, as Alertmanager's API v2 takes it. */
  String state(Instant now) {
    ArrayNode all = MAPPER.createArrayNode();
    addWatchdog(all.addObject(), now);
    for (Firing known : firing.values()) {
      ObjectNode node = all.addObject();
      putAll(node.putObject("labels"), known.labels);
      putAll(node.putObject("annotations"), messages.annotations(known.alert));
      node.put("startsAt", known.alert.startedAt().toString());
      Instant end = known.endedAt == null ? now.plus(pace.stale()) : known.endedAt;
      node.put("endsAt", end.toString());
      String page = messages.pageOf(known.alert);
      if (page != null) {
        node.put("generatorURL", page);
      }
    }
    return all.toString();
  }

  private void addWatchdog(ObjectNode node, Instant now) {
    node.putObject("labels")
        .put("alertname", "VigieWatchdog")
        .put("severity", "none")
        .put("receiver", receiver.name());
    node.putObject("annotations")
        .put(
            "summary",
            "Always fires: when it stops, Vigie's alerts do not reach this Alertmanager.");
    node.put("endsAt", now.plus(pace.every().multipliedBy(4)).toString());
  }

  private static void putAll(ObjectNode node, Map<String, String> values) {
    values.forEach(node::put);
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
