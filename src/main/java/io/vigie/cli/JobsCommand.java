package io.vigie.cli;

import io.vigie.cli.cluster.FlinkRest;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vigie jobs}: the jobs of a running cluster. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Lists the jobs of a running Flink cluster, and its slots.",
    footer = {"", "Example:", "  ./vigie jobs --cluster localhost:8081"})
public final class JobsCommand implements Callable<Integer> {

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    print(cluster.rest(), out);
    out.flush();
    return 0;
  }

  static void print(FlinkRest rest, PrintWriter out) {
    FlinkRest.Overview overview = rest.overview();
    out.printf(
        "Flink %s at %s: %d TaskManagers, %d of %d slots free%n",
        overview.flink(),
        rest.url(),
        overview.taskManagers(),
        overview.freeSlots(),
        overview.slots());
    for (FlinkRest.JobEntry job : rest.jobs()) {
      out.printf(
          "%s  %-10s %-20s since %s%s%n",
          job.id(),
          job.state(),
          job.name(),
          Instant.ofEpochMilli(job.startMillis()),
          job.isActive() ? ", parallelism " + parallelism(rest, job) : "");
    }
  }

  private static int parallelism(FlinkRest rest, FlinkRest.JobEntry job) {
    return rest.vertices(job.id()).stream().mapToInt(FlinkRest.Vertex::parallelism).max().orElse(0);
  }
}
