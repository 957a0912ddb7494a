package io.vigie.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job's main class is called with: {@code --job DIR [--models DIR] [--env-file FILE] [-D
 * key=value]…}
 *
 * @param job directory of the job, which holds job.yaml
 * @param models directory of models; {@code models} where nothing is said
 * @param environmentFile lines key=value that override job.yaml, or null
 * @param pairs key=value, which override the environment file
 */
public record JobArguments(
    Path job, Path models, @Nullable Path environmentFile, List<String> pairs) {

  private static final String USAGE =
      "usage: --job DIR [--models DIR] [--env-file FILE] [-D key=value]...";

  /**
   * Reads the arguments of a main method.
   *
   * @throws IllegalArgumentException if one is unknown, has no value, or --job is missing
   */
  public static JobArguments parse(String... args) {
    @Nullable Path job = null;
    Path models = Path.of("models");
    @Nullable Path environmentFile = null;
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value; " + USAGE);
      }
      String value = args[i + 1];
      switch (args[i]) {
        case "--job" -> job = Path.of(value);
        case "--models" -> models = Path.of(value);
        case "--env-file" -> environmentFile = Path.of(value);
        case "-D" -> pairs.add(value);
        default -> throw new IllegalArgumentException("unknown argument " + args[i] + "; " + USAGE);
      }
    }
    if (job == null) {
      throw new IllegalArgumentException("--job is missing; " + USAGE);
    }
    return new JobArguments(job, models, environmentFile, List.copyOf(pairs));
  }

  /**
   * The settings of the job.
   *
   * @param environment environment variables, which override everything else
   * @throws io.vigie.yaml.InvalidFileException with every problem of every file
   */
  public JobSettings read(Map<String, String> environment) {
    return JobSettings.read(
        job, models, new JobSettings.Overrides(environmentFile, pairs, environment));
  }
}
