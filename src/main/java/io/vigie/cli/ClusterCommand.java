package io.vigie.cli;

import io.vigie.cli.cluster.Installation;
import io.vigie.cli.cluster.LocalCluster;
import io.vigie.cli.cluster.OwnProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code vigie cluster}: a standalone cluster on this machine, for trying. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "start|stop|status",
    description = {
      "A standalone Flink cluster on this machine, for trying: JobManager and TaskManagers as processes",
      "of their own, with a Kafka and a PostgreSQL beside them, all on the loopback address."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie cluster start --task-managers 2 --slots 2",
      "  ./vigie cluster status",
      "  ./vigie cluster stop"
    })
public final class ClusterCommand implements Runnable {

  @Option(
      names = "--dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Logs, data and state of the cluster; default: data/cluster.")
  private @Nullable Path dir;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "start, stop or status?");
  }

  @Command(name = "start", description = "Starts a cluster and returns when all of it answers.")
  int start(
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              defaultValue = "2",
              description = "TaskManagers; default: ${DEFAULT-VALUE}.")
          int taskManagers,
      @Option(
              names = "--slots",
              paramLabel = "N",
              defaultValue = "2",
              description = "Slots of each TaskManager; default: ${DEFAULT-VALUE}.")
          int slots,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "8081",
              description =
                  "Port of Flink's REST API; if taken, another. Default: ${DEFAULT-VALUE}.")
          int port,
      @Option(
              names = "--ha",
              description = "With a ZooKeeper, so that jobs survive the JobManager.")
          boolean highAvailability)
      throws Exception {
    if (taskManagers < 1 || slots < 1 || port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--task-managers and --slots from 1, --port from 0 to 65535");
    }
    LocalCluster cluster =
        LocalCluster.start(
            installation(),
            directory(),
            new LocalCluster.Wish(taskManagers, slots, port, highAvailability));
    PrintWriter out = spec.commandLine().getOut();
    print(cluster, out);
    out.println("next: ./vigie submit crisis-detection --cluster " + cluster.restAddress());
    out.println("          --env-file " + cluster.servicesFile());
    out.flush();
    return 0;
  }

  @Command(name = "stop", description = "Ends exactly the processes of the cluster.")
  int stop() throws Exception {
    LocalCluster cluster = LocalCluster.of(installation(), directory());
    int count = cluster.processes().size();
    cluster.endAll();
    PrintWriter out = spec.commandLine().getOut();
    out.println(count + " processes ended; logs and data stay in " + directory());
    out.flush();
    return 0;
  }

  @Command(
      name = "status",
      description = "Says what runs; exit code 1 if a process is missing, 3 if Flink is silent.")
  int status() throws Exception {
    LocalCluster cluster = LocalCluster.of(installation(), directory());
    PrintWriter out = spec.commandLine().getOut();
    print(cluster, out);
    out.flush();
    JobsCommand.print(cluster.rest(), out);
    out.flush();
    return cluster.processes().stream().allMatch(OwnProcess::isAlive) ? 0 : Vigie.INPUT_AT_FAULT;
  }

  private static void print(LocalCluster cluster, PrintWriter out) {
    for (OwnProcess process : cluster.processes()) {
      out.printf(
          "%-14s %8d  %-8s %s%n",
          process.role(),
          process.pid(),
          process.isAlive() ? "runs" : "is gone",
          switch (process.role()) {
            case LocalCluster.JOB_MANAGER -> cluster.rest().url();
            case LocalCluster.KAFKA -> cluster.kafka();
            case LocalCluster.POSTGRES -> cluster.postgres().url();
            default -> "";
          });
    }
  }

  private static Installation installation() {
    return new Installation(SettingsOptions.home().toAbsolutePath());
  }

  private Path directory() {
    Path chosen = dir == null ? SettingsOptions.home().resolve("data/cluster") : dir;
    return chosen.toAbsolutePath().normalize();
  }
}
