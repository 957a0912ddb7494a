package io.vigie.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the process has used up to a moment.
 *
 * @param nanos clock, for differences only
 * @param cpuNanos processor time of the whole process: job, broker, compiler, garbage collector
 * @param cpuNanosByStage processor time of the threads that still live, by {@link Stage}
 */
record Snapshot(long nanos, long cpuNanos, Map<Stage, Long> cpuNanosByStage) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Snapshot take() {
    Map<Stage, Long> byStage = new TreeMap<>();
    long[] ids = THREADS.getAllThreadIds();
    ThreadInfo[] infos = THREADS.getThreadInfo(ids);
    for (int i = 0; i < ids.length; i++) {
      long cpu = THREADS.getThreadCpuTime(ids[i]);
      if (infos[i] != null && cpu > 0) {
        byStage.merge(Stage.ofThread(infos[i].getThreadName()), cpu, Long::sum);
      }
    }
    return new Snapshot(System.nanoTime(), SYSTEM.getProcessCpuTime(), byStage);
  }

  /** Seconds from an earlier moment to this one. */
  double secondsSince(Snapshot earlier) {
    return (nanos - earlier.nanos) / 1e9;
  }

  /** Processor seconds from an earlier moment to this one. */
  double cpuSecondsSince(Snapshot earlier) {
    return (cpuNanos - earlier.cpuNanos) / 1e9;
  }

  /** Processor seconds of a stage from an earlier moment to this one. */
  double cpuSecondsSince(Snapshot earlier, Stage stage) {
    long now = cpuNanosByStage.getOrDefault(stage, 0L);
    return Math.max(0, now - earlier.cpuNanosByStage.getOrDefault(stage, 0L)) / 1e9;
  }
}
