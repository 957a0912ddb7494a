package io.vigie.cli.bench;

import io.vigie.stream.Uid;

/**
 * What processor time is spent on, as far as threads tell: Flink runs a chain of operators in one
 * thread that bears their names.
 */
enum Stage {
  READ_AND_PARSE("read, parse, send to the duplicates' slot"),
  SCORE_AND_TALLY("drop duplicates, score, tally (and write)"),
  KPIS("KPI windows"),
  INDICATORS("indicators and signals"),
  STORY("patterns and incidents"),
  KAFKA("Kafka: broker and clients"),
  FLINK("Flink's own threads"),
  VIRTUAL_MACHINE("compiler and garbage collector");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** Its name in the table. */
  String label() {
    return label;
  }

  /** The stage that a thread works for. */
  static Stage ofThread(String name) {
    // the duplicates' chain comes before the source: a chain of both would be one thread
    if (name.contains(Uid.DROP_DUPLICATES.id())) {
      return SCORE_AND_TALLY;
    }
    if (name.contains(Uid.READ_MENTIONS.id()) || name.contains(Uid.SEPARATE_DEAD_LETTERS.id())) {
      return name.startsWith("kafka-") ? KAFKA : READ_AND_PARSE;
    }
    if (name.contains(Uid.ROLL_UP_KPIS.id()) || name.contains(Uid.SHARE_VOICE.id())) {
      return KPIS;
    }
    if (name.contains(Uid.COMPUTE_INDICATORS.id())) {
      return INDICATORS;
    }
    if (name.contains(Uid.TRACK_INCIDENTS.id())
        || name.contains(Uid.MATCH_PATTERN.id())
        || name.contains("cool-down-matches")) {
      return STORY;
    }
    return name.contains("kafka") || name.contains("data-plane") ? KAFKA : FLINK;
  }
}
