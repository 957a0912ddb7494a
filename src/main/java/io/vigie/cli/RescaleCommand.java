package io.vigie.cli;

import io.vigie.cli.cluster.Deadline;
import io.vigie.cli.cluster.FlinkRest;
import io.vigie.job.CrisisDetection;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie rescale}: more or fewer subtasks for a job that runs. */
@Command(
    name = "rescale",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a running job another parallelism, from its last checkpoint, without stopping it.",
      "The cluster needs jobmanager.scheduler: adaptive."
    },
    footer = {
      "",
      "Example:",
      "  ./vigie rescale crisis-detection --cluster localhost:8081 --parallelism 4"
    })
public final class RescaleCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Parameters(index = "0", paramLabel = "JOB", description = "Id or name of a job that runs.")
  private String job = "";

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--parallelism",
      required = true,
      paramLabel = "N",
      description = "Subtasks of each part.")
  private int parallelism;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1 || parallelism > CrisisDetection.MAX_PARALLELISM) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallelism should be from 1 to " + CrisisDetection.MAX_PARALLELISM);
    }
    FlinkRest rest = cluster.rest();
    FlinkRest.JobEntry found = rest.find(job);
    if (!rest.isAdaptive()) {
      throw new CommandFailedException(
          "the cluster's scheduler is not adaptive: stop the job with a savepoint (./vigie stop) and"
              + " submit it with --savepoint and --parallelism");
    }
    int slots = rest.overview().slots();
    if (parallelism > slots) {
      throw new CommandFailedException("the cluster has " + slots + " slots; start TaskManagers");
    }
    rest.require(found.id(), parallelism);
    Deadline deadline = new Deadline(PATIENCE);
    while (!rest.runs(found.id(), parallelism)) {
      deadline.pause("the job does not run at parallelism " + parallelism + " yet");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("job " + found.id() + " (" + found.name() + ") runs at parallelism " + parallelism);
    out.flush();
    return 0;
  }
}
