package io.vigie.cli;

import io.vigie.cli.cluster.Installation;
import io.vigie.cli.cluster.Submission;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie submit}: a job to a running cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Submits a job to a running Flink cluster, waits until it runs, and says where to look.",
      "Settings, brands, patterns and model are read here and travel with the job."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie submit crisis-detection --cluster localhost:8081 -D kafka.bootstrapServers=localhost:9092",
      "  ./vigie submit crisis-detection --cluster localhost:8081 --env-file data/cluster/services.env \\",
      "      --savepoint file:///…/savepoint-1a2b3c-4d5e6f"
    })
public final class SubmitCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "A job in jobs/, or the path of a job's directory.")
  private String job = "";

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each part; default: what the cluster is configured with.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description = "Savepoint or checkpoint to go on from, as the cluster sees it.")
  private @Nullable String savepoint;

  @Option(
      names = "--allow-non-restored-state",
      description = "Leave behind state of the savepoint that the job no longer has a place for.")
  private boolean allowNonRestoredState;

  @Mixin private SettingsOptions overrides = new SettingsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Integer wanted = parallelism;
    if (wanted != null && (wanted < 1 || wanted > CrisisDetection.MAX_PARALLELISM)) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallelism should be from 1 to " + CrisisDetection.MAX_PARALLELISM);
    }
    String address = cluster.address();
    JobSettings settings = overrides.read(job, List.of());
    if (settings.kafka() == null) {
      throw new CommandFailedException(
          "a job on a cluster reads from Kafka: set kafka.bootstrapServers (-D, --env-file or"
              + " VIGIE_KAFKA_BOOTSTRAP_SERVERS)");
    }
    Installation installation = new Installation(SettingsOptions.home().toAbsolutePath());
    String id =
        new Submission(address, installation.jobJar(), wanted, savepoint, allowNonRestoredState)
            .run(settings, PATIENCE);
    PrintWriter out = spec.commandLine().getOut();
    out.println("job " + id + " (" + settings.name() + ") runs");
    out.println("look at http://" + address + "/#/job/running/" + id + "/overview");
    out.flush();
    return 0;
  }
}
