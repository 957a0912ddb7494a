package io.vigie.cli.chaos;

import java.util.Locale;

/** What is done to a cluster while mentions stream through the job, or what these are like. */
public enum Fault {
  NONE("nothing, as a check of the test itself"),
  TASKMANAGER_KILLED("kill -9 of one of two TaskManagers, another takes its place", 5),
  JOBMANAGER_KILLED("kill -9 of the JobManager, another takes over (ZooKeeper)", 2),
  BROKER_DOWN("kill -9 of the only Kafka broker, back after --outage", 1),
  BROKER_DOWN_TOO_LONG(
      "the same, with transactions that live half as long as the broker is away", 1),
  DATABASE_DOWN("PostgreSQL ends, back after --outage", 1),
  RESCALED("parallelism 2 to 1 and back to 2, in place", 1),
  SAVEPOINT("stopped with a savepoint, resumed from it at another parallelism", 2),
  RESUBMITTED("cancelled, resumed from the last checkpoint", 5),
  OLDER_CHECKPOINT("cancelled, resumed from an older checkpoint than the last", 1),
  DAMAGED_MODEL("stopped; the model's file is damaged at the start, then whole again", 1),
  IDLE_PARTITION("one of four partitions is never written to"),
  ALL_IDLE("nobody says anything, for longer than a partition may be silent"),
  FEW_PARTITIONS("one partition, read at parallelism 2"),
  LAGGING_PARTITION("one of four partitions is 6 hours behind the others"),
  HOT_BRAND("one brand has 90 % of the mentions of the last day"),
  BURST("ten times the mentions for two minutes"),
  BACKLOG("everything is in the topic before the job starts, read at parallelism 1"),
  BACKLOG_AT_2("the same at parallelism 2"),
  BACKLOG_AT_4("the same at parallelism 4, with two TaskManagers more"),
  HOSTILE_RECORDS("a million records that are broken, mutated or meant to harm (--records)");

  private final String meaning;
  private final int times;
  private final boolean strikes;

  Fault(String meaning) {
    this.meaning = meaning;
    this.times = 1;
    this.strikes = false;
  }

  Fault(String meaning, int times) {
    this.meaning = meaning;
    this.times = times;
    this.strikes = true;
  }

  /** What happens. */
  public String meaning() {
    return meaning;
  }

  /** How often it happens in a run where nobody says otherwise. */
  int times() {
    return times;
  }

  /** Whether it is worth being repeated in one run: the others are a state of things. */
  boolean strikes() {
    return strikes;
  }

  /** Whether records that were committed before come again, with the same keys and contents. */
  boolean replaysWhatWasCommitted() {
    return this == OLDER_CHECKPOINT;
  }

  /** Parallelism at which the whole backlog is read; 0 if mentions come one after the other. */
  int backlogAt() {
    return switch (this) {
      case BACKLOG -> 1;
      case BACKLOG_AT_2 -> 2;
      case BACKLOG_AT_4 -> 4;
      default -> 0;
    };
  }

  /** Whether results can be held against the moment at which their mentions were sent. */
  boolean isTimed() {
    return switch (this) {
      case NONE, IDLE_PARTITION, FEW_PARTITIONS, HOT_BRAND, BURST -> true;
      default -> false;
    };
  }

  /** Partitions of the topic of mentions. */
  int partitions() {
    return this == FEW_PARTITIONS ? 1 : Feed.PARTITIONS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
