package io.vigie.cli;

import io.vigie.cli.cluster.Deadline;
import io.vigie.cli.cluster.FlinkRest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie cancel}: ends a job of a running cluster without a savepoint. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Cancels a job without a savepoint. Its last checkpoints stay: submit --savepoint goes on from one,",
      "and what was read since is read again."
    },
    footer = {"", "Example:", "  ./vigie cancel crisis-detection --cluster localhost:8081"})
public final class CancelCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Parameters(index = "0", paramLabel = "JOB", description = "Id or name of a job that runs.")
  private String job = "";

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = cluster.rest();
    FlinkRest.JobEntry found = rest.find(job);
    rest.cancel(found.id());
    Deadline deadline = new Deadline(PATIENCE);
    while (rest.find(found.id()).isActive()) {
      deadline.pause("the job has not ended yet");
    }
    List<String> checkpoints = rest.checkpointsOfEnded(found.id());
    PrintWriter out = spec.commandLine().getOut();
    out.println("job " + found.id() + " (" + found.name() + ") is cancelled");
    if (!checkpoints.isEmpty()) {
      out.println("last checkpoint: " + checkpoints.get(checkpoints.size() - 1));
    }
    out.flush();
    return 0;
  }
}
