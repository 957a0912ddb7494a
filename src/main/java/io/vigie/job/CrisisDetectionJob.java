package io.vigie.job;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job crisis-detection on a Flink cluster: the main class of the job jar. Arguments as in
 * {@link JobArguments}; settings are read and the services are reached before anything is
 * submitted.
 */
public final class CrisisDetectionJob {

  private CrisisDetectionJob() {}

  /**
   * Submits the job.
   *
   * @throws IllegalArgumentException if an argument is unknown or missing
   * @throws io.vigie.yaml.InvalidFileException with every problem of the job's files
   * @throws io.vigie.connector.ServiceUnreachableException if Kafka or the database do not answer
   */
  public static void main(String[] args) throws Exception {
    JobSettings settings = JobArguments.parse(args).read(System.getenv());
    Services.ensure(settings);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(CrisisDetection.configuration(settings));
    CrisisDetection.onKafka(env, settings.remembering());
    env.execute(settings.name());
  }
}
