package io.vigie.cli;

import io.vigie.cli.cluster.FlinkRest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie stop}: stops a job of a running cluster with a savepoint. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops a job with a savepoint, from which submit --savepoint goes on.",
    footer = {
      "",
      "Example:",
      "  ./vigie stop crisis-detection --cluster localhost:8081 --savepoint-dir s3://bucket/savepoints"
    })
public final class StopCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Parameters(index = "0", paramLabel = "JOB", description = "Id or name of a job that runs.")
  private String job = "";

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--savepoint-dir",
      paramLabel = "URI",
      description = "Where the savepoint goes; default: what the cluster is configured with.")
  private @Nullable String directory;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = cluster.rest();
    FlinkRest.JobEntry found = rest.find(job);
    String savepoint = rest.stopWithSavepoint(found.id(), directory, PATIENCE);
    PrintWriter out = spec.commandLine().getOut();
    out.println("job " + found.id() + " (" + found.name() + ") is stopped");
    out.println("savepoint: " + savepoint);
    out.flush();
    return 0;
  }
}
