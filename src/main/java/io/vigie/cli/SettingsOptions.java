package io.vigie.cli;

import io.vigie.job.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a job's settings. */
final class SettingsOptions {

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Lines key=value that override job.yaml.")
  private @Nullable Path environmentFile;

  @Option(
      names = "-D",
      paramLabel = "key=value",
      description =
          "Overrides job.yaml and the environment file; environment variables (VIGIE_…) override this.")
  private List<String> pairs = new ArrayList<>();

  /** The home of this installation: what holds jobs/ and models/. */
  static Path home() {
    return Path.of(System.getenv().getOrDefault("VIGIE_HOME", "."));
  }

  /** The directory of a job, by its name or its path. */
  static Path directory(String job) {
    Path named = home().resolve("jobs").resolve(job);
    if (Files.isDirectory(named)) {
      return named;
    }
    Path path = Path.of(job);
    if (Files.isRegularFile(path.resolve("job.yaml"))) {
      return path;
    }
    throw new CommandFailedException(
        "there is no job '"
            + job
            + "': neither "
            + named
            + " nor "
            + path.resolve("job.yaml")
            + " exists");
  }

  /**
   * Reads a job's settings.
   *
   * @param further pairs that the command itself says; they count like -D, before it
   */
  JobSettings read(String job, List<String> further) {
    List<String> all = new ArrayList<>(further);
    all.addAll(pairs);
    return JobSettings.read(
        directory(job),
        home().resolve("models"),
        new JobSettings.Overrides(environmentFile, all, environment()));
  }

  private static Map<String, String> environment() {
    return System.getenv();
  }
}
