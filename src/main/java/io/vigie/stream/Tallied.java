package io.vigie.stream;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A count that is told twice: as a metric while the job runs, and as an accumulator in its result
 * when a bounded job ends, so that what was read can be shown to add up.
 */
public final class Tallied {

  /** Records read, good or bad. */
  public static final String READ = "recordsRead";

  /** Further mentions of records that name several brands. */
  public static final String COPIES = "furtherBrands";

  public static final String DEAD_LETTERS = "deadLetters";

  /** Records that delete a mention. */
  public static final String DELETIONS = "deletions";

  public static final String DUPLICATES = "duplicates";
  public static final String SCORED = "mentionsScored";
  public static final String UNSCORED = "mentionsUnscored";
  public static final String LATE = "mentionsLate";
  public static final String SIGNALS = "signalsFired";
  public static final String MATCHES = "matches";
  public static final String INCIDENTS = "incidentsOpened";
  public static final String ALERTS = "alerts";

  /** Milliseconds from the createdAt of the last mention to now. */
  static final String EVENT_TIME_LAG = "eventTimeLagMillis";

  /** Milliseconds from the watermark to now. */
  static final String WATERMARK_LAG = "watermarkLagMillis";

  static final String OPEN_INCIDENTS = "openIncidents";

  /** Serialised size of a brand's state, by state. */
  static final String STATE_BYTES = "brandStateBytes";

  /** Control messages let in. */
  public static final String CONTROL = "controlMessages";

  /** Control records that became dead letters. */
  public static final String CONTROL_REFUSED = "controlRefused";

  private final Counter metric;
  private final LongCounter accumulator;

  private Tallied(Counter metric, LongCounter accumulator) {
    this.metric = metric;
    this.accumulator = accumulator;
  }

  static MetricGroup group(RuntimeContext context) {
    return context.getMetricGroup().addGroup("vigie");
  }

  static Tallied register(RuntimeContext context, String name) {
    LongCounter accumulator = new LongCounter();
    context.addAccumulator(name, accumulator);
    return new Tallied(group(context).counter(name), accumulator);
  }

  /** Milliseconds from an instant of event time to now; -1 where there is none. */
  static long millisSince(long eventTime) {
    return eventTime == Long.MIN_VALUE || eventTime == Long.MAX_VALUE
        ? -1
        : System.currentTimeMillis() - eventTime;
  }

  void add() {
    add(1);
  }

  void add(long count) {
    metric.inc(count);
    accumulator.add(count);
  }
}
