package io.vigie.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The metrics of the job, and the page docs/reference/metrics.md, which is made of them. */
public final class MetricsReference {

  /** How a metric behaves. */
  public enum Kind {
    /** Counts up from 0 at each start of its subtask. */
    COUNTER,
    /** A value of now. */
    GAUGE,
    /** Of the last 500 values: count, and quantiles. */
    HISTOGRAM
  }

  /**
   * A metric of the group {@code vigie}.
   *
   * @param operator which has one for each of its subtasks
   * @param labels names of the groups between {@code vigie} and the name, each with its value
   */
  public record Entry(Uid operator, List<String> labels, String name, Kind kind, String meaning) {

    /** Its name at Flink's Prometheus reporter; the labels are labels there too. */
    public String prometheusName() {
      List<String> words = new ArrayList<>(List.of("flink_taskmanager_job_task_operator_vigie"));
      words.addAll(labels);
      words.add(name);
      return String.join("_", words);
    }
  }

  private static final List<String> BY_LANGUAGE = List.of("lang");

  private static final String HEAD =
      """
      # Metrics

      Made from `io.vigie.stream.MetricsReference`; do not edit. To make it anew: \
      `./mvnw -q test -Dtest=MetricsReferenceTest -Dvigie.update=true`

      Every operator of the job has a group `vigie` beside Flink's own metrics, once for each subtask: sum over \
      `subtask_index`. The names below are those of Flink's Prometheus reporter, which gives every metric the labels \
      `job_name`, `operator_name`, `subtask_index`, `host` and `tm_id` as well; in other reporters the scope is \
      `….vigie.<label>.<value>.<name>`. Counters begin at 0 when a task starts: read them by `increase()` or `rate()`. \
      A restart of the job is seen in `flink_jobmanager_job_numRestarts`.

      `recordsRead + furtherBrands = mentionsScored + mentionsUnscored + duplicates + deadLetters (of mentions) + \
      deletions`, as soon as nothing is under way.

      | metric | kind | operator | meaning |
      |---|---|---|---|
      """;

  private static final String TAIL =
      """

      ## Of Flink and Kafka

      What the [alert rules](../../docker/prometheus/rules/vigie.yaml) and the dashboards read beside these:

      | metric | meaning |
      |---|---|
      | `flink_jobmanager_job_numRestarts` | restarts of the job since it was submitted |
      | `flink_jobmanager_job_runningTime` | milliseconds that the job has run; 0 while it does not |
      | `flink_jobmanager_job_numberOfCompletedCheckpoints`, `…numberOfFailedCheckpoints` | checkpoints |
      | `flink_jobmanager_job_lastCheckpointDuration`, `…lastCheckpointSize` | milliseconds and bytes of the last one |
      | `flink_taskmanager_job_task_operator_pendingRecords` | records of a source's topics not read yet |
      | `flink_taskmanager_job_task_numRecordsInPerSecond`, `…numRecordsOutPerSecond` | what a task takes and gives |
      | `flink_taskmanager_job_task_busyTimeMsPerSecond`, `…backPressuredTimeMsPerSecond` | how busy a task is, and how long it has to wait for the next one |
      | `flink_taskmanager_Status_JVM_Memory_Heap_Used` | bytes |

      Results are counted at their sinks: `flink_taskmanager_job_task_operator_numRecordsSend` by `operator_name`.

      ## Of the notifier

      `./vigie notify --metrics-port PORT` answers on `http://127.0.0.1:PORT/metrics` (another address by \
      `--metrics-host`), by `receiver`:

      | metric | kind | meaning |
      |---|---|---|
      | `vigie_notify_delivered` | counter | alerts taken |
      | `vigie_notify_failed_tries` | counter | tries that failed and are made again |
      | `vigie_notify_undelivered` | counter | alerts that were given up; they are in `vigie.undelivered.v1` |
      | `vigie_notify_waiting_seconds` | gauge | how long the alert has waited that is being delivered; 0 = none waits |
      """;

  private MetricsReference() {}

  /** All metrics of the job, in the way of a mention. */
  public static List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    intake(all);
    scoring(all);
    detection(all);
    control(all);
    return all;
  }

  private static void intake(List<Entry> all) {
    Uid door = Uid.SEPARATE_DEAD_LETTERS;
    all.add(count(door, Tallied.READ, "records read, good or bad"));
    all.add(count(door, Tallied.COPIES, "further mentions of records that name several brands"));
    all.add(count(door, Tallied.DEAD_LETTERS, "records that could not become mentions"));
    all.add(
        new Entry(
            door,
            List.of("reason"),
            Tallied.DEAD_LETTERS,
            Kind.COUNTER,
            "the same by reason code; a brand that is not on the watchlist is `unlisted-brand`"));
    all.add(count(door, Tallied.DELETIONS, "records that delete a mention"));
    all.add(
        gauge(
            door,
            Tallied.EVENT_TIME_LAG,
            "milliseconds from the createdAt of the last mention to now; -1 before the first"));
    all.add(count(Uid.DROP_DUPLICATES, Tallied.DUPLICATES, "repeated mentions"));
  }

  private static void scoring(List<Entry> all) {
    Uid score = Uid.SCORE_MENTIONS;
    all.add(count(score, Tallied.SCORED, "mentions with scores"));
    all.add(count(score, Tallied.UNSCORED, "mentions without"));
    all.add(
        new Entry(
            score,
            List.of("reason"),
            "mentionsUnscoredByReason",
            Kind.COUNTER,
            "the same by reason: `model-failed` is the model's fault, the others lie in the text"));
    all.add(
        new Entry(score, List.of(), "batchMentions", Kind.HISTOGRAM, "mentions scored in a call"));
    all.add(
        new Entry(
            score,
            List.of(),
            "batchMicros",
            Kind.HISTOGRAM,
            "microseconds of a call of the model"));
    all.add(
        new Entry(
            score,
            BY_LANGUAGE,
            "mentionsScored",
            Kind.COUNTER,
            "mentions with scores, by the model's languages: `fr`, `en`, `other`"));
    all.add(
        new Entry(
            score,
            BY_LANGUAGE,
            "meanConfidence",
            Kind.GAUGE,
            "mean probability of the sentiment that was said, of the last 1,000 or so; NaN before"));
    all.add(
        new Entry(
            score,
            BY_LANGUAGE,
            "unknownWordShare",
            Kind.GAUGE,
            "share of words that the model never met in training"));
    all.add(
        new Entry(
            score,
            List.of("lang", "head", "label"),
            "labelShare",
            Kind.GAUGE,
            "share of each label among the last 1,000 or so"));
    all.add(count(Uid.TALLY_MINUTES, Tallied.LATE, "mentions too late for their KPI windows"));
    all.add(
        gauge(
            Uid.TALLY_MINUTES,
            Tallied.WATERMARK_LAG,
            "milliseconds from the watermark to now; -1 before the first and at the end"));
  }

  private static void detection(List<Entry> all) {
    Uid track = Uid.TRACK_INCIDENTS;
    all.add(count(Uid.FIRE_SIGNALS, Tallied.SIGNALS, "signals that fired, those of drills too"));
    all.add(
        new Entry(
            Uid.FIRE_SIGNALS,
            List.of("signal"),
            Tallied.SIGNALS,
            Kind.COUNTER,
            "the same by the signal's name"));
    all.add(
        new Entry(
            Uid.COOL_DOWN_MATCHES,
            List.of("pattern"),
            Tallied.MATCHES,
            Kind.COUNTER,
            "matches of each pattern, after its cooldown"));
    all.add(count(track, Tallied.MATCHES, "matches"));
    all.add(count(track, Tallied.INCIDENTS, "incidents opened"));
    all.add(
        gauge(
            track,
            Tallied.OPEN_INCIDENTS,
            "incidents open and not merged into another; after a start, of the brands that spoke since"));
    all.add(count(track, Tallied.ALERTS, "alerts"));
    all.add(
        new Entry(
            track, List.of("level"), Tallied.ALERTS, Kind.COUNTER, "the same by their level"));
    all.add(
        new Entry(
            Uid.COMPUTE_INDICATORS,
            List.of("state"),
            Tallied.STATE_BYTES,
            Kind.HISTOGRAM,
            "bytes of a brand's state as written to a checkpoint, of every 256th seen: `minutes` (of"
                + " the last hours), `history` (of the weeks before)"));
    all.add(
        new Entry(
            track,
            List.of("state"),
            Tallied.STATE_BYTES,
            Kind.HISTOGRAM,
            "the same of `story`: the incident of a brand"));
  }

  private static void control(List<Entry> all) {
    all.add(count(Uid.ADMIT_CONTROL, Tallied.CONTROL, "control messages let in"));
    all.add(count(Uid.ADMIT_CONTROL, Tallied.CONTROL_REFUSED, "control records refused"));
    all.add(
        new Entry(
            Uid.ADMIT_CONTROL,
            List.of("reason"),
            Tallied.CONTROL_REFUSED,
            Kind.COUNTER,
            "the same by reason code; `bad-signature` may be somebody who tries"));
  }

  private static Entry count(Uid operator, String name, String meaning) {
    return new Entry(operator, List.of(), name, Kind.COUNTER, meaning);
  }

  private static Entry gauge(Uid operator, String name, String meaning) {
    return new Entry(operator, List.of(), name, Kind.GAUGE, meaning);
  }

  /** The page. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Entry entry : all()) {
      page.append("| `").append(entry.prometheusName());
      if (!entry.labels().isEmpty()) {
        page.append('{').append(String.join(", ", entry.labels())).append('}');
      }
      page.append("` | ")
          .append(entry.kind().name().toLowerCase(Locale.ROOT))
          .append(" | `")
          .append(entry.operator().id())
          .append("` | ")
          .append(entry.meaning())
          .append(" |\n");
    }
    return page.append(TAIL).toString();
  }
}
