package io.vigie.cli.chaos;

import java.util.Locale;

/** What is done to a cluster while mentions stream through the job. */
public enum Fault {
  NONE("nothing, as a check of the test itself", 1),
  TASKMANAGER_KILLED("kill -9 of one of two TaskManagers, another takes its place", 5),
  JOBMANAGER_KILLED("kill -9 of the JobManager, another takes over (ZooKeeper)", 2),
  BROKER_DOWN("kill -9 of the only Kafka broker, back after 60 s", 1),
  DATABASE_DOWN("PostgreSQL ends, back after 60 s", 1),
  RESCALED("parallelism 2 to 1 and back to 2, in place", 1),
  SAVEPOINT("stopped with a savepoint, resumed from it at another parallelism", 2),
  RESUBMITTED("cancelled, resumed from the last checkpoint", 5),
  OLDER_CHECKPOINT("cancelled, resumed from an older checkpoint than the last", 1),
  IDLE_PARTITION("one of four partitions is never written to", 1),
  LAGGING_PARTITION("one of four partitions is 6 hours behind the others", 1),
  BACKLOG("everything is in the topic before the job starts, read at parallelism 1", 1);

  private final String meaning;
  private final int times;

  Fault(String meaning, int times) {
    this.meaning = meaning;
    this.times = times;
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
    return ordinal() > NONE.ordinal() && ordinal() < IDLE_PARTITION.ordinal();
  }

  /** Whether records that were committed before come again, with the same keys and contents. */
  boolean replaysWhatWasCommitted() {
    return this == OLDER_CHECKPOINT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
