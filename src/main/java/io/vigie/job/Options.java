package io.vigie.job;

import io.vigie.incident.ControlKeys;
import io.vigie.mention.Pseudonyms;
import io.vigie.response.Language;
import java.time.Duration;
import java.util.List;

/**
 * Every setting of a job; docs/reference/configuration.md is made from this list and compared with
 * it by a test.
 */
public final class Options {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration YEAR = Duration.ofDays(366);

  // what is watched, and with what
  public static final Option<String> BRANDS =
      Option.text("brands", "brands.yaml", "Watchlist, relative to job.yaml.");
  public static final Option<String> PATTERNS =
      Option.text(
          "patterns", "patterns", "Directory of patterns and signals, relative to job.yaml.");
  public static final Option<String> PLAYBOOKS =
      Option.text(
          "playbooks",
          null,
          "Directory of playbooks, relative to job.yaml; without it, alerts suggest none.");
  public static final Option<String> CASES =
      Option.text(
          "cases",
          null,
          "Directory of past cases, relative to job.yaml; without it, alerts know of none.");
  public static final Option<String> EVENTS =
      Option.text(
          "events",
          null,
          "Calendar of planned events, relative to job.yaml; without it, only the control stream tells of any.");
  public static final Option<String> MODERATION =
      Option.text(
          "moderation",
          null,
          "The published moderation policy, relative to job.yaml; without it, nothing is moderated.");
  public static final Option<String> FAQ =
      Option.text(
          "faq",
          null,
          "Questions with an agreed answer, relative to job.yaml; without it, no request has one.");
  public static final Option<Long> TRIAGE_PER_MINUTE =
      Option.number(
          "triage.perMinute",
          20,
          0,
          1000,
          "Most mentions of a brand and minute that are triaged during an incident; 0 = none.");
  public static final Option<String> MODEL =
      Option.text(
          "model", "social-fr-en", "Model: a name in models/, or a path relative to job.yaml.");

  // the way in
  public static final Option<Duration> FUTURE_TOLERANCE =
      Option.duration(
          "intake.futureTolerance",
          "5m",
          NONE,
          Duration.ofDays(1),
          "How far createdAt may lie ahead of ingestion before the mention goes to dead-letters.");
  public static final Option<Duration> OUT_OF_ORDER =
      Option.duration(
          "intake.outOfOrder",
          "30s",
          NONE,
          Duration.ofDays(1),
          "How far mentions of one Kafka partition may be out of order without being late.");
  public static final Option<Duration> IDLE_AFTER =
      Option.duration(
          "intake.idleAfter",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofDays(1),
          "After this silence a Kafka partition no longer holds back event time.");
  public static final Option<Duration> DUPLICATE_WINDOW =
      Option.duration(
          "intake.duplicateWindow",
          "24h",
          Duration.ofMinutes(1),
          Duration.ofDays(30),
          "A repeated mention is recognised for at least this long (event time), at most twice as long.");

  // personal data
  public static final Option<Pseudonyms> PSEUDONYM_KEY =
      Option.secret(
          "privacy.pseudonymKey",
          "With a key (32 characters or more), the ids of authors are replaced by a keyed hash where mentions are"
              + " read, addresses of posts are dropped, and dead letters keep a hash of the record in place of it."
              + " Another key gives other names.",
          Pseudonyms::of);

  // scoring
  public static final Option<Boolean> SCORING =
      Option.flag(
          "scoring.enabled", true, "Whether mentions are scored; without, all are unscored.");
  public static final Option<Long> BATCH_SIZE =
      Option.number(
          "scoring.batchSize", 256, 1, 8192, "Most mentions that are scored in one call.");
  public static final Option<Duration> BATCH_WAIT =
      Option.duration(
          "scoring.batchWait",
          "50ms",
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          "Longest time that a mention waits for its batch to fill.");

  // results
  public static final Option<Duration> ALLOWED_LATENESS =
      Option.duration(
          "kpis.allowedLateness",
          "1h",
          NONE,
          Duration.ofDays(7),
          "A mention that is late by no more than this revises its KPI windows; later goes to late-mentions.");
  public static final Option<Duration> RESOLVE_AFTER =
      Option.duration(
          "incidents.resolveAfter",
          "2h",
          Duration.ofMinutes(1),
          Duration.ofDays(7),
          "An incident is resolved after this long without a signal.");
  public static final Option<List<String>> PRESS_PLATFORMS =
      Option.texts(
          "incidents.pressPlatforms",
          "press,news,tv,radio",
          "Platforms that are press: their mentions are press pick-up, which a crisis may rest on.");

  public static final Option<Long> LEVEL_WATCH =
      Option.number("incidents.levels.watch", 25, 1, 100, "Severity from which somebody looks.");
  public static final Option<Long> LEVEL_INCIDENT =
      Option.number("incidents.levels.incident", 50, 1, 100, "Severity from which somebody acts.");
  public static final Option<Long> LEVEL_CRISIS =
      Option.number(
          "incidents.levels.crisis", 75, 1, 100, "Severity from which the crisis cell meets.");
  public static final Option<Duration> ACKNOWLEDGE_WATCH =
      Option.duration(
          "incidents.acknowledgeWithin.watch",
          "0s",
          NONE,
          Duration.ofDays(7),
          "An alert at level watch that nobody acknowledges for this long is told again, once; 0s = never. Only where"
              + " there is a control stream.");
  public static final Option<Duration> ACKNOWLEDGE_INCIDENT =
      Option.duration(
          "incidents.acknowledgeWithin.incident",
          "30m",
          NONE,
          Duration.ofDays(7),
          "The same at level incident.");
  public static final Option<Duration> ACKNOWLEDGE_CRISIS =
      Option.duration(
          "incidents.acknowledgeWithin.crisis",
          "15m",
          NONE,
          Duration.ofDays(7),
          "The same at level crisis.");

  public static final Option<Language> SUMMARY_LANGUAGE =
      Option.choice(
          "incidents.language",
          Language.class,
          Language.EN,
          "Language in which incidents and alerts are summed up, of all brands alike.");

  // the control stream
  public static final Option<ControlKeys> CONTROL_KEYS =
      Option.secret(
          "control.keys",
          "Keys of control messages as id:secret, several by commas: the first signs, all are recognised. Without"
              + " one, no control topic is read. Secrets have 32 characters or more.",
          ControlKeys::parse);
  public static final Option<String> CONTROL_TOPIC =
      Option.text(
          "control.topic", "vigie.control.v1", "Topic that control messages are read from.");
  public static final Option<Duration> CONTROL_MAX_AGE =
      Option.duration(
          "control.maxAge",
          "10m",
          Duration.ofSeconds(10),
          Duration.ofDays(1),
          "A control message that was issued longer before it was read, or before another one, is refused.");

  // Kafka
  public static final Option<String> KAFKA_SERVERS =
      Option.text("kafka.bootstrapServers", null, "Brokers, host:port, separated by commas.");
  public static final Option<String> KAFKA_GROUP =
      Option.text("kafka.groupId", "vigie-crisis-detection", "Consumer group of the source.");
  public static final Option<String> KAFKA_TOPIC =
      Option.text("kafka.mentionsTopic", "vigie.mentions.v1", "Topic that mentions are read from.");
  public static final Option<KafkaStart> KAFKA_START =
      Option.choice(
          "kafka.start",
          KafkaStart.class,
          KafkaStart.COMMITTED,
          "Where reading starts without a savepoint: the group's committed offsets (or else the earliest), the"
              + " earliest, or the latest.");
  public static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.duration(
          "kafka.transactionTimeout",
          "10m",
          Duration.ofSeconds(10),
          Duration.ofHours(24),
          "Must exceed the checkpoint interval plus the longest restart, and not the broker's"
              + " transaction.max.timeout.ms.");
  public static final String KAFKA_PROPERTIES = "kafka.properties.";

  // where results go
  public static final Option<String> FILES_DIRECTORY =
      Option.text(
          "sinks.files.directory", null, "Directory for results as .jsonl; off without it.");
  public static final Option<Boolean> KAFKA_SINK =
      Option.flag("sinks.kafka.enabled", false, "Whether results go to Kafka topics.");
  public static final Option<List<String>> KAFKA_STREAMS =
      Option.texts(
          "sinks.kafka.streams",
          "scored-mentions,kpis,indicators,signals,incidents,alerts,triage,dead-letters,late-mentions",
          "Results that go to Kafka.");
  public static final Option<String> POSTGRES_URL =
      Option.text("sinks.postgres.url", null, "JDBC URL for results in tables; off without it.");
  public static final Option<String> POSTGRES_USER =
      Option.text("sinks.postgres.user", "vigie", "User of the database.");
  public static final Option<List<String>> POSTGRES_KPI_SIZES =
      Option.texts(
          "sinks.postgres.kpiSizes",
          "15m,1h,1d",
          "KPI windows that go to the database; windows of 1m are many, and stand in the topic.");
  public static final Option<String> POSTGRES_PASSWORD =
      Option.secret("sinks.postgres.password", "Password of the database.");

  // Flink
  public static final Option<Duration> CHECKPOINT_INTERVAL =
      Option.duration(
          "flink.checkpointInterval",
          "30s",
          Duration.ofMillis(100),
          Duration.ofHours(1),
          "Time between checkpoints; KPIs and scored mentions become visible in Kafka at this pace.");
  public static final Option<String> CHECKPOINT_DIRECTORY =
      Option.text(
          "flink.checkpointDirectory",
          null,
          "Where checkpoints are kept; without, what the cluster is configured with.");

  /** Below this prefix stands any setting of Flink itself. */
  public static final String FLINK_PROPERTIES = "flink.properties.";

  private Options() {}

  /** Where a Kafka source starts that restores no state. */
  public enum KafkaStart {
    COMMITTED,
    EARLIEST,
    LATEST
  }

  /** All settings, in the order of the reference page. */
  public static List<Option<?>> all() {
    return List.of(
        BRANDS,
        PATTERNS,
        PLAYBOOKS,
        CASES,
        EVENTS,
        MODERATION,
        FAQ,
        MODEL,
        FUTURE_TOLERANCE,
        OUT_OF_ORDER,
        IDLE_AFTER,
        DUPLICATE_WINDOW,
        PSEUDONYM_KEY,
        SCORING,
        BATCH_SIZE,
        BATCH_WAIT,
        ALLOWED_LATENESS,
        RESOLVE_AFTER,
        PRESS_PLATFORMS,
        LEVEL_WATCH,
        LEVEL_INCIDENT,
        LEVEL_CRISIS,
        ACKNOWLEDGE_WATCH,
        ACKNOWLEDGE_INCIDENT,
        ACKNOWLEDGE_CRISIS,
        SUMMARY_LANGUAGE,
        TRIAGE_PER_MINUTE,
        CONTROL_KEYS,
        CONTROL_TOPIC,
        CONTROL_MAX_AGE,
        KAFKA_SERVERS,
        KAFKA_GROUP,
        KAFKA_TOPIC,
        KAFKA_START,
        TRANSACTION_TIMEOUT,
        FILES_DIRECTORY,
        KAFKA_SINK,
        KAFKA_STREAMS,
        POSTGRES_URL,
        POSTGRES_USER,
        POSTGRES_PASSWORD,
        POSTGRES_KPI_SIZES,
        CHECKPOINT_INTERVAL,
        CHECKPOINT_DIRECTORY);
  }

  /** Prefixes below which any key is passed on. */
  public static List<String> openPrefixes() {
    return List.of(KAFKA_PROPERTIES, FLINK_PROPERTIES);
  }
}
