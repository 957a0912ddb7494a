package io.vigie.cli;

import io.vigie.job.JobSettings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job whose settings a command works with. */
final class JobOptions {

  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "The job whose settings count; default: ${DEFAULT-VALUE}.")
  private String job = "crisis-detection";

  @Mixin private SettingsOptions overrides = new SettingsOptions();

  /**
   * Reads the job's settings.
   *
   * @param further pairs that the command itself says; they count like -D, before it
   */
  JobSettings read(List<String> further) {
    return overrides.read(job, further);
  }
}
