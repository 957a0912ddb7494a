package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.job.Services;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A job for a running cluster. Its settings, brands, patterns and model are read here and travel
 * with it; the job jar goes up with it as well.
 *
 * @param cluster host and port of the cluster's REST API
 * @param jobJar the job jar
 * @param parallelism subtasks of each part, or null for what the cluster is configured with
 * @param savepoint savepoint or checkpoint to go on from, or null to start anew
 * @param allowNonRestoredState whether state that no part of the job wants may be left behind
 */
public record Submission(
    String cluster,
    Path jobJar,
    @Nullable Integer parallelism,
    @Nullable String savepoint,
    boolean allowNonRestoredState) {

  /**
   * Submits the job, and waits until every part of it runs.
   *
   * @return id of the job
   * @throws ServiceUnreachableException if the cluster, Kafka or the database do not answer
   * @throws CommandFailedException if the job cannot run; the message says why, and the job is
   *     cancelled if it never ran
   */
  public String run(JobSettings settings, Duration patience) throws InterruptedException {
    FlinkRest rest = new FlinkRest(cluster);
    rest.overview();
    Services.ensure(settings);
    String job = submit(rest, settings);
    awaitRunning(rest, job, patience);
    return job;
  }

  private String submit(FlinkRest rest, JobSettings settings) {
    Configuration flink = CrisisDetection.configuration(settings);
    int colon = cluster.lastIndexOf(':');
    flink.set(DeploymentOptions.TARGET, "remote");
    flink.set(DeploymentOptions.ATTACHED, false);
    flink.set(RestOptions.ADDRESS, cluster.substring(0, colon));
    flink.set(RestOptions.PORT, Integer.parseInt(cluster.substring(colon + 1)));
    flink.set(PipelineOptions.JARS, List.of(jobJar.toUri().toString()));
    flink.set(
        CoreOptions.DEFAULT_PARALLELISM,
        parallelism == null
            ? Integer.parseInt(rest.setting(CoreOptions.DEFAULT_PARALLELISM.key(), "1"))
            : parallelism);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, allowNonRestoredState);
    }
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(flink);
    CrisisDetection.onKafka(env, settings.remembering());
    try {
      JobClient client = env.executeAsync(settings.name());
      return client.getJobID().toString();
    } catch (Exception e) {
      throw refused(e);
    }
  }

  private RuntimeException refused(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof ConnectException
        ? new ServiceUnreachableException("Flink", cluster, cause)
        : new CommandFailedException(
            "Flink at "
                + cluster
                + " did not take the job: "
                + FlinkRest.causes(String.valueOf(cause.getMessage())),
            e);
  }

  private static void awaitRunning(FlinkRest rest, String job, Duration patience)
      throws InterruptedException {
    Deadline deadline = new Deadline(patience);
    while (!rest.runs(job, null)) {
      String state = rest.state(job);
      if (state.equals("FAILED") || deadline.isOver()) {
        if (!state.equals("FAILED")) {
          rest.cancel(job);
        }
        throw new CommandFailedException(
            "job %s does not run, its state is %s: %s".formatted(job, state, whyNot(rest, job)));
      }
      deadline.pause("");
    }
  }

  private static String whyNot(FlinkRest rest, String job) {
    String failure = rest.lastFailure(job);
    if (failure != null) {
      return failure;
    }
    FlinkRest.Overview overview = rest.overview();
    return "%d of %d slots are free; the job needs as many as its parallelism"
        .formatted(overview.freeSlots(), overview.slots());
  }
}
