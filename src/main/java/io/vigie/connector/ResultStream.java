package io.vigie.connector;

import java.util.Locale;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * The streams of results that leave the job. Each is a Kafka topic and, in a run on files, a file.
 * Names are a contract: others script against them.
 */
public enum ResultStream {
  /** Every mention that counted, with its scores; key: brand. */
  SCORED_MENTIONS(DeliveryGuarantee.EXACTLY_ONCE, false),
  /** KPI windows, each revision; key: brand. */
  KPIS(DeliveryGuarantee.EXACTLY_ONCE, false),
  /** One record per brand and step; key: brand. A repeat has the same brand and time. */
  INDICATORS(DeliveryGuarantee.AT_LEAST_ONCE, false),
  /** Signals that fire, hold and end; key: brand. A repeat has the same brand, name and time. */
  SIGNALS(DeliveryGuarantee.AT_LEAST_ONCE, false),
  /** The ledger of incidents, each revision; key: incidentId, compacted to the last revision. */
  INCIDENTS(DeliveryGuarantee.EXACTLY_ONCE, true),
  /** Alerts; key: incidentId. At least once: an alert never waits for a checkpoint. */
  ALERTS(DeliveryGuarantee.AT_LEAST_ONCE, false),
  /**
   * How to handle the most urgent mentions during an incident; key: brand. A repeat has the same
   * incident and mention, and the same content.
   */
  TRIAGE(DeliveryGuarantee.AT_LEAST_ONCE, false),
  /** What could not be read; key: origin. */
  DEAD_LETTERS(DeliveryGuarantee.AT_LEAST_ONCE, false),
  /** Mentions too late for every window; key: brand. */
  LATE_MENTIONS(DeliveryGuarantee.AT_LEAST_ONCE, false);

  private final DeliveryGuarantee delivery;
  private final boolean compacted;

  ResultStream(DeliveryGuarantee delivery, boolean compacted) {
    this.delivery = delivery;
    this.compacted = compacted;
  }

  /** Name in file names, uids and transactional ids, kebab-case, such as {@code late-mentions}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Kafka topic, such as {@code vigie.late-mentions.v1}. */
  public String topic() {
    return "vigie." + label() + ".v1";
  }

  /** File of a run on files, such as {@code late-mentions.jsonl}. */
  public String fileName() {
    return label() + ".jsonl";
  }

  /** What a reader with {@code isolation.level=read_committed} may count on. */
  public DeliveryGuarantee delivery() {
    return delivery;
  }

  /** True if the topic keeps only the last record of each key for ever. */
  public boolean compacted() {
    return compacted;
  }
}
